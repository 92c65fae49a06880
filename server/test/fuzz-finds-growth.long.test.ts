// What `fuzz-finds.test.ts` has no time for.
import { describe, expect, it } from "vitest";
import { fuzzBroken } from "./support/fuzz-broken.ts";

describe("of a server that is broken, a fuzz finds in nine rounds", { timeout: 600_000 }, () => {
  it("that it holds on to what it was sent", async () => {
    const { faults, holdings } = await fuzzBroken("hold", { alone: true, leastRounds: 9 });
    expect(faults).toEqual([{ where: "the server", what: expect.stringMatching(/^it holds \d+ MB of heap more/) }]);
    expect(holdings).toHaveLength(9);
  });
});
