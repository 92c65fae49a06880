// One number for how well a repetition was done [QUA], made of parts that can be said in a sentence each.
import type { Compensation } from "./compensation-rules.ts";
import type { CueId } from "./movement-rule.ts";
import type { Uneven } from "./symmetry-rules.ts";

/**
 * How much each part of the score weighs: what is asked for first, then how the body does it, then the finer things. A part that
 * cannot be known weighs nothing. Project assumption.
 */
export const QUALITY_WEIGHTS = {
  /** The way attained, against the target. */
  range: 3,
  /** The time without an error of the exercise file. */
  form: 2,
  /** What helps out that should not. */
  compensation: 2,
  tempo: 1,
  smoothness: 1,
  symmetry: 1,
  steadiness: 1,
} as const;

export type QualityPart = keyof typeof QUALITY_WEIGHTS;
export const QUALITY_PARTS = Object.keys(QUALITY_WEIGHTS) as readonly QualityPart[];

/** Each 0…100; null where it cannot be known. */
export interface QualityParts extends Record<QualityPart, number | null> {
  /** What lowered `compensation` most, and by how many degrees it went beyond the reference movement (null of momentum); null where nothing did. */
  compensated: { by: Compensation; degrees: number | null } | null;
  /** The error of the exercise file that was there longest; null where none was. Missing in journals of before. */
  erred?: CueId | null;
  /** Which way the tempo missed its full score; null where it did not. Missing in journals of before. */
  pace?: Pace | null;
  /** Which side did less; null where both did alike or nobody knows. Missing in journals of before. */
  uneven?: Uneven | null;
}
export type Pace = "fast" | "slow";

/** The weighted mean of the parts that are known, 0…100, without those of `except`; 0 where none is. */
export function scoreQuality(parts: QualityParts, except?: QualityPart): number {
  let sum = 0;
  let weights = 0;
  for (const part of QUALITY_PARTS) {
    const score = parts[part];
    if (score === null || part === except) continue;
    sum += QUALITY_WEIGHTS[part] * score;
    weights += QUALITY_WEIGHTS[part];
  }
  return weights === 0 ? 0 : Math.round(sum / weights);
}

/** The part of the weights that is known, 0…1. */
export function knownShare(parts: QualityParts): number {
  let known = 0;
  let all = 0;
  for (const part of QUALITY_PARTS) {
    all += QUALITY_WEIGHTS[part];
    if (parts[part] !== null) known += QUALITY_WEIGHTS[part];
  }
  return known / all;
}

/** Full without errors, none when they are there two thirds of the time. Project assumption. */
export function judgeForm(errorShare: number): number {
  return bounded(1 - 1.5 * errorShare);
}

/** Full from 0.6 to 1.8 times the reference's duration, none below 0.2 or above 4 times. Project assumption. */
export function judgeTempo(durationMs: number, tempoMs: number): { share: number; pace: Pace | null } {
  const ratio = durationMs / tempoMs;
  if (ratio < 0.6) return { share: bounded((ratio - 0.2) / 0.4), pace: "fast" };
  return ratio > 1.8 ? { share: bounded((4 - ratio) / 2.2), pace: "slow" } : { share: 1, pace: null };
}

function bounded(value: number): number {
  return Math.max(0, Math.min(1, value));
}
