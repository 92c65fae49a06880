// A server that is sent everything that could be sent, by a seed that is always the same and by one that never is.
import { describe, expect, inject, it } from "vitest";
import { runFuzz } from "../../scripts/fuzz/run-fuzz.ts";
import { createTestDatabase } from "./support/test-database.ts";

const MINUTE_MS = 60_000;
const FIXED_SEED = 20_261_126;
const SETTINGS = () => ({ COLYSEUS_TRANSPORT: "ws", MEDIASOUP_WORKER_BIN: inject("mediaWorker") });

describe("whatever a server is sent", { timeout: 5 * MINUTE_MS }, () => {
  it.each([FIXED_SEED, Math.floor(Math.random() * 2 ** 31)])(
    "it goes on, tells nothing, and the class next door counts, seed %i",
    async (seed) => {
      const database = await createTestDatabase();
      try {
        const { faults, tried, counted } = await runFuzz({
          ...{ seed, minutes: 0.25, databaseUrl: database.url, settings: SETTINGS(), tell: () => {} },
        });
        expect({ seed, faults }).toEqual({ seed, faults: [] });
        expect(Object.keys(tried).toSorted()).toEqual(["http", "messages", "poses", "raw", "sockets", "tokens"]);
        expect(counted).toBeGreaterThanOrEqual(6);
      } finally {
        await database.drop();
      }
    },
  );
});
