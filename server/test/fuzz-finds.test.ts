// A fuzz that finds nothing proves something only if it would have found it: servers that are broken on purpose, each in another way.
import { describe, expect, it } from "vitest";
import { fuzzBroken } from "./support/fuzz-broken.ts";

const SHORTEN_MS = 20_000;
/** Enough to send what was found once more. */
const SEND_AGAIN_MS = 10_000;

describe("of a server that is broken, a fuzz finds", { timeout: 180_000 }, () => {
  it("that it ends, by a shorter input than the first that ended it, and how to send that again", async () => {
    const { faults } = await fuzzBroken("end", { alone: true, shortenMs: SHORTEN_MS });
    const [fault] = faults;
    expect(fault).toMatchObject({ where: "http", what: "the server has ended" });
    expect(fault?.input).toContain("%00");
    const { seed = 0, path = "" } = fault ?? {};
    // The first number leads to the input that was found, each further one to a shorter one that ends it too. How many, is a matter
    // of time: each is tried on a server that is started anew.
    expect(path.split(":").length).toBeGreaterThan(1);
    const again = await fuzzBroken("end", {
      alone: true,
      seed,
      again: { channel: "http", path },
      shortenMs: SEND_AGAIN_MS,
    });
    // It goes on from there: what is told may be shorter still.
    expect(again.faults[0]).toMatchObject({ where: "http", what: "the server has ended" });
    expect(again.faults[0]?.input).toContain("%00");
  });

  it("that its refusals tell a name of the class next door", async () => {
    const { faults } = await fuzzBroken("tell", {});
    expect(faults[0]).toMatchObject({ where: "http", what: expect.stringMatching(/^it tells Name-[0-9a-f]{12}$/) });
  });
});
