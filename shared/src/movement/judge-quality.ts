// The quality of a line's movement that has just ended: each part asked for its judgement, the unknown ones named as such.
import { judgeCompensation } from "./compensation-rules.ts";
import { type LineMemory, sideOfMovement } from "./counting-line.ts";
import type { SideChoice } from "./motion.ts";
import type { CueId, MovementRule, View } from "./movement-rule.ts";
import { judgeForm, judgeTempo, type QualityParts } from "./quality-rules.ts";
import { judgeSmoothness, smoothnessOf } from "./smoothness-rules.ts";
import { judgeSteadiness } from "./steadiness-rules.ts";
import { type JudgedSymmetry, judgeSidesInTurn, judgeSidesTogether, type UsualPeaks } from "./symmetry-rules.ts";

export function judgeQuality(
  line: LineMemory,
  rule: MovementRule,
  usual: UsualPeaks,
  moment: { view: View; attainedShare: number; durationMs: number; errorShare: number },
): QualityParts {
  const { view, durationMs } = moment;
  const side = sideOfMovement(line, rule);
  const { posture, course } = line.observed;
  const { restDegrees, peakDegrees } = rule.repetition;
  const degreesPerShare = Math.abs(peakDegrees - restDegrees);
  const smoothness = smoothnessOf(course, degreesPerShare);
  const reference = rule.reference.smoothness;
  const { share, worst } = judgeCompensation(posture, smoothness, rule.reference, {
    side,
    flipped: line.counter.flipped,
    view,
  });
  const tempo = judgeTempo(movingMs(durationMs, rule), rule.reference.countedMs);
  const symmetry = judgeSymmetry(line, side, usual, moment);
  const form = percent(judgeForm(moment.errorShare));
  const held = rule.repetition.holdMs > 0 ? { course, degreesPerShare } : null;
  return {
    range: percent(Math.max(0, Math.min(1, moment.attainedShare))),
    form,
    compensation: percent(share),
    tempo: percent(tempo.share),
    smoothness: smoothness === null || reference === null ? null : percent(judgeSmoothness(smoothness, reference)),
    symmetry: percent(symmetry?.share ?? null),
    steadiness: percent(judgeSteadiness(posture, rule.reference.posture[side], view, held)),
    compensated:
      worst === null
        ? null
        : { by: worst.compensation, degrees: worst.degrees === null ? null : Math.round(worst.degrees) },
    erred: form === 100 ? null : longestError(line, rule),
    pace: tempo.pace,
    uneven: symmetry?.uneven ?? null,
  };
}

/** Of errors that were there equally long the one named first in the file. */
function longestError({ eachErrorMs }: LineMemory, { cues }: MovementRule): CueId | null {
  const longestMs = Math.max(0, ...eachErrorMs);
  return longestMs === 0 ? null : cues[eachErrorMs.indexOf(longestMs)]!.cue;
}

// Seen from the side the far limb is guessed by the estimator: nothing can be said of both.
function judgeSymmetry(
  line: LineMemory,
  side: SideChoice,
  usual: UsualPeaks,
  { view, durationMs }: { view: View; durationMs: number },
): JudgedSymmetry | null {
  if (side !== "both") return judgeSidesInTurn(side, line.counter.peakShare, usual);
  return view === "front" || view === "back" ? judgeSidesTogether(line.observed.sides, durationMs) : null;
}

// What is longer than the reference may be a prescription's hold.
function movingMs(durationMs: number, { repetition, reference }: MovementRule): number {
  return durationMs - Math.min(repetition.longestHoldMs, Math.max(0, durationMs - reference.countedMs));
}

function percent(share: number): number;
function percent(share: number | null): number | null;
function percent(share: number | null): number | null {
  return share === null ? null : Math.round(100 * share);
}
