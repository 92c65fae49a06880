// Which of a session's recordings belong to a moment, and when there was any of one person.
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { Span } from "./playback-rules.ts";

/** Sound that begins in a moment is made ready. */
const READY_BEFORE_MS = 3_000;
/** What one file ends and the next goes on with is one recording to whoever looks. */
const SAME_WITHIN_MS = 2_000;

/** Of the recordings of a camera that can be played, the one that has this moment. */
export function pictureAt(
  recordings: readonly RecordingListing[],
  participantId: string,
  atMs: number,
): RecordingListing | undefined {
  return recordings.find(
    (one) => isOf(one, [participantId]) && one.source === "camera" && isWithin(spanOf(one), atMs, 0),
  );
}

/** Of these people's microphones, whatever can be played and is heard now or in a moment. */
export function soundsAt(
  recordings: readonly RecordingListing[],
  participantIds: readonly string[],
  atMs: number,
): readonly RecordingListing[] {
  return soundsOf(recordings, participantIds).filter((one) => isWithin(spanOf(one), atMs, READY_BEFORE_MS));
}

export function soundsOf(
  recordings: readonly RecordingListing[],
  participantIds: readonly string[],
): readonly RecordingListing[] {
  return recordings.filter((one) => isOf(one, participantIds) && one.source === "microphone");
}

/** When picture or sound of this person was recorded: one behind the other, session time. */
export function recordedSpans(recordings: readonly RecordingListing[], participantId: string): readonly Span[] {
  const spans: Span[] = [];
  const all = recordings.filter((one) => isOf(one, [participantId])).map(spanOf);
  for (const span of all.sort((a, b) => a.startMs - b.startMs)) {
    const last = spans.at(-1);
    if (last === undefined || span.startMs > last.endMs + SAME_WITHIN_MS) spans.push(span);
    else spans[spans.length - 1] = { ...last, endMs: Math.max(last.endMs, span.endMs) };
  }
  return spans;
}

function isOf({ participantId, state }: RecordingListing, participantIds: readonly string[]): boolean {
  const isPlayable = state === "whole" || state === "cutOff";
  return isPlayable && participantId !== null && participantIds.includes(participantId);
}

function spanOf({ beginsAtMs, durationMs }: RecordingListing): Span {
  return { startMs: beginsAtMs, endMs: beginsAtMs + durationMs };
}

function isWithin({ startMs, endMs }: Span, atMs: number, earlyMs: number): boolean {
  return startMs - earlyMs <= atMs && atMs <= endMs;
}
