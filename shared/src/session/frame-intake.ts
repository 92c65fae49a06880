// Which pose frames of a participant are taken: order, time and rate, judged by capture time and never by arrival.
// A state machine without a clock: the caller says what session time it is.
import type { ClockId } from "./identifiers.ts";

/** Frames more often than this are not a camera: one frame at least every 12 ms, that is above 80 a second. */
const SHORTEST_INTERVAL_MS = 12;
/** How far a capture time may run ahead of the server: the first frame of a clock may have been delayed, the next ones not. */
const AHEAD_MS = 10_000;

export interface FrameIntake {
  /** Sequence of the next frame. */
  expected: number;
  /** Session time of the last frame taken, or −1. */
  lastAtMs: number;
  clockId: ClockId | null;
  /** Capture time + offset = session time; undefined until the clock's first frame is taken. */
  offsetMs: number | undefined;
  /** The same as the device's own word has it, which it gave when it came; undefined when it gave none. */
  toldOffsetMs: number | undefined;
  /** The first of those that will never come, until a frame after them is taken. */
  missedFrom: number | undefined;
}

export interface OfferedFrame {
  readonly sequence: number;
  readonly captureMs: number;
  readonly earlierGone: boolean;
}

export type FrameVerdict =
  | {
      readonly kind: "taken";
      readonly atMs: number;
      readonly newOffsetMs: number | undefined;
      readonly missedFrom: number | undefined;
    }
  /** Accepted before: acknowledged again, not punished. */
  | { readonly kind: "duplicate" }
  | { readonly kind: "gap" }
  /** Used up its sequence number, and counts for nothing. */
  | {
      readonly kind: "refused";
      readonly code: "frame/time_not_increasing" | "frame/too_fast" | "frame/from_the_future";
    };

export function createFrameIntake(expected: number, lastAtMs: number): FrameIntake {
  return { expected, lastAtMs, clockId: null, offsetMs: undefined, toldOffsetMs: undefined, missedFrom: undefined };
}

/**
 * A page's clock begins or comes back; `offsetMs` is known when the journal has mapped it before. `toldOffsetMs`: by what the page said
 * its clock shows now. Without it the first frame to arrive is taken to be of this moment, and may be two minutes old.
 */
export function useClock(
  intake: FrameIntake,
  clockId: ClockId,
  offsetMs: number | undefined,
  toldOffsetMs?: number | undefined,
): void {
  intake.clockId = clockId;
  intake.offsetMs = offsetMs;
  intake.toldOffsetMs = toldOffsetMs;
}

/**
 * Uses up a frame's number, whatever becomes of the frame: one that is refused for good must not be asked for again.
 * Mutates `intake`, unless the frame is a duplicate or beyond a gap.
 */
export function takeNumber(
  intake: FrameIntake,
  frame: Pick<OfferedFrame, "sequence" | "earlierGone">,
): Extract<FrameVerdict, { kind: "duplicate" | "gap" }> | { kind: "next" } {
  if (frame.sequence < intake.expected) return { kind: "duplicate" };
  if (frame.sequence > intake.expected && !frame.earlierGone) return { kind: "gap" };
  if (frame.sequence > intake.expected) intake.missedFrom ??= intake.expected;
  intake.expected = frame.sequence + 1;
  return { kind: "next" };
}

/** Judges one frame and, unless it is a duplicate or beyond a gap, moves on to the next. Mutates `intake`. */
export function takeFrame(intake: FrameIntake, frame: OfferedFrame, sessionNowMs: number): FrameVerdict {
  const number = takeNumber(intake, frame);
  if (number.kind !== "next") return number;
  const newOffsetMs = intake.offsetMs === undefined ? mapClock(intake, frame.captureMs, sessionNowMs) : undefined;
  const atMs = frame.captureMs + (intake.offsetMs ?? newOffsetMs ?? 0);
  if (atMs > sessionNowMs + AHEAD_MS) return { kind: "refused", code: "frame/from_the_future" };
  if (intake.lastAtMs >= 0 && atMs <= intake.lastAtMs) return { kind: "refused", code: "frame/time_not_increasing" };
  if (intake.lastAtMs >= 0 && atMs - intake.lastAtMs < SHORTEST_INTERVAL_MS)
    return { kind: "refused", code: "frame/too_fast" };
  const { missedFrom } = intake;
  if (newOffsetMs !== undefined) intake.offsetMs = newOffsetMs;
  intake.lastAtMs = atMs;
  intake.missedFrom = undefined;
  return { kind: "taken", atMs, newOffsetMs, missedFrom };
}

/** A clock's first frame comes after the last one of the clock before. */
function mapClock({ lastAtMs, toldOffsetMs }: FrameIntake, captureMs: number, sessionNowMs: number): number {
  const offsetMs = toldOffsetMs ?? sessionNowMs - captureMs;
  return Math.max(offsetMs, lastAtMs + SHORTEST_INTERVAL_MS - captureMs);
}
