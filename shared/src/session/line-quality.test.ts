import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advanceLine, FIRST_LINE, LINE_RULES, type LineSample, type LineState } from "./line-quality.ts";

const GOOD: LineSample = { lossShare: 0, roundTripMs: 40, silent: false };
const lossy = (lossShare: number): LineSample => ({ ...GOOD, lossShare });
const SILENT: LineSample = { ...GOOD, silent: true };
const after = (...samples: LineSample[]) =>
  samples.reduce<LineState>((state, sample) => advanceLine(state, sample), FIRST_LINE);
const times = (count: number, sample: LineSample) => Array.from({ length: count }, () => sample);

describe("the quality of a line", () => {
  it.each([
    [0.01, "excellent"],
    [0.05, "good"],
    [0.15, "poor"],
    [0.3, "poor"],
  ])("of which a share of %d is lost for long is %s", (share, quality) => {
    expect(after(...times(20, lossy(share))).quality).toBe(quality);
  });

  it.each([
    ["picture", 0.05, 0.07],
    ["smallPicture", 0.14, 0.16],
    ["sound", 0.29, 0.31],
  ] as const)("suffices for a %s up to a loss of its own", (demand, suffices, fails) => {
    const quality = (lossShare: number) =>
      times(20, { lossShare, roundTripMs: undefined, silent: false } as const).reduce<LineState>(
        (state, sample) => advanceLine(state, sample, LINE_RULES[demand]),
        FIRST_LINE,
      ).quality;
    expect(quality(suffices)).toBe("good");
    expect(quality(fails)).toBe("poor");
  });

  it("suffers from a long way, not from a usual one", () => {
    expect(after(...times(10, { ...GOOD, roundTripMs: 120 })).quality).toBe("excellent");
    expect(after(...times(10, { ...GOOD, roundTripMs: 900 })).quality).toBe("good");
    expect(after(...times(10, { ...GOOD, roundTripMs: 1_600 })).quality).toBe("poor");
  });

  it("falls with the first bad sample, and takes several good ones to rise again", () => {
    const fallen = after(lossy(0.3));
    expect(fallen.quality).toBe("poor");
    expect(advanceLine(fallen, GOOD).quality).not.toBe("excellent");
    expect(after(lossy(0.3), ...times(6, GOOD)).quality).toBe("excellent");
  });

  it("is lost after two silent samples, and no longer with the first that is heard", () => {
    expect(after(SILENT).quality).toBe("poor");
    expect(after(SILENT, SILENT).quality).toBe("lost");
    expect(after(SILENT, SILENT, lossy(0.1)).quality).toBe("poor");
    expect(after(SILENT, SILENT, GOOD, GOOD).quality).toBe("good");
  });

  it("stays within its bounds, and never rises by a worse sample", () => {
    const sample = fc.record({
      lossShare: fc.double({ min: 0, max: 1, noNaN: true }),
      roundTripMs: fc.option(fc.double({ min: 0, max: 10_000, noNaN: true }), { nil: undefined }),
      silent: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 50 }), sample, (before, next) => {
        const state = after(...before);
        const { score } = advanceLine(state, next);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        const worse = advanceLine(state, { ...next, lossShare: Math.min(1, next.lossShare + 0.1) });
        expect(worse.score).toBeLessThanOrEqual(score);
      }),
    );
  });
});
