// The 1€ filter: smooth when slow, quick when fast. Casiez, Roussel, Vogel, CHI 2012, doi 10.1145/2207676.2208639.
// Time steps are the frames' own, so that the result does not hang on a frame rate.
import { PI } from "../geometry/trigonometry.ts";

export interface OneEuroRule {
  minimumCutoffHertz: number;
  /** How much the cutoff rises per unit of speed (Hz per unit/s). */
  beta: number;
  speedCutoffHertz: number;
}

/** Plain numbers, so that it can be saved as JSON. */
export interface OneEuroMemory {
  started: boolean;
  raw: number;
  value: number;
  speed: number;
}

export function createOneEuroMemory(): OneEuroMemory {
  return { started: false, raw: 0, value: 0, speed: 0 };
}

/** Takes one value `seconds` after the one before and returns the smoothed one. The first value passes as it is. */
export function advanceOneEuro(memory: OneEuroMemory, value: number, seconds: number, rule: OneEuroRule): number {
  if (!memory.started || seconds <= 0) {
    memory.started = true;
    memory.raw = value;
    memory.value = value;
    memory.speed = 0;
    return value;
  }
  const speed = (value - memory.raw) / seconds;
  memory.raw = value;
  memory.speed += smoothingFactor(rule.speedCutoffHertz, seconds) * (speed - memory.speed);
  const cutoff = rule.minimumCutoffHertz + rule.beta * Math.abs(memory.speed);
  memory.value += smoothingFactor(cutoff, seconds) * (value - memory.value);
  return memory.value;
}

function smoothingFactor(cutoffHertz: number, seconds: number): number {
  const timeConstant = 1 / (2 * PI * cutoffHertz);
  return 1 / (1 + timeConstant / seconds);
}
