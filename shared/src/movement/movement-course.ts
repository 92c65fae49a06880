// The course of one movement's share at even time steps, in a list of fixed length: whatever the frame rate, and however long it takes.

const LENGTH = 64;
/** 25 values a second: what a person moves on purpose is far below 12 Hz. Doubled whenever the list is full. */
const FIRST_STEP_MS = 40;
/** Short numbers keep checkpoints small; a hundredth of a degree in a hundred is far below what a camera sees. */
const STORED_PER_UNIT = 10_000;

export interface CourseMemory {
  fromMs: number;
  stepMs: number;
  count: number;
  /** Always as long; what is beyond `count` means nothing. */
  shares: number[];
  seenMs: number;
  seenShare: number;
}

export function createCourse(): CourseMemory {
  return {
    fromMs: 0,
    stepMs: FIRST_STEP_MS,
    count: 0,
    shares: Array.from({ length: LENGTH }, () => 0),
    seenMs: 0,
    seenShare: 0,
  };
}

/** Forgets what was and begins here. */
export function beginCourse(memory: CourseMemory, share: number, atMs: number): void {
  memory.fromMs = atMs;
  memory.stepMs = FIRST_STEP_MS;
  memory.shares[0] = stored(share);
  memory.count = 1;
  memory.seenMs = atMs;
  memory.seenShare = share;
}

/** Takes the share of a later moment; what lies between is on the line between the two. */
export function advanceCourse(memory: CourseMemory, share: number, atMs: number): void {
  const elapsedMs = atMs - memory.seenMs;
  if (elapsedMs <= 0) return;
  for (let nextMs = nextStepMs(memory); nextMs <= atMs; nextMs = nextStepMs(memory)) {
    const weight = (nextMs - memory.seenMs) / elapsedMs;
    if (memory.count === LENGTH) {
      halve(memory);
      continue;
    }
    memory.shares[memory.count] = stored(memory.seenShare + weight * (share - memory.seenShare));
    memory.count++;
  }
  memory.seenMs = atMs;
  memory.seenShare = share;
}

function nextStepMs({ fromMs, stepMs, count }: CourseMemory): number {
  return fromMs + count * stepMs;
}

function halve(memory: CourseMemory): void {
  memory.count = LENGTH / 2;
  for (let i = 1; i < memory.count; i++) memory.shares[i] = memory.shares[2 * i]!;
  memory.stepMs *= 2;
}

function stored(share: number): number {
  return Math.round(share * STORED_PER_UNIT) / STORED_PER_UNIT;
}
