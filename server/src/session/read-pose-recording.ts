// A participant's frames of a session as they were stored: what a referee consumed, set by set, for replay and review.
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { decodeFrameBatch, frameSequence } from "./frame-batch.ts";
import type { JournalStore } from "./journal-store.ts";
import { unpackFrames } from "./pack-pose-chunk.ts";

export interface RecordedSet {
  readonly setId: SetId;
  /** In order, each once; `decodeFrame` reads them, in session time. */
  readonly frames: readonly Uint8Array[];
}

export async function readPoseRecording(
  store: JournalStore,
  groupSessionId: string,
  participantId: ParticipantId,
): Promise<readonly RecordedSet[]> {
  // Batches first: what a running session moves meanwhile is then found in the chunks too, instead of nowhere.
  const batches = await store.readFrameBatches(groupSessionId, 0);
  const chunks = await store.readChunks(groupSessionId, participantId);
  const entries = await store.readEntries(groupSessionId);
  const sets = new Map<SetId, Uint8Array[]>();
  let last = 0;
  const add = (setId: SetId, frame: Uint8Array) => {
    if (frameSequence(frame) <= last) return;
    last = frameSequence(frame);
    const frames = sets.get(setId);
    if (frames === undefined) sets.set(setId, [frame]);
    else frames.push(frame);
  };
  for (const { setId, frames } of chunks) for (const frame of await unpackFrames(frames)) add(setId, frame);
  const members = entries.flatMap(({ entry }) => (entry.fact.kind === "sessionOpened" ? entry.fact.members : []));
  const starts = entries.flatMap(({ entry: { fact, marks } }) =>
    fact.kind === "setStarted" ? [{ setId: fact.setId, after: marks?.[participantId] ?? 0 }] : [],
  );
  for (const { member, bytes } of batches.flatMap((batch) => decodeFrameBatch(batch.bytes))) {
    if (members[member]?.participantId !== participantId) continue;
    const start = starts.findLast(({ after }) => after < frameSequence(bytes));
    if (start === undefined) throw new Error("a stored frame belongs to no set");
    add(start.setId, bytes);
  }
  return [...sets].map(([setId, frames]) => ({ setId, frames }));
}
