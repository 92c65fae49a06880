import { describe, expect, it } from "vitest";
import { QUALITY_PARTS, type QualityParts } from "./quality-rules.ts";
import { findWeakestPart, usualParts } from "./weakest-part.ts";

const FULL: QualityParts = {
  range: 100,
  form: 100,
  compensation: 100,
  tempo: 100,
  smoothness: 100,
  symmetry: 100,
  steadiness: 100,
  compensated: null,
  erred: null,
  pace: null,
  uneven: null,
};

describe("the part of a repetition worth a sentence", () => {
  it.each(QUALITY_PARTS)("[QUA17] is %s where only that is low", (part) => {
    expect(findWeakestPart({ ...FULL, [part]: 60 })).toBe(part);
  });

  it("[QUA17] is the one that took most from the score, not the lowest", () => {
    expect(findWeakestPart({ ...FULL, range: 80, tempo: 50 })).toBe("range");
    expect(findWeakestPart({ ...FULL, range: 80, tempo: 30 })).toBe("tempo");
    expect(findWeakestPart({ ...FULL, form: 70, compensation: 65 })).toBe("compensation");
  });

  it("[QUA17] is none from 85 on, also where the heaviest lost a little and a light one nearly as much", () => {
    const good = Object.fromEntries(QUALITY_PARTS.map((part) => [part, 85]));
    expect(findWeakestPart({ ...FULL, ...good })).toBeUndefined();
    expect(findWeakestPart({ ...FULL, range: 85, tempo: 84 })).toBe("tempo");
  });

  it("[QUA17] is never one that is unknown", () => {
    const unknown = Object.fromEntries(QUALITY_PARTS.map((part) => [part, null]));
    expect(findWeakestPart({ ...FULL, ...unknown })).toBeUndefined();
    expect(findWeakestPart({ ...FULL, ...unknown, steadiness: 20 })).toBe("steadiness");
  });
});

describe("the parts of a set", () => {
  it("[QUA18] are medians, of an even number the lower", () => {
    const tempos = (...scores: number[]) => usualParts(scores.map((tempo) => ({ ...FULL, tempo })))?.tempo;
    expect(tempos(20, 90, 95)).toBe(90);
    expect(tempos(95, 20, 90, 60)).toBe(60);
    expect(usualParts([])).toBeUndefined();
  });

  it("[QUA18] are known where half of the repetitions show them", () => {
    const symmetries = (...scores: (number | null)[]) =>
      usualParts(scores.map((symmetry) => ({ ...FULL, symmetry })))?.symmetry;
    expect(symmetries(null, null, 40, 60)).toBe(40);
    expect(symmetries(null, null, 40)).toBeNull();
    expect(symmetries(null)).toBeNull();
  });

  it("[QUA18] name what was named most often, with the median of its degrees", () => {
    const lean = (degrees: number): QualityParts => ({
      ...FULL,
      compensation: 50,
      compensated: { by: "trunkSideways", degrees },
      erred: "trunk_forward",
      pace: "slow",
      uneven: { side: "left", by: "way" },
    });
    const thrown: QualityParts = {
      ...FULL,
      compensation: 10,
      compensated: { by: "momentum", degrees: null },
      erred: "knees_inward",
      pace: "fast",
      uneven: { side: "right", by: "time" },
    };
    const named = {
      compensated: { by: "trunkSideways", degrees: 14 },
      erred: "trunk_forward",
      pace: "slow",
      uneven: { side: "left", by: "way" },
    };
    expect(usualParts([thrown, lean(9), lean(14), lean(30)])).toMatchObject(named);
    expect(usualParts([thrown])).toMatchObject({
      compensated: thrown.compensated,
      erred: "knees_inward",
      pace: "fast",
      uneven: thrown.uneven,
    });
    expect(usualParts([FULL, FULL])).toMatchObject({ compensated: null, erred: null, pace: null, uneven: null });
  });

  it("[QUA18] of journals of before, where neither error, pace nor side was named, are read all the same", () => {
    const { erred: _, pace: __, uneven: ___, ...before } = FULL;
    expect(usualParts([{ ...before, tempo: 40 }])).toMatchObject({ tempo: 40, erred: null, pace: null, uneven: null });
  });
});
