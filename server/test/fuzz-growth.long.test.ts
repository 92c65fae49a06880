// What a healthy server still holds after round upon round of everything that could be sent: no more than after the first rounds.
import { describe, expect, inject, it } from "vitest";
import type { TransportName } from "../../scripts/cluster/transport-program.ts";
import { FEWEST_ROUNDS } from "../../scripts/fuzz/judge-growth.ts";
import { runFuzz } from "../../scripts/fuzz/run-fuzz.ts";
import { findTransport } from "./support/over-both-transports.ts";
import { createTestDatabase } from "./support/test-database.ts";

const MINUTE_MS = 60_000;

async function expectNoGrowth(transport: TransportName, seed: number): Promise<void> {
  const program = findTransport(transport);
  if ("reason" in program) throw new Error(program.reason);
  const database = await createTestDatabase();
  try {
    const { faults, holdings, rounds } = await runFuzz({
      seed,
      minutes: 0,
      leastRounds: FEWEST_ROUNDS,
      databaseUrl: database.url,
      settings: { ...program.settings, MEDIASOUP_WORKER_BIN: inject("mediaWorker") },
      node: program.node,
      tell: () => {},
    });
    expect({ seed, faults, holdings }).toEqual({ seed, faults: [], holdings: expect.anything() });
    // Fewer are not judged.
    expect(holdings.length).toBeGreaterThanOrEqual(FEWEST_ROUNDS);
    expect(rounds).toBe(holdings.length);
  } finally {
    await database.drop();
  }
}

describe("a server that was sent everything, again and again", { timeout: 20 * MINUTE_MS }, () => {
  it.for([inject("drawnSeed")])("holds no more than after the first rounds, seed %i", (seed) =>
    expectNoGrowth("ws", seed),
  );

  const uws = findTransport("uws");
  const without = "reason" in uws ? ` (skipped: ${uws.reason})` : "";
  it.skipIf("reason" in uws).for([inject("drawnSeed")])(`nor over uWebSockets.js, seed %i${without}`, (seed) =>
    expectNoGrowth("uws", seed),
  );
});
