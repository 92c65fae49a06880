// A fuzz that finds nothing proves something only if it would have found it: servers that are broken on purpose, each in another way.
import { pathToFileURL } from "node:url";
import { describe, expect, inject, it } from "vitest";
import { type FuzzOptions, runFuzz, type Verdict } from "../../scripts/fuzz/run-fuzz.ts";
import { createTestDatabase } from "./support/test-database.ts";

const BREAK_SERVER = pathToFileURL(`${import.meta.dirname}/../../scripts/fuzz/testing/break-server.ts`).href;

type Breakage = "end" | "tell" | "hold";

async function fuzzBroken(breakage: Breakage, options: Partial<FuzzOptions>): Promise<Verdict> {
  const database = await createTestDatabase();
  try {
    return await runFuzz({
      seed: Math.floor(Math.random() * 2 ** 31),
      minutes: 0,
      databaseUrl: database.url,
      settings: {
        COLYSEUS_TRANSPORT: "ws",
        MEDIASOUP_WORKER_BIN: inject("mediaWorker"),
        ENSEMBLE_BREAK: breakage,
      },
      node: [process.execPath, "--import", BREAK_SERVER],
      channels: ["http"],
      tell: () => {},
      ...options,
    });
  } finally {
    await database.drop();
  }
}

describe("of a server that is broken, a fuzz finds", { timeout: 180_000 }, () => {
  it("that it ends, by a shorter input than the first that ended it, and how to send that again", async () => {
    const { faults } = await fuzzBroken("end", { alone: true });
    const [fault] = faults;
    expect(fault).toMatchObject({ where: "http", what: "the server has ended" });
    expect(fault?.input).toContain("%00");
    const { seed = 0, path = "" } = fault ?? {};
    // The first number leads to the input that was found, each further one to a shorter one that ends it too. How many, is a matter
    // of time: each is tried on a server that is started anew.
    expect(path.split(":").length).toBeGreaterThan(1);
    const again = await fuzzBroken("end", { alone: true, seed, again: { channel: "http", path } });
    expect(again.faults[0]).toMatchObject({ where: "http", what: "the server has ended", input: fault?.input });
  });

  it("that its refusals tell a name of the class next door", async () => {
    const { faults } = await fuzzBroken("tell", {});
    expect(faults[0]).toMatchObject({ where: "http", what: expect.stringMatching(/^it tells Name-[0-9a-f]{12}$/) });
  });

  it("that it holds on to what it was sent", async () => {
    const { faults, holdings } = await fuzzBroken("hold", { alone: true, leastRounds: 9 });
    expect(faults).toEqual([{ where: "the server", what: expect.stringMatching(/^it holds \d+ MB of heap more/) }]);
    expect(holdings).toHaveLength(9);
  });
});
