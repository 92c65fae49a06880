// Random numbers that come out the same everywhere: integers only, the seed is the caller's. Generator: mulberry32 (Tommy Ettinger, public domain).
export interface SeededRandom {
  state: number;
}

export function createSeededRandom(seed: number): SeededRandom {
  return { state: seed | 0 };
}

/** 0 ≤ number < 1. */
export function nextUniform(random: SeededRandom): number {
  random.state = (random.state + 0x6d2b79f5) | 0;
  let t = random.state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** Mean 0, standard deviation 1, as the sum of twelve uniform numbers less six: bounded at ±6 and free of logarithms. */
export function nextNormal(random: SeededRandom): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += nextUniform(random);
  return sum;
}
