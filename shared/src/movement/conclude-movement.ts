// A finished movement becomes a fact: its range with its doubt, its quality, its side, its number.
import { cameraErrorDegrees } from "./camera-error.ts";
import { type LineMemory, sideOfMovement } from "./counting-line.ts";
import { judgeQuality } from "./judge-quality.ts";
import type { PartialRepetitionFact, RangeEstimate, RepetitionFact } from "./movement-fact.ts";
import type { View } from "./movement-rule.ts";
import { knownShare, QUALITY_PARTS, type QualityParts, scoreQuality } from "./quality-rules.ts";
import { bounded, targetShareOf } from "./referee-reading.ts";
import type { RefereeState } from "./referee-state.ts";
import type { CounterEvent } from "./repetition-rules.ts";
import { rememberTurn } from "./symmetry-rules.ts";

/** A range is a number when it was seen well, and from where it can be, for more than this part of the repetition [ROM2]. */
const MEASURABLE_FROM = 0.8;

/** Adds the fact, if there is one, to the frame's list; numbers it and joins the halves of a cycle. */
export function concludeMovement(
  state: RefereeState,
  line: LineMemory,
  event: CounterEvent,
  view: View,
  atMs: number,
): void {
  if (event !== "finished" && event !== "finishedSmall") return;
  const { rule, memory, facts } = state;
  const shape = describeMovement(state, line, view, atMs);
  if (event === "finishedSmall") {
    facts.push({ kind: "partialRepetition", full: false, ...shape });
    return;
  }
  if (shape.side !== "both") rememberTurn(memory.usualPeaks, shape.side, line.counter.peakShare);
  const fact: RepetitionFact = { kind: "repetition", ordinal: memory.ordinal + 1, full: true, ...shape };
  if (rule.repetition.sides === "each" && rule.repetition.countUnit === "cycle" && memory.options.side === "both") {
    if (memory.half === null || memory.half.side === shape.side) {
      memory.half = { side: shape.side, fact };
      return;
    }
    joinHalves(memory.half.fact, fact);
    memory.half = null;
  }
  memory.ordinal = fact.ordinal;
  facts.push(fact);
}

function describeMovement(
  state: RefereeState,
  line: LineMemory,
  view: View,
  atMs: number,
): Omit<PartialRepetitionFact, "kind" | "full"> {
  const { rule, memory } = state;
  const elapsedMs = Math.max(1, line.elapsedMs);
  const tracked = bounded(line.trackedMs / elapsedMs);
  const viewFit = bounded((line.ranges[0]?.viewFitMs ?? 0) / elapsedMs);
  const ranges = rule.measures.map(({ motion }, i): RangeEstimate => {
    const range = line.ranges[i]!;
    const { below, above } = cameraErrorDegrees(motion, view);
    return {
      maximum: range.maximumDegrees,
      minimum: range.minimumDegrees,
      below95: below,
      above95: above,
      measurable: range.seen && bounded(range.viewFitMs / elapsedMs) > MEASURABLE_FROM && tracked > MEASURABLE_FROM,
    };
  });
  const targetShare = targetShareOf(rule, memory.options.targetDegrees);
  const parts = judgeQuality(line, rule, memory.usualPeaks, {
    view,
    attainedShare: line.counter.peakShare / (line.counter.flipped ? 1 : targetShare),
    durationMs: atMs - line.counter.startMs,
    errorShare: line.errorMs / elapsedMs,
  });
  return {
    side: sideOfMovement(line, rule),
    startMs: line.counter.startMs,
    endMs: atMs,
    rangeDegrees: ranges[0]!,
    otherRangesDegrees: ranges.slice(1),
    quality: scoreQuality(parts),
    parts,
    confidence: tracked * (0.5 + 0.5 * viewFit * knownShare(parts)),
  };
}

function joinHalves(first: RepetitionFact, second: RepetitionFact): void {
  second.side = "both";
  second.startMs = Math.min(first.startMs, second.startMs);
  joinRanges(first.rangeDegrees, second.rangeDegrees);
  second.otherRangesDegrees.forEach((range, i) => {
    joinRanges(first.otherRangesDegrees[i]!, range);
  });
  second.parts = joinParts(first.parts, second.parts);
  second.quality = scoreQuality(second.parts);
  second.confidence = Math.min(first.confidence, second.confidence);
}

function joinRanges(first: RangeEstimate, second: RangeEstimate): void {
  second.maximum = Math.min(first.maximum, second.maximum);
  second.minimum = Math.max(first.minimum, second.minimum);
  second.below95 = Math.max(first.below95, second.below95);
  second.above95 = Math.max(first.above95, second.above95);
  second.measurable = first.measurable && second.measurable;
}

function joinParts(first: QualityParts, second: QualityParts): QualityParts {
  const joined = { ...second };
  for (const part of QUALITY_PARTS) {
    const [a, b] = [first[part], second[part]];
    joined[part] = a === null || b === null ? (a ?? b) : Math.round((a + b) / 2);
  }
  if ((first.compensation ?? 100) < (second.compensation ?? 100)) joined.compensated = first.compensated;
  if ((first.form ?? 100) < (second.form ?? 100)) joined.erred = first.erred ?? null;
  if ((first.tempo ?? 100) < (second.tempo ?? 100)) joined.pace = first.pace ?? null;
  if ((first.symmetry ?? 100) < (second.symmetry ?? 100)) joined.uneven = first.uneven ?? null;
  return joined;
}
