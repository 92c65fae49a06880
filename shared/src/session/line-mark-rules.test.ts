import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advanceMark, BETTER_LOOKS, type LineMark, NO_MARK } from "./line-mark-rules.ts";
import { LINE_QUALITIES, type LineQuality } from "./line-quality.ts";

/** What is shown after each look. */
function shownAt(seen: readonly LineQuality[], start: LineMark = NO_MARK): readonly (LineQuality | undefined)[] {
  let mark = start;
  return seen.map((quality) => {
    mark = advanceMark(mark, quality);
    return mark.shown;
  });
}
const times = (count: number, quality: LineQuality) => Array.from({ length: count }, () => quality);
const rankOf = (quality: LineQuality | undefined) => LINE_QUALITIES.indexOf(quality ?? "excellent");

describe("the mark of a line", () => {
  it("is the first that was seen", () => {
    for (const quality of LINE_QUALITIES) expect(shownAt([quality])).toEqual([quality]);
  });

  it("falls at once, as far as the line has fallen", () => {
    expect(shownAt(["excellent", "poor"])).toEqual(["excellent", "poor"]);
    expect(shownAt(["excellent", "good", "lost"])).toEqual(["excellent", "good", "lost"]);
  });

  it("rises a step at a time, each after five better looks", () => {
    expect(shownAt(["poor", ...times(10, "excellent")])).toEqual([
      ...times(5, "poor"),
      ...times(5, "good"),
      "excellent",
    ]);
  });

  it("no longer says that a line is gone once it is back", () => {
    expect(shownAt(["lost", "excellent"])).toEqual(["lost", "poor"]);
  });

  it("stands still on a line that swings about a limit", () => {
    const swinging = Array.from({ length: 40 }, (_, second): LineQuality => (second % 4 === 3 ? "good" : "excellent"));
    expect(new Set(shownAt(swinging).slice(4))).toEqual(new Set(["good"]));
  });

  it("is never better than what was seen, and rises at most once in five looks, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LINE_QUALITIES), { maxLength: 120 }), (seen) => {
        const shown = shownAt(seen);
        let rose = Number.NEGATIVE_INFINITY;
        for (const [index, now] of shown.entries()) {
          expect(rankOf(now)).toBeGreaterThanOrEqual(rankOf(seen[index]));
          const before = shown[index - 1];
          if (index === 0 || before === "lost" || rankOf(now) >= rankOf(before)) continue;
          expect(index - rose).toBeGreaterThanOrEqual(BETTER_LOOKS);
          rose = index;
        }
      }),
    );
  });
});
