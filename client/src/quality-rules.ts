// How much a device is asked to do. Slow ones are noticed by how long a body takes to estimate and how often one comes too late; counting goes first,
// the picture of the scene second. Pure. Thresholds are project assumptions.

export type QualityLevel = "full" | "reduced" | "low" | "least";

export interface QualitySettings {
  readonly level: QualityLevel;
  /** Wanted estimates of the body a second. */
  readonly poseHz: number;
  /** Screen pixels per drawn pixel of the scene, each way. */
  readonly sceneScale: number;
  readonly sceneFps: number;
  /** Of the time that the group's scene may spend drawing, and the demonstration as much again: the rest is for counting. */
  readonly sceneShare: number;
  /** Sizes of the own picture that are encoded and sent at the most. */
  readonly encodings: number;
}

export const QUALITY_SETTINGS: Readonly<Record<QualityLevel, QualitySettings>> = {
  full: { level: "full", poseHz: 30, sceneScale: 1, sceneFps: 60, sceneShare: 1, encodings: 3 },
  reduced: { level: "reduced", poseHz: 15, sceneScale: 1.5, sceneFps: 30, sceneShare: 0.5, encodings: 2 },
  low: { level: "low", poseHz: 12, sceneScale: 2, sceneFps: 20, sceneShare: 0.3, encodings: 2 },
  // Counting goes on; the scene becomes a slow picture.
  least: { level: "least", poseHz: 12, sceneScale: 3, sceneFps: 6, sceneShare: 0.1, encodings: 2 },
};
const LEVELS: readonly QualityLevel[] = ["least", "low", "reduced", "full"];

/** Whether the scene is drawn with smooth edges and a finely painted sky. */
export function drawsFinely({ level }: QualitySettings): boolean {
  return level === "full" || level === "reduced";
}

/** What one second looked like. */
export interface QualitySample {
  readonly atMs: number;
  /** Bodies estimated a second. */
  readonly poseHz: number;
  /** Mean time one estimate took. */
  readonly inferenceMs: number;
  /** From the picture being taken to its body being handled on the page: late when the page is busy drawing. */
  readonly delayMs: number;
}

export interface QualityState {
  readonly level: QualityLevel;
  /** Never higher again than this: a level that failed twice is not tried a third time. */
  readonly ceiling: QualityLevel;
  readonly strainedSinceMs: number | undefined;
  readonly easySinceMs: number | undefined;
  readonly failures: Readonly<Record<QualityLevel, number>>;
}

/** Long enough that one hiccup (a page loading, a window moved) changes nothing. */
const STRAINED_FOR_MS = 4_000;
const EASY_FOR_MS = 45_000;
const TRIES = 2;
const STRAINED_BUSY_SHARE = 0.7;
const STRAINED_RATE_SHARE = 0.7;
const STRAINED_DELAY_MS = 250;
const EASY_BUSY_SHARE = 0.4;
const EASY_RATE_SHARE = 0.9;
const EASY_DELAY_MS = 120;

/** `asked`: by `?quality=`; never higher than that. `drawsInSoftware`: no graphics processor, the processor does everything: never above low. */
export function startQuality(asked: QualityLevel | undefined, drawsInSoftware: boolean): QualityState {
  const level = drawsInSoftware ? "least" : (asked ?? "full");
  const ceiling = drawsInSoftware && asked !== "least" ? "low" : (asked ?? "full");
  return {
    level,
    ceiling,
    strainedSinceMs: undefined,
    easySinceMs: undefined,
    failures: { full: 0, reduced: 0, low: 0, least: 0 },
  };
}

export function advanceQuality(state: QualityState, sample: QualitySample): QualityState {
  const strainedSinceMs = isStrained(state.level, sample) ? (state.strainedSinceMs ?? sample.atMs) : undefined;
  const easySinceMs = isEasy(state.level, sample) ? (state.easySinceMs ?? sample.atMs) : undefined;
  const place = LEVELS.indexOf(state.level);
  const below = LEVELS[place - 1];
  const above = LEVELS[place + 1];
  if (strainedSinceMs !== undefined && sample.atMs - strainedSinceMs >= STRAINED_FOR_MS && below !== undefined) {
    const failures = { ...state.failures, [state.level]: state.failures[state.level] + 1 };
    const ceiling = failures[state.level] >= TRIES ? below : state.ceiling;
    return { level: below, ceiling, strainedSinceMs: undefined, easySinceMs: undefined, failures };
  }
  const mayRise = above !== undefined && LEVELS.indexOf(state.ceiling) > place;
  if (mayRise && easySinceMs !== undefined && sample.atMs - easySinceMs >= EASY_FOR_MS) {
    return { ...state, level: above, strainedSinceMs: undefined, easySinceMs: undefined };
  }
  return { ...state, strainedSinceMs, easySinceMs };
}

function isStrained(level: QualityLevel, sample: QualitySample): boolean {
  const { poseHz } = QUALITY_SETTINGS[level];
  return (
    (sample.inferenceMs * poseHz) / 1000 > STRAINED_BUSY_SHARE ||
    sample.poseHz < STRAINED_RATE_SHARE * Math.min(poseHz, LOWEST_CAMERA_HZ) ||
    sample.delayMs > STRAINED_DELAY_MS
  );
}

/** Judged by what the next level up would ask. */
function isEasy(level: QualityLevel, sample: QualitySample): boolean {
  const wanted = QUALITY_SETTINGS[LEVELS[LEVELS.indexOf(level) + 1] ?? level].poseHz;
  return (
    (sample.inferenceMs * wanted) / 1000 < EASY_BUSY_SHARE &&
    sample.poseHz > EASY_RATE_SHARE * Math.min(QUALITY_SETTINGS[level].poseHz, LOWEST_CAMERA_HZ) &&
    sample.delayMs < EASY_DELAY_MS
  );
}

/** Cameras give as few as this in dim light: fewer bodies than wanted are the camera's doing then, not the device's. */
const LOWEST_CAMERA_HZ = 12;
