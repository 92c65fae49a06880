// A finished movement becomes a fact: its range with its doubt, its quality, its side, its number.
import { cameraErrorDegrees } from "./camera-error.ts";
import { type LineMemory, sideOfMovement } from "./counting-line.ts";
import type { PartialRepetitionFact, RangeEstimate, RepetitionFact } from "./movement-fact.ts";
import type { View } from "./movement-rule.ts";
import { judgeQuality } from "./quality-rules.ts";
import { bounded, targetShareOf } from "./referee-reading.ts";
import type { RefereeState } from "./referee-state.ts";
import type { CounterEvent } from "./repetition-rules.ts";

/** Adds the fact, if there is one, to the frame's list; numbers it and joins the halves of a cycle. */
export function concludeMovement(
  state: RefereeState,
  line: LineMemory,
  event: CounterEvent,
  view: View,
  atMs: number,
): void {
  if (event !== "finished" && event !== "finishedSmall") return;
  const { rule, memory, scratch } = state;
  const shape = describeMovement(state, line, view, atMs);
  if (event === "finishedSmall") {
    scratch.facts.push({ kind: "partialRepetition", full: false, ...shape });
    return;
  }
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
  scratch.facts.push(fact);
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
  const viewFit = bounded(line.viewFitMs / elapsedMs);
  const range: RangeEstimate = {
    maximum: line.maximumDegrees,
    minimum: line.minimumDegrees,
    halfWidth95: rule.measures[0] === undefined ? 180 : cameraErrorDegrees(rule.measures[0].motion, view),
    measurable: line.measureSeen && viewFit > 0.8 && tracked > 0.8,
  };
  const targetShare = targetShareOf(rule, memory.options.targetDegrees);
  return {
    side: sideOfMovement(line, rule),
    startMs: line.counter.startMs,
    endMs: atMs,
    rangeDegrees: range,
    quality: judgeQuality({
      attainedShare: line.counter.peakShare / (line.counter.flipped ? 1 : targetShare),
      durationMs: atMs - line.counter.startMs,
      tempoMs: rule.tempoMs,
      errorShare: line.errorMs / elapsedMs,
    }),
    confidence: tracked * (0.5 + 0.5 * viewFit),
  };
}

function joinHalves(first: RepetitionFact, second: RepetitionFact): void {
  second.side = "both";
  second.startMs = Math.min(first.startMs, second.startMs);
  second.rangeDegrees.maximum = Math.min(first.rangeDegrees.maximum, second.rangeDegrees.maximum);
  second.rangeDegrees.minimum = Math.max(first.rangeDegrees.minimum, second.rangeDegrees.minimum);
  second.rangeDegrees.measurable = first.rangeDegrees.measurable && second.rangeDegrees.measurable;
  second.quality = Math.round((first.quality + second.quality) / 2);
  second.confidence = Math.min(first.confidence, second.confidence);
}
