import { describe, expect, it } from "vitest";
import { picturePieces, stretchAround } from "./clip-rules.ts";

/** A header, then pieces of a second; those of these seconds begin with a key frame. */
function recorded(seconds: number, keyFramesAt: readonly number[], beginsAtMs = 0) {
  const pieces = Array.from({ length: seconds + 1 }, (_, piece) => ({
    piece,
    firstByte: 100 * piece,
    bytes: 100,
    startsMs: piece === 0 ? 0 : 1_000 * (piece - 1),
    durationMs: piece === 0 ? 0 : 1_000,
    keyFrame: piece > 0 && keyFramesAt.includes(piece - 1),
  }));
  return { beginsAtMs, pieces };
}

describe("the movement that is sent", () => {
  it("is three seconds on both sides of the moment", () => {
    expect(stretchAround(20_000, { startMs: 0, endMs: 60_000 })).toEqual({ fromMs: 17_000, untilMs: 23_000 });
  });

  it("has nothing of before or after the set", () => {
    expect(stretchAround(1_000, { startMs: 500, endMs: 2_500 })).toEqual({ fromMs: 500, untilMs: 2_500 });
    expect(stretchAround(1_000, { startMs: 500, endMs: null }).untilMs).toBe(4_000);
  });
});

describe("the recorded seconds that are sent", () => {
  it("begin at the last key frame three seconds before the moment and end three seconds after it", () => {
    expect(picturePieces(recorded(40, [0, 10, 14, 18, 20]), 20_500)).toEqual({
      pieces: { first: 15, end: 24 },
      stretch: { fromMs: 14_000, untilMs: 23_000 },
    });
  });

  it("are told in session time, wherever the recording began", () => {
    expect(picturePieces(recorded(40, [14], 5_000), 25_500)?.stretch).toEqual({ fromMs: 19_000, untilMs: 28_000 });
  });

  it("begin later where there is no key frame so early, and not a quarter of a minute earlier", () => {
    expect(picturePieces(recorded(40, [0, 19]), 20_500)?.pieces).toEqual({ first: 20, end: 24 });
    expect(picturePieces(recorded(40, [0]), 20_500)).toBeUndefined();
    expect(picturePieces(recorded(40, [0]), 9_500)?.pieces).toEqual({ first: 1, end: 13 });
  });

  it("end with the recording", () => {
    expect(picturePieces(recorded(22, [18]), 20_500)?.pieces).toEqual({ first: 19, end: 23 });
  });

  it("are none where the moment was not recorded", () => {
    expect(picturePieces(recorded(10, [0, 5]), 10_500)).toBeUndefined();
    expect(picturePieces(recorded(10, [0, 5], 30_000), 20_000)).toBeUndefined();
    expect(picturePieces({ beginsAtMs: 0, pieces: [] }, 0)).toBeUndefined();
  });
});
