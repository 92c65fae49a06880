// Gaps that devices say are for good, as facts: the first at once, those soon after it together. No referee and no replay goes by them, and
// an honest device has one after a cut of more than two minutes; one that leaves out every other frame shall not write a row for each.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";

export const TOLD_EVERY_MS = 10_000;

type FramesMissed = Extract<SessionFact, { kind: "framesMissed" }>;

export interface MissedFrames {
  /** Frames from `from` on are gone, `before` was taken. */
  readonly note: (participantId: ParticipantId, from: number, before: number) => void;
  /** What is to be told by now. */
  readonly take: (participantId: ParticipantId, nowMs: number) => FramesMissed | undefined;
}

export function createMissedFrames(): MissedFrames {
  const untold = new Map<ParticipantId, { readonly from: number; readonly before: number }>();
  const toldAtMs = new Map<ParticipantId, number>();
  return {
    note: (participantId, from, before) => {
      untold.set(participantId, { from: untold.get(participantId)?.from ?? from, before });
    },
    take: (participantId, nowMs) => {
      // Asked with every frame, and hardly ever is there one.
      if (untold.size === 0) return undefined;
      const gap = untold.get(participantId);
      if (gap === undefined || nowMs - (toldAtMs.get(participantId) ?? Number.NEGATIVE_INFINITY) < TOLD_EVERY_MS)
        return undefined;
      untold.delete(participantId);
      toldAtMs.set(participantId, nowMs);
      return { kind: "framesMissed", participantId, ...gap };
    },
  };
}
