// `npm run chaos`: a class on a cluster on which things break by a seed. The last line is the verdict.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { findTransportProgram } from "../cluster/transport-program.ts";
import { readOptions } from "../read-options.ts";
import type { History, Observation } from "./observation.ts";
import { runChaos, type Verdict } from "./run-chaos.ts";

const USAGE = "npm run chaos -- [--seed 1] [--minutes 1] [--processes 3] [--patients 4] [--transport ws|uws]";
const options = z.object({
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .default(1),
  minutes: z.coerce.number().min(0).max(1_440).default(1),
  processes: z.coerce.number().int().min(1).max(8).default(3),
  patients: z.coerce.number().int().min(1).max(6).default(4),
  transport: z.enum(["ws", "uws"]).default("ws"),
});

const say = (text: string) => process.stdout.write(`${text}\n`);
const { postgresBin, program, ...given } = readSurroundings();
try {
  const verdict = await runChaos({
    ...given,
    cluster: { processes: given.processes, port: 0, postgresBin, program, settings: () => ({ LOG_LEVEL: "warn" }) },
    tell: say,
  });
  await report(verdict);
} catch (error) {
  // Nothing was observed: a cluster that does not start has been broken, too.
  process.stderr.write(`${(error as Error).stack}\n`);
  say(`chaos: BROKEN, seed ${given.seed}, over ${given.transport}: it did not begin: ${(error as Error).message}`);
  process.exit(1);
}

function readSurroundings() {
  try {
    const postgresBin = process.env.ENSEMBLE_POSTGRES_BIN;
    if (postgresBin === undefined) throw new Error("Start it with `npm run chaos`, which brings what it needs.");
    const read = readOptions(process.argv.slice(2), options, USAGE);
    const found = findTransportProgram(read.transport, process.env.ENSEMBLE_CACHE_DIR ?? "");
    if ("reason" in found) throw new Error(`There is no server to break. ${found.reason}`);
    return { postgresBin, program: found, ...read };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

async function report({ violations, shortest, history, standstill }: Verdict): Promise<never> {
  const { seed, transport } = given;
  if (standstill !== undefined) say(`it did not come to its end: ${standstill}`);
  for (const { rule, what } of violations) say(`${rule}: ${what}`);
  if (violations.length > 0)
    say("part of the history that shows the first of these, of which nothing can be left out:");
  for (const observation of shortest.flatMap(byEntry)) say(`  ${JSON.stringify(observation)}`);
  const broken = [
    ...(standstill === undefined ? [] : ["it did not come to its end"]),
    ...violations.map(({ rule }) => rule),
  ];
  const until = standstill === undefined ? "" : " until then";
  const kept = broken.length === 0 ? "" : `, in ${await keepHistory(history, seed)}`;
  say(`${history.length} observations${until}${kept}`);
  say(
    broken.length === 0
      ? `chaos: held, seed ${seed}, over ${transport}`
      : `chaos: BROKEN, seed ${seed}, over ${transport}: ${broken[0]}`,
  );
  process.exit(broken.length === 0 ? 0 : 1);
}

/** A line for each observation, to be looked through. */
async function keepHistory(history: History, seed: number): Promise<string> {
  const file = join(tmpdir(), `ensemble-chaos-${seed}-${process.pid}.jsonl`);
  await writeFile(file, history.map((one) => `${JSON.stringify(one)}\n`).join(""));
  return file;
}

/** Of the journal, entry by entry. */
function byEntry(observation: Observation): readonly object[] {
  return observation.kind === "journal"
    ? observation.entries.map((entry) => ({ kind: "journal", entry }))
    : [observation];
}
