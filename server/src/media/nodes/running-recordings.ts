// What is being recorded on nodes elsewhere, so that a recording whose node is gone, or has lost its session, is told to have ended all the same,
// and once.
import type { MediaNodeEvent } from "@ensemble/shared/protocol/media-node.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";

type Piece = Extract<MediaNodeEvent, { readonly kind: "recordedPiece" }>;
type Ended = Extract<MediaNodeEvent, { readonly kind: "recordingEnded" }>;
type Running = Omit<Ended, "kind" | "cause" | "lost">;

export interface RunningRecordings {
  readonly started: (recording: Omit<Running, "pieces">) => void;
  readonly handedOver: (event: Piece) => void;
  /** False for one that has been told to have ended. */
  readonly ended: (event: Ended) => boolean;
  /** The ends of all that ran in a session that is lost; what they lack beyond that nobody can say. */
  readonly endAll: (groupSessionId: GroupSessionId, cause: Ended["cause"]) => readonly Ended[];
}

const UNKNOWN = { frames: 0, silencedMs: 0, heldMs: 0 };

export function followRecordings(): RunningRecordings {
  const running = new Map<string, Running>();
  return {
    started: (recording) => {
      if (!running.has(recording.recordingId)) running.set(recording.recordingId, { ...recording, pieces: 0 });
    },
    handedOver: ({ seat, recordingId, source, piece }) => {
      running.set(recordingId, { seat, recordingId, source, pieces: piece.index + 1 });
    },
    ended: ({ recordingId }) => running.delete(recordingId),
    endAll: (groupSessionId, cause) => {
      const theirs = [...running.values()].filter(({ seat }) => seat.groupSessionId === groupSessionId);
      for (const { recordingId } of theirs) running.delete(recordingId);
      return theirs.map((one) => ({ kind: "recordingEnded", ...one, cause, lost: UNKNOWN }));
    },
  };
}
