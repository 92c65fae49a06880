// A recording's plain bytes, opened piece by piece as somebody takes them: no more than a fetch's worth is in memory, and nothing is written.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { agreesWithEnd } from "./keep-recording.ts";
import type { DataKey, Opening } from "./key-door.ts";
import {
  indexPieces,
  type PieceHead,
  type PieceIndex,
  type PiecePlace,
  piecePlace,
  piecesBetween,
  SEAL_BYTES,
  togetherAtMost,
} from "./piece-index-rules.ts";
import type { PiecesStore } from "./pieces-store.ts";
import type { Recording } from "./recording.ts";
import { piecesName, type RecordingStore } from "./stored-objects.ts";

export interface ReadableRecording {
  readonly contentType: string;
  /** Changes when there is more of it. */
  readonly tag: string;
  readonly bytes: number;
  /** What may be known of each without its key. */
  readonly pieces: readonly PieceHead[];
  /** Checks that it is whole and opens it, which is an entry of the audit log; then gives its plain bytes. */
  readonly open: (begin: number, end: number, how: Opening) => Promise<AsyncIterable<Uint8Array>>;
}
export interface ReadParts {
  readonly pieces: PiecesStore;
  readonly store: RecordingStore;
}

const FETCHED_AT_ONCE_BYTES = 1024 * 1024;
/** A piece may move into the store between two looks; it does so once. */
const LOOKS = 3;

export async function readIndex({ pieces }: Pick<ReadParts, "pieces">, recordingId: string): Promise<PieceIndex> {
  // In this order: what moves meanwhile is seen in both places and not in none.
  const heads = await pieces.readHeads(recordingId);
  return indexPieces(await pieces.readObjects(recordingId), heads);
}

/** Throws `recording/damaged` where pieces are missing, in the middle or, if it was finished, at its end. */
export function checkWhole(key: DataKey, recording: Recording, index: PieceIndex): void {
  const { recordingId, endSealed } = recording;
  const now = { pieces: index.places.length, bytes: index.bytes };
  const isWhole =
    index.isWhole && (endSealed === undefined || opens(() => agreesWithEnd(key, recordingId, endSealed, now)));
  if (!isWhole) throw new DomainError("recording/damaged");
}

/** From `begin` up to, not including, `end`. Throws `recording/damaged` when it comes to what was changed. */
export async function* readPlain(
  parts: ReadParts,
  key: DataKey,
  recordingId: string,
  index: PieceIndex,
  begin: number,
  end: number,
): AsyncGenerator<Uint8Array, void, void> {
  for (const group of togetherAtMost(piecesBetween(index.places, begin, end), FETCHED_AT_ONCE_BYTES)) {
    const sealed = await fetchSealed(parts, recordingId, group);
    for (const [position, { head }] of group.entries()) {
      const plain = openPiece(key, piecePlace(recordingId, head), sealed[position]);
      yield plain.subarray(Math.max(0, begin - head.firstByte), Math.min(head.bytes, end - head.firstByte));
    }
  }
}

async function fetchSealed(
  parts: ReadParts,
  recordingId: string,
  group: readonly PiecePlace[],
): Promise<readonly Uint8Array[]> {
  let places = group;
  for (let look = 0; look < LOOKS; look++) {
    const sealed = await fetchFrom(parts, recordingId, places);
    if (sealed !== undefined) return sealed;
    const now = await readIndex(parts, recordingId);
    places = group.flatMap(({ head }) => now.places[head.piece] ?? []);
    if (places.length !== group.length) break;
  }
  throw new DomainError("recording/damaged");
}

/** `undefined`: something of it is not where it was said to be. */
async function fetchFrom(
  { pieces, store }: ReadParts,
  recordingId: string,
  places: readonly PiecePlace[],
): Promise<readonly Uint8Array[] | undefined> {
  const fetched: Uint8Array[] = [];
  // After a move, what was together in rows may be in two objects.
  for (const together of togetherAtMost(places, Number.POSITIVE_INFINITY)) {
    const first = together[0]!;
    const last = together.at(-1)!;
    if (first.object === undefined) {
      const rows = await pieces.readSealed(recordingId, first.head.piece, last.head.piece);
      if (rows.length !== together.length) return undefined;
      fetched.push(...rows);
      continue;
    }
    const { firstPiece, lastPiece, begin } = first.object;
    const length = last.object!.begin - begin + last.head.bytes + SEAL_BYTES;
    const bytes = await store.getRange(piecesName(recordingId, firstPiece, lastPiece), begin, length);
    if (bytes === undefined) return undefined;
    for (const { head, object } of together) {
      const at = object!.begin - begin;
      fetched.push(bytes.subarray(at, at + head.bytes + SEAL_BYTES));
    }
  }
  return fetched;
}

function openPiece(key: DataKey, place: string, sealed: Uint8Array | undefined): Buffer {
  try {
    return key.open(place, sealed!);
  } catch {
    throw new DomainError("recording/damaged"); // all that can be known of what does not open
  }
}

function opens(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false; // the end itself was changed
  }
}
