// A fuzz of a server that is broken on purpose.
import { pathToFileURL } from "node:url";
import { inject } from "vitest";
import { type FuzzOptions, runFuzz, type Verdict } from "../../../scripts/fuzz/run-fuzz.ts";
import { createTestDatabase } from "./test-database.ts";

const BREAK_SERVER = pathToFileURL(`${import.meta.dirname}/../../../scripts/fuzz/testing/break-server.ts`).href;

type Breakage = "end" | "tell" | "hold";

export async function fuzzBroken(breakage: Breakage, options: Partial<FuzzOptions>): Promise<Verdict> {
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
