// Where a set's time line begins and ends, and when things were on it.
import type { ReviewCurve, ReviewedDrawing, ReviewedSet } from "@ensemble/shared/protocol/review-messages.ts";
import { type DrawingGroup, groupDrawings } from "./drawing-rules.ts";
import type { Track } from "./playback-rules.ts";

/** Of the line: what was drawn within it has one mark. */
const ONE_MARK_SHARE = 0.04;

export function trackOf(set: ReviewedSet, { atMs: frameTimes }: ReviewCurve): Track {
  const last = Math.max(set.startMs + 1, frameTimes.at(-1) ?? 0, set.repetitions.at(-1)?.endMs ?? 0);
  return {
    startMs: Math.min(set.startMs, frameTimes[0] ?? set.startMs),
    // The set may stand open for long after the last movement: nothing of that is to be seen.
    endMs: frameTimes.length === 0 ? Math.max(last, set.endMs ?? 0) : last,
    frameTimes,
  };
}

/** At the frame after which it was given, where that is known. */
export function momentsOfCues(set: ReviewedSet, curve: ReviewCurve) {
  const times = new Map(curve.frames.map((frame, i) => [frame, curve.atMs[i] ?? 0]));
  return set.cues.map((cue) => ({ ...cue, atMs: (cue.frame === null ? undefined : times.get(cue.frame)) ?? cue.atMs }));
}

export function marksOfDrawings(drawings: readonly ReviewedDrawing[], track: Track): readonly DrawingGroup[] {
  return groupDrawings(drawings, track, ONE_MARK_SHARE * (track.endMs - track.startMs));
}
