// One patient as the journal left them: the referee from the newest checkpoint of the open set, fed with the frames after it.
// A checkpoint that cannot be read is not needed: the set's own frames, from its start, lead to the same memory.
import type { MovementRule } from "@ensemble/shared/movement/movement-rule.ts";
import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { advanceReferee, createReferee, type RefereeState } from "@ensemble/shared/movement/referee.ts";
import { decodeFrame, type FrameHeader } from "@ensemble/shared/protocol/pose-packet.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SetState } from "@ensemble/shared/session/session-state.ts";
import { frameSequence, frameTimeMs } from "./frame-batch.ts";
import type { JournalStore } from "./journal-store.ts";
import { type PackedChunk, unpackCheckpoint, unpackFrames } from "./pack-pose-chunk.ts";
import { readCheckpoint } from "./referee-checkpoint.ts";
import { UnreadableJournal } from "./unreadable-journal.ts";

export interface RecoveredPatient {
  readonly lastSequence: number;
  readonly lastAtMs: number;
  readonly referee: RefereeState | undefined;
  /** Frames of the open set that are in no chunk yet. */
  readonly uncompacted: readonly Uint8Array[];
}

/** What is known of one patient. */
export interface PatientTraces {
  readonly groupSessionId: string;
  readonly participantId: ParticipantId;
  readonly openSet: SetState | undefined;
  /** Of the open set's exercise. */
  readonly rule: MovementRule | undefined;
  /** The last frame taken when the newest command was decided. */
  readonly markedSequence: number;
  readonly newestChunk: PackedChunk | undefined;
  /** This patient's frames out of batches, in order. */
  readonly batched: readonly Uint8Array[];
}
type ChunkReads = Pick<JournalStore, "readChunks">;
export type OnUnreadableCheckpoint = (participantId: ParticipantId, error: Error) => void;

export async function recoverPatient(
  store: ChunkReads,
  traces: PatientTraces,
  onUnreadable: OnUnreadableCheckpoint,
): Promise<RecoveredPatient> {
  const { newestChunk, markedSequence } = traces;
  const lastChunked = newestChunk?.lastFrame ?? 0;
  const chunked = newestChunk === undefined ? [] : await unpackFrames(newestChunk.frames);
  const uncompacted = traces.batched.filter((frame) => frameSequence(frame) > lastChunked);
  const last = uncompacted.at(-1) ?? chunked.at(-1);
  const referee = await recoverReferee(store, traces, onUnreadable);
  if (referee !== undefined) feed(referee, uncompacted);
  return {
    lastSequence: Math.max(markedSequence, last === undefined ? 0 : frameSequence(last)),
    lastAtMs: last === undefined ? -1 : frameTimeMs(last),
    referee,
    uncompacted,
  };
}

/** As it was after the last frame that is in a chunk. */
async function recoverReferee(
  store: ChunkReads,
  { groupSessionId, participantId, openSet, rule, newestChunk }: PatientTraces,
  onUnreadable: OnUnreadableCheckpoint,
): Promise<RefereeState | undefined> {
  const target = openSet?.targets[participantId];
  if (openSet === undefined || rule === undefined || target === undefined) return undefined;
  const { setId } = openSet;
  const fresh = createReferee(rule, { side: target.side, targetDegrees: target.rangeDegrees });
  if (newestChunk?.setId !== setId) return fresh;
  try {
    if (newestChunk.checkpoint !== undefined)
      return readCheckpoint(rule, await unpackCheckpoint(newestChunk.checkpoint));
  } catch (error) {
    onUnreadable(participantId, error as Error);
  }
  for (const { frames } of await store.readChunks(groupSessionId, participantId, setId)) {
    feed(fresh, await unpackFrames(frames));
  }
  return fresh;
}

/**
 * What is stored was consumed by a referee, and is consumed again: only frames taken while a set runs are stored. One that cannot be
 * read (of another version, say) is not left out: what was counted would not be counted again.
 */
function feed(referee: RefereeState, frames: readonly Uint8Array[]): void {
  const header: FrameHeader = { sequence: 0, captureMs: 0, model: "none", earlierGone: false };
  const frame = createPoseFrame();
  for (const bytes of frames) {
    const refusal = decodeFrame(bytes, header, frame);
    if (refusal !== undefined) throw new UnreadableJournal("row", `a stored frame cannot be read: ${refusal}`);
    advanceReferee(referee, frame);
  }
}
