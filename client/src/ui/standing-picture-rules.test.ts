import { describe, expect, it } from "vitest";
import { type PictureWatch, troubleOf, watchPicture } from "./standing-picture-rules.ts";

/** A look a second from the beginning on. */
function look(pictures: readonly number[], { everyMs = 1_000, isDue = true } = {}) {
  let watch: PictureWatch | undefined;
  return pictures.map((shown, i) => {
    watch = watchPicture(watch, { atMs: i * everyMs, pictures: shown, isDue });
    return troubleOf(watch);
  });
}

describe("a live picture", () => {
  it("stands still when none has come for five seconds, and no longer with the next", () => {
    expect(look([7, 7, 7, 7, 7, 7, 7, 9, 9])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      "stands",
      "stands",
      undefined,
      undefined,
    ]);
  });

  it("is none where none has come at all", () => {
    expect(look([0, 0, 0, 0, 0, 0, 3]).slice(4)).toEqual([undefined, "none", undefined]);
  });

  it("is well however few come, and with another stream, which counts anew", () => {
    expect(look([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3])).toEqual(Array(12).fill(undefined));
    expect(look([40, 40, 40, 1, 1, 1, 1])).toEqual(Array(7).fill(undefined));
  });

  it("is not missed where nobody sees it, nor by a page that was asleep", () => {
    expect(look(Array(20).fill(7), { isDue: false })).toEqual(Array(20).fill(undefined));
    expect(look(Array(20).fill(7), { everyMs: 60_000 })).toEqual(Array(20).fill(undefined));
  });
});
