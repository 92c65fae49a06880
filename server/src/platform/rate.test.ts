import { describe, expect, it } from "vitest";
import { createRate } from "./rate.ts";

describe("a rate", () => {
  it("takes two looks, and is of the time between them", () => {
    const rate = createRate();
    expect(rate.look(100, 0)).toBeUndefined();
    expect(rate.look(130, 2_000)).toBe(15);
    expect(rate.look(130, 4_000)).toBe(0);
  });

  it("stays as it is for somebody who looks right after another", () => {
    const rate = createRate();
    rate.look(0, 0);
    expect(rate.look(0, 500)).toBeUndefined();
    expect(rate.look(30, 2_000)).toBe(15);
    expect(rate.look(60, 2_100)).toBe(15);
    expect(rate.look(60, 4_000)).toBe(15);
  });

  it("begins anew when nobody has looked for long", () => {
    const rate = createRate();
    rate.look(0, 0);
    expect(rate.look(1_000, 60_000)).toBeUndefined();
    expect(rate.look(1_030, 62_000)).toBe(15);
  });
});
