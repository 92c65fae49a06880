// Moves what has been stored in batches into chunks, about every ten seconds of a running set and at its end: all patients at
// once, each with the referee's memory after the last frame. Taken in one piece, so that frames and memory agree.
import { FRAMES_PER_CHUNK } from "@ensemble/shared/protocol/pose-chunk.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import type { JournalWriter } from "./journal-writer.ts";
import { type PoseStretch, packPoseChunks, packPoseChunksInQueue } from "./pack-pose-chunk.ts";
import type { PatientMovement } from "./patient-movement.ts";
import { writeCheckpoint } from "./referee-checkpoint.ts";

export const CHUNK_MS = 10_000;

export interface PoseCompaction {
  /** After a frame of this patient was given to the journal and to the referee. */
  readonly compactIfDue: (movement: PatientMovement) => void;
  /** Before the set ends, which is written after the chunks. */
  readonly compact: () => void;
}

export function createPoseCompaction(parts: {
  readonly patients: ReadonlyMap<ParticipantId, PatientMovement>;
  readonly writer: JournalWriter;
  readonly decided: () => SessionState;
}): PoseCompaction {
  const { patients, writer, decided } = parts;

  const compact = (inTurn?: "inTurn") => {
    const { set } = decided();
    if (set === null) return;
    const stretches: PoseStretch[] = [];
    for (const [participantId, movement] of patients) {
      if (movement.uncompacted.length === 0) continue;
      const { referee } = movement;
      stretches.push({
        participantId,
        setId: set.setId,
        frames: movement.uncompacted,
        checkpoint: referee === undefined ? undefined : writeCheckpoint(referee),
      });
      movement.uncompacted = [];
    }
    if (stretches.length === 0) return;
    // Nothing waits for what is packed in between, but a set's end does.
    const pack = inTurn ? packPoseChunks : packPoseChunksInQueue;
    writer.appendChunks(pack(stretches), inTurn);
  };

  return {
    compact: () => compact("inTurn"),
    compactIfDue: ({ uncompacted, uncompactedFromMs, intake }) => {
      const isLong = uncompacted.length > 0 && intake.lastAtMs - uncompactedFromMs >= CHUNK_MS;
      if (isLong || uncompacted.length >= FRAMES_PER_CHUNK) compact();
    },
  };
}
