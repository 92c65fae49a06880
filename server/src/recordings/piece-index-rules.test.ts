import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countForObject } from "./pack-rules.ts";
import {
  indexPieces,
  type PieceHead,
  piecePlace,
  piecesBetween,
  type StoredObject,
  togetherAtMost,
} from "./piece-index-rules.ts";

/** Heads of pieces with these lengths in bytes and milliseconds. */
function heads(lengths: readonly (readonly [number, number])[]): PieceHead[] {
  let firstByte = 0;
  let startsMs = 0;
  return lengths.map(([bytes, durationMs], piece) => {
    const head = { piece, firstByte, startsMs, durationMs, keyFrame: piece % 2 === 1, bytes };
    firstByte += bytes;
    startsMs += durationMs;
    return head;
  });
}
const object = (of: readonly PieceHead[]): StoredObject => ({
  firstPiece: of[0]!.piece,
  lastPiece: of.at(-1)!.piece,
  firstByte: of[0]!.firstByte,
  pieces: of.map(({ startsMs, durationMs, keyFrame, bytes }) => [startsMs, durationMs, keyFrame ? 1 : 0, bytes]),
});
/** Packs as the rules say, again and again. */
function pack(all: readonly PieceHead[], hasEnded: boolean): { objects: StoredObject[]; rows: PieceHead[] } {
  const objects: StoredObject[] = [];
  let rows = [...all];
  for (let count = countForObject(rows, hasEnded); count > 0; count = countForObject(rows, hasEnded)) {
    objects.push(object(rows.slice(0, count)));
    rows = rows.slice(count);
  }
  return { objects, rows };
}
const lengths = fc.array(fc.tuple(fc.nat(2_000_000), fc.integer({ min: 0, max: 1_200 })), { maxLength: 400 });

describe("pieces and objects", () => {
  it("are the same recording however much of it is packed, and however often a piece is in both", () => {
    fc.assert(
      fc.property(lengths, fc.boolean(), fc.nat(5), (given, hasEnded, doubled) => {
        const all = heads(given);
        const { objects, rows } = pack(all, hasEnded);
        const index = indexPieces(objects, [...all.slice(0, doubled), ...rows]);
        expect(index.places.map(({ head }) => head)).toEqual(all);
        expect(index.isWhole).toBe(true);
        expect(index.bytes).toBe(given.reduce((sum, [bytes]) => sum + bytes, 0));
        if (hasEnded) expect(rows).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("are packed alike whenever somebody packs: what comes later changes no object before it", () => {
    fc.assert(
      fc.property(lengths, fc.nat(400), (given, cut) => {
        const all = heads(given);
        const early = pack(all.slice(0, cut), false).objects;
        expect(pack(all, false).objects.slice(0, early.length)).toEqual(early);
      }),
      { numRuns: 50 },
    );
  });

  it("make objects of twenty seconds, eight megabytes or 240 pieces, whichever comes first, and never one without an end", () => {
    const repeat = (count: number, bytes: number, ms: number) =>
      heads(Array.from({ length: count }, () => [bytes, ms]));
    expect(countForObject(repeat(19, 1_000, 1_000), false)).toBe(0);
    expect(countForObject(repeat(30, 1_000, 1_000), false)).toBe(20);
    expect(countForObject(repeat(30, 3_000_000, 1_000), false)).toBe(3);
    expect(countForObject(repeat(300, 10, 20), false)).toBe(240);
    expect(countForObject(repeat(3, 10, 20), true)).toBe(3);
    expect(countForObject([], true)).toBe(0);
  });

  it("are not whole when one is missing, when there are two of one, or when an account says less than it should", () => {
    const all = heads(Array.from({ length: 60 }, () => [100, 1_000] as const));
    const { objects, rows } = pack(all, true);
    expect(indexPieces(objects.toSpliced(1, 1), rows).isWhole).toBe(false);
    expect(indexPieces([], all.toSpliced(7, 1)).isWhole).toBe(false);
    expect(indexPieces([], all.slice(1)).isWhole).toBe(false);
    const short = { ...objects[2]!, pieces: objects[2]!.pieces.slice(0, -1) };
    expect(indexPieces([objects[0]!, objects[1]!, short], rows).isWhole).toBe(false);
  });

  it("give exactly the pieces that hold a range, fetched together where they lie together", () => {
    fc.assert(
      fc.property(lengths, fc.nat(3_000_000), fc.nat(3_000_000), (given, from, length) => {
        const all = heads(given);
        const { objects, rows } = pack(all, false);
        const { places } = indexPieces(objects, rows);
        const found = piecesBetween(places, from, from + length);
        const holds = ({ firstByte, bytes }: PieceHead) => firstByte < from + length && firstByte + bytes > from;
        expect(found.map(({ head }) => head.piece)).toEqual(all.filter(holds).map(({ piece }) => piece));
        const groups = togetherAtMost(found, 1_000_000);
        expect(groups.flat()).toEqual(found);
        for (const group of groups) {
          expect(new Set(group.map((place) => place.object?.firstPiece)).size).toBe(1);
          if (group.length > 1)
            expect(group.reduce((sum, { head }) => sum + head.bytes, 0)).toBeLessThanOrEqual(1_000_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("have places of which no two are alike", () => {
    const head = heads([[5, 6]])[0]!;
    const others: PieceHead[] = [
      { ...head, piece: 1 },
      { ...head, firstByte: 1 },
      { ...head, startsMs: 1 },
      { ...head, durationMs: 1 },
      { ...head, keyFrame: !head.keyFrame },
    ];
    const places = [piecePlace("a", head), piecePlace("b", head), ...others.map((other) => piecePlace("a", other))];
    expect(new Set(places).size).toBe(places.length);
  });
});
