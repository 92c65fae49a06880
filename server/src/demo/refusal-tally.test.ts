import { describe, expect, it } from "vitest";
import { createRefusalTally } from "./refusal-tally.ts";

describe("the tally of refusals", () => {
  it("counts what was refused, not how often that was told", () => {
    const tally = createRefusalTally();
    tally.told("frame/too_fast", 1);
    tally.told("frame/too_fast", 31);
    tally.told("frame/malformed", 2);
    expect(tally.total()).toBe(33);
  });

  it("goes on where the server begins to count anew", () => {
    const tally = createRefusalTally();
    tally.joined();
    tally.told("frame/too_fast", 5);
    tally.joined();
    tally.told("frame/too_fast", 2);
    expect(tally.total()).toBe(7);
  });
});
