// A server that is sent everything that could be sent, by a seed that is always the same and by one that never is.
import { describe, expect, inject, it } from "vitest";
import type { TransportName } from "../../scripts/cluster/transport-program.ts";
import { nameOf, ROUTES } from "../../scripts/fuzz/listed-routes.ts";
import { runFuzz } from "../../scripts/fuzz/run-fuzz.ts";
import { findTransport } from "./support/over-both-transports.ts";
import { createTestDatabase } from "./support/test-database.ts";

const MINUTE_MS = 60_000;
const FIXED_SEED = 20_261_126;
const WAYS_IN = ["http", "media node", "messages", "poses", "raw", "sockets", "tokens"];

/** One round: `npm run fuzz` takes more. */
async function expectToHold(transport: TransportName, seed: number): Promise<void> {
  const program = findTransport(transport);
  if ("reason" in program) throw new Error(program.reason);
  const database = await createTestDatabase();
  try {
    const settings = { ...program.settings, MEDIASOUP_WORKER_BIN: inject("mediaWorker") };
    const { node } = program;
    const { faults, tried, counted, reached } = await runFuzz({
      ...{ seed, minutes: 0, databaseUrl: database.url, settings, node, tell: () => {} },
    });
    expect({ seed, faults }).toEqual({ seed, faults: [] });
    // A route that does not answer whoever may ask it for what is there is among the faults.
    expect(Object.keys(reached).toSorted()).toEqual(ROUTES.map(nameOf).toSorted());
    expect(Object.keys(tried).toSorted()).toEqual(WAYS_IN);
    expect(counted).toBeGreaterThanOrEqual(6);
  } finally {
    await database.drop();
  }
}

describe("whatever a server is sent", { timeout: 5 * MINUTE_MS }, () => {
  it.each([FIXED_SEED, inject("drawnSeed")])(
    "it goes on, tells nothing, and the class next door counts, seed %i",
    (seed) => expectToHold("ws", seed),
  );

  const uws = findTransport("uws");
  const without = "reason" in uws ? ` (skipped: ${uws.reason})` : "";
  it.skipIf("reason" in uws).for([inject("drawnSeed")])(`it does so over uWebSockets.js, seed %i${without}`, (seed) =>
    expectToHold("uws", seed),
  );
});
