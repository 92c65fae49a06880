// Which pieces a recording has and where each lies: in rows or in objects of the store. Together they must be the whole recording, once.

/** What is known of a piece without its key. All of it is bound to the sealed bytes. */
export interface PieceHead {
  readonly piece: number;
  /** Of the plain recording. */
  readonly firstByte: number;
  readonly startsMs: number;
  readonly durationMs: number;
  readonly keyFrame: boolean;
  /** Plain. */
  readonly bytes: number;
}
export interface StoredObject {
  readonly firstPiece: number;
  readonly lastPiece: number;
  readonly firstByte: number;
  /** startsMs, durationMs, keyFrame (0 or 1), bytes. */
  readonly pieces: readonly (readonly [number, number, number, number])[];
}
/** In an object: sealed pieces lie one behind the other. */
export interface PiecePlace {
  readonly head: PieceHead;
  readonly object: { readonly firstPiece: number; readonly lastPiece: number; readonly begin: number } | undefined;
}
export interface PieceIndex {
  readonly places: readonly PiecePlace[];
  readonly bytes: number;
  readonly durationMs: number;
  /** Pieces are missing, or do not fit together; the rest is not shown as if it were the recording. */
  readonly isWhole: boolean;
}

/** What sealing adds to each piece: version, nonce, tag. */
export const SEAL_BYTES = 29;

/** Binds a piece to its recording, its number and everything the index says of it. */
export function piecePlace(recordingId: string, head: PieceHead): string {
  const { piece, firstByte, startsMs, durationMs, keyFrame } = head;
  return `recording_piece:${recordingId}:${piece}:${firstByte}:${startsMs}:${durationMs}:${keyFrame ? 1 : 0}`;
}

/** A piece that was being moved may be in both: what is in an object is taken from there. */
export function indexPieces(objects: readonly StoredObject[], rows: readonly PieceHead[]): PieceIndex {
  const found = new Map<number, PiecePlace>();
  for (const head of rows) found.set(head.piece, { head, object: undefined });
  for (const object of objects) for (const place of placesIn(object)) found.set(place.head.piece, place);
  const places = [...found.values()].sort((a, b) => a.head.piece - b.head.piece);
  let bytes = 0;
  let durationMs = 0;
  let isWhole = objects.every((object) => object.pieces.length === object.lastPiece - object.firstPiece + 1);
  for (const [position, { head }] of places.entries()) {
    if (head.piece !== position || head.firstByte !== bytes) isWhole = false;
    bytes += head.bytes;
    durationMs = Math.max(durationMs, head.startsMs + head.durationMs);
  }
  return { places, bytes, durationMs, isWhole };
}

function placesIn({ firstPiece, lastPiece, firstByte, pieces }: StoredObject): readonly PiecePlace[] {
  let begin = 0;
  let plain = firstByte;
  return pieces.map(([startsMs, durationMs, keyFrame, bytes], position) => {
    const head = {
      piece: firstPiece + position,
      firstByte: plain,
      startsMs,
      durationMs,
      keyFrame: keyFrame === 1,
      bytes,
    };
    const place = { head, object: { firstPiece, lastPiece, begin } };
    begin += bytes + SEAL_BYTES;
    plain += bytes;
    return place;
  });
}

/** Those that hold bytes from `begin` up to, not including, `end`. */
export function piecesBetween(places: readonly PiecePlace[], begin: number, end: number): readonly PiecePlace[] {
  return places.filter(({ head }) => head.firstByte < end && head.firstByte + head.bytes > begin);
}

/** Neighbours in one object are fetched with one request, as long as that stays small. */
export function togetherAtMost(places: readonly PiecePlace[], mostBytes: number): readonly (readonly PiecePlace[])[] {
  const groups: PiecePlace[][] = [];
  let bytes = 0;
  for (const place of places) {
    const last = groups.at(-1);
    const isNeighbour = last?.at(-1)?.object?.firstPiece === place.object?.firstPiece;
    if (last === undefined || !isNeighbour || bytes + place.head.bytes > mostBytes) {
      groups.push([place]);
      bytes = place.head.bytes;
    } else {
      last.push(place);
      bytes += place.head.bytes;
    }
  }
  return groups;
}
