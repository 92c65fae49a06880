// Gathers the pieces of a recording from rows into objects of the store. It can be cut off after every step and begun again, here or
// elsewhere: the object is made of the same pieces under the same name, and rows go only together with the account that replaces them.
import { countForObject, LOOKED_AT } from "./pack-rules.ts";
import type { PieceHead, StoredObject } from "./piece-index-rules.ts";
import type { PiecesStore } from "./pieces-store.ts";
import type { RecordingRows } from "./recording-rows-store.ts";
import { piecesName, type RecordingStore } from "./stored-objects.ts";

export async function packPieces(
  parts: {
    readonly rows: Pick<RecordingRows, "find">;
    readonly pieces: PiecesStore;
    readonly store: RecordingStore;
  },
  recordingId: string,
): Promise<void> {
  while (await packNext(parts, recordingId));
}

async function packNext(
  { rows, pieces, store }: Parameters<typeof packPieces>[0],
  recordingId: string,
): Promise<boolean> {
  // In this order: what is read after the end is known is all there will ever be.
  const recording = await rows.find(recordingId);
  if (recording === undefined || recording.tombstone !== undefined) return false;
  const heads = await pieces.readHeads(recordingId, LOOKED_AT);
  const taken = heads.slice(0, countForObject(heads, recording.endedAtMs !== undefined));
  const first = taken[0];
  const last = taken.at(-1);
  if (first === undefined || last === undefined) return false;
  const sealed = await pieces.readSealed(recordingId, first.piece, last.piece);
  // Somebody else has moved them meanwhile.
  if (sealed.length !== taken.length) return true;
  const name = piecesName(recordingId, first.piece, last.piece);
  await store.put(name, Buffer.concat(sealed));
  if (await pieces.moveIntoObject(recordingId, accountOf(first, last, taken))) return true;
  await store.delete(name);
  return false;
}

function accountOf(first: PieceHead, last: PieceHead, taken: readonly PieceHead[]): StoredObject {
  return {
    firstPiece: first.piece,
    lastPiece: last.piece,
    firstByte: first.firstByte,
    pieces: taken.map(({ startsMs, durationMs, keyFrame, bytes }) => [startsMs, durationMs, keyFrame ? 1 : 0, bytes]),
  };
}
