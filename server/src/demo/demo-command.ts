// `npm run -s demo`: simulated classes against a server, one line of JSON at the end.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { loadExerciseLibrary } from "../movement/index.ts";
import { readConfig } from "../platform/config.ts";
import { createLogger } from "../platform/logger.ts";
import { startServer } from "../start-server.ts";
import { runDemonstration } from "./run-demonstration.ts";

const USAGE = "npm run -s demo -- [--url URL] [--patients 6] [--rooms 1] [--minutes 2] [--json]";
const EXERCISES = fileURLToPath(new URL("../../../assets/exercises", import.meta.url));

const options = z.object({
  url: z.url().optional(),
  patients: z.coerce.number().int().min(1).max(6).default(6),
  rooms: z.coerce.number().int().min(1).max(100).default(1),
  minutes: z.coerce.number().min(0).max(1_440).default(2),
  json: z.boolean().default(false),
});

try {
  const given = readOptions(process.argv.slice(2));
  const say = (text: string) => {
    if (!given.json) process.stderr.write(`${text}\n`);
  };
  const own = given.url === undefined ? await startOwnServer() : undefined;
  const url = given.url ?? own?.url ?? "";
  say(`simulated classes against ${url}`);
  const library = await loadExerciseLibrary(EXERCISES);
  const exercises = new Map(library.all.map((exercise) => [exercise.id, exercise]));
  const report = await runDemonstration({ ...given, url, exercises, say });
  await own?.close();
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

function readOptions(args: readonly string[]) {
  const texts = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { url: texts, patients: texts, rooms: texts, minutes: texts, json: { type: "boolean" } },
    });
    return options.parse(values);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

/** A server of its own: free port, fresh database, gone afterwards. */
async function startOwnServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const state = await mkdtemp(join(tmpdir(), "ensemble-demo-"));
  // The database may run as another user: it passes through, and reads nothing.
  await chmod(state, 0o711);
  const config = readConfig(
    {
      ...process.env,
      PORT: "0",
      ENSEMBLE_DATA_DIR: state,
      ENSEMBLE_DEMO: "1",
      ENSEMBLE_DEMO_SESSION: "0",
      LOG_LEVEL: "error",
    },
    [],
  );
  const server = await startServer(config, createLogger(config.logLevel));
  return {
    url: server.url.replace("localhost", "127.0.0.1"),
    close: async () => {
      await server.close();
      await rm(state, { recursive: true, force: true });
    },
  };
}
