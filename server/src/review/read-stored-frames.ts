// The stored frames of one set, a chunk of about ten seconds at a time, so that nobody ever holds a whole session.
import { createPoseFrame, type PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { decodeFrame, type FrameHeader } from "@ensemble/shared/protocol/pose-packet.ts";
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { type JournalStore, unpackFrames } from "../session/index.ts";

export interface StoredSet {
  readonly groupSessionId: string;
  readonly participantId: ParticipantId;
  readonly setId: SetId;
}

const CHUNKS_AT_ONCE = 4;

/** In order, from the frame with this number on; as bytes. */
export async function* readStoredFrames(
  journal: Pick<JournalStore, "readChunksFrom">,
  { groupSessionId, participantId, setId }: StoredSet,
  fromFrame = 0,
): AsyncGenerator<readonly Uint8Array[]> {
  for (let next = fromFrame; ; ) {
    const chunks = await journal.readChunksFrom(groupSessionId, participantId, setId, next, CHUNKS_AT_ONCE);
    for (const { frames, lastFrame } of chunks) {
      yield await unpackFrames(frames);
      next = lastFrame + 1;
    }
    if (chunks.length < CHUNKS_AT_ONCE) return;
  }
}

/** Reads into the frame that is given. Throws on bytes that are none: they were sealed, so it would be a bug. */
export function openFrame(bytes: Uint8Array, frame: PoseFrame): { readonly number: number; readonly frame: PoseFrame } {
  const header: FrameHeader = { sequence: 0, captureMs: 0, model: "none", earlierGone: false };
  const refusal = decodeFrame(bytes, header, frame);
  if (refusal !== undefined) throw new Error(`a stored frame cannot be read: ${refusal}`);
  return { number: header.sequence, frame };
}

/** At most so many, from the one with this number on. */
export async function readSomeFrames(
  journal: Pick<JournalStore, "readChunksFrom">,
  set: StoredSet,
  fromFrame: number,
  most: number,
): Promise<readonly { readonly number: number; readonly frame: PoseFrame }[]> {
  const found: { readonly number: number; readonly frame: PoseFrame }[] = [];
  for await (const frames of readStoredFrames(journal, set, fromFrame)) {
    for (const bytes of frames) {
      if (found.length === most) return found;
      const one = openFrame(bytes, createPoseFrame());
      if (one.number >= fromFrame) found.push(one);
    }
  }
  return found;
}
