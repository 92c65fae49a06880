// Two sides moving at the same time are one movement of an exercise that moves one side at a time [REP17]: that of the side which went further.
import { isFullAndOwn, type LineMemory } from "./counting-line.ts";
import type { MovementRule } from "./movement-rule.ts";
import type { CounterEvent } from "./repetition-rules.ts";

/** The same time: more than this part of the shorter one lies in the other. Project assumption. */
const OVERLAP_SHARE = 0.5;
/** Of an exercise of one side, the arm that swings along goes less than this part of the other's usual way. Project assumption. */
const ALONG_SHARE = 0.5;

/** `event` is what the line's own counter said; the other line may have counted the movement already, or be about to. Mutates both. */
export function judgeSidesAtOnce(
  line: LineMemory,
  other: LineMemory | undefined,
  event: CounterEvent,
  atMs: number,
  rule: MovementRule,
  leastShare: number,
): CounterEvent {
  if (other === undefined || (event !== "finished" && event !== "finishedSmall")) return event;
  const { startMs, peakShare } = line.counter;
  if (rule.repetition.isOneSided && peakShare < ALONG_SHARE * other.counter.ownPeak) return "cancelled";
  if (line.spokenFor || isSameTime(startMs, atMs, other.countedFromMs, other.countedUntilMs)) return "cancelled";
  if (other.counter.phase === "moving" && isSameTime(startMs, atMs, other.counter.startMs, atMs)) {
    const isGreater = other.counter.peakShare > peakShare && isFullAndOwn(other, rule, leastShare);
    if (isGreater) return "cancelled";
    if (event === "finished") other.spokenFor = true;
  }
  if (event === "finished") {
    line.countedFromMs = startMs;
    line.countedUntilMs = atMs;
    other.counter.otherSidesPeak = line.counter.ownPeak;
  }
  return event;
}

function isSameTime(fromMs: number, untilMs: number, otherFromMs: number, otherUntilMs: number): boolean {
  const overlapMs = Math.min(untilMs, otherUntilMs) - Math.max(fromMs, otherFromMs);
  return overlapMs > OVERLAP_SHARE * Math.min(untilMs - fromMs, otherUntilMs - otherFromMs);
}
