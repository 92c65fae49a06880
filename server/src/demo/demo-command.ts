// `npm run -s demo`: simulated classes against a server, one line of JSON at the end.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { endOnSignals } from "../end-on-signals.ts";
import { readTrackedExercises } from "../movement/index.ts";
import { startOwnServer } from "./own-server.ts";
import { type DemonstrationReport, runDemonstration } from "./run-demonstration.ts";
import { GREATEST_HASTE } from "./simulated-patient.ts";

const USAGE = "npm run -s demo -- [--url URL] [--patients 6] [--rooms 1] [--minutes 2] [--haste 1] [--json]";
const EXERCISES = fileURLToPath(new URL("../../../assets/exercises", import.meta.url));
/** As shells say it of a program that Ctrl-C ended. */
const INTERRUPTED_STATUS = 130;

const options = z.object({
  url: z.url().optional(),
  patients: z.coerce.number().int().min(1).max(6).default(6),
  rooms: z.coerce.number().int().min(1).max(100).default(1),
  minutes: z.coerce.number().min(0).max(1_440).default(2),
  haste: z.coerce.number().min(0.5).max(GREATEST_HASTE).default(1),
  json: z.boolean().default(false),
});
type Options = z.output<typeof options>;

// Programs read the one line: whatever else is said in this process, by packages too, goes beside it.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const ending = endOnSignals();
try {
  const report = await demonstrate(readOptions(process.argv.slice(2)));
  print(`${JSON.stringify(report)}\n`, () => process.exit(0));
} catch (error) {
  if (ending.signal.aborted) process.exit(INTERRUPTED_STATUS);
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

async function demonstrate(given: Options): Promise<DemonstrationReport> {
  if (given.url !== undefined) return runAgainst(given.url, given);
  const own = await startOwnServer(ending.signal);
  try {
    return await runAgainst(own.url, given);
  } finally {
    await own.close();
  }
}

async function runAgainst(url: string, given: Options): Promise<DemonstrationReport> {
  const say = (text: string) => {
    if (!given.json) process.stderr.write(`${text}\n`);
  };
  say(`simulated classes against ${url}`);
  const exercises = await readTrackedExercises(EXERCISES);
  return Promise.race([runDemonstration({ ...given, url, exercises, say }), untilBroken()]);
}

/** By a signal or by a fault anywhere in this process: neither may leave the server's database running. */
function untilBroken(): Promise<never> {
  return new Promise((_, reject) => {
    void ending.asked.then(() => reject(ending.signal.reason));
    process.on("uncaughtException", reject).on("unhandledRejection", reject);
  });
}

function readOptions(args: readonly string[]): Options {
  const texts = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        ...{ url: texts, patients: texts, rooms: texts, minutes: texts, haste: texts },
        json: { type: "boolean" },
      },
    });
    return options.parse(values);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}
