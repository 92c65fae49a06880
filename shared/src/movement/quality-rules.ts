// One number for how well a repetition was done [QUA], made of parts that can be said in a sentence each.

export interface QualityInput {
  /** Size of the movement ÷ size to the target. */
  attainedShare: number;
  durationMs: number;
  tempoMs: number;
  /** Part of the repetition during which a form error was there. */
  errorShare: number;
}

/** Weights: range first, then form, then tempo. Project assumption. */
const RANGE_WEIGHT = 50;
const FORM_WEIGHT = 30;
const TEMPO_WEIGHT = 20;

/** 0…100. */
export function judgeQuality(input: QualityInput): number {
  const range = bounded(input.attainedShare);
  const form = 1 - bounded(1.5 * input.errorShare);
  return Math.round(RANGE_WEIGHT * range + FORM_WEIGHT * form + TEMPO_WEIGHT * tempoShare(input));
}

// Full marks from 0.6 to 1.8 times the reference's duration, none below 0.2 or above 4 times.
function tempoShare({ durationMs, tempoMs }: QualityInput): number {
  const ratio = durationMs / tempoMs;
  if (ratio < 0.6) return bounded((ratio - 0.2) / 0.4);
  return ratio > 1.8 ? bounded((4 - ratio) / 2.2) : 1;
}

function bounded(value: number): number {
  return Math.max(0, Math.min(1, value));
}
