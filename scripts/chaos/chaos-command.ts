// `npm run chaos`: a class on a cluster on which things break by a seed. The last line is the verdict.
import { z } from "zod";
import { readOptions } from "../read-options.ts";
import type { Observation } from "./observation.ts";
import { runChaos, type Verdict } from "./run-chaos.ts";

const USAGE = "npm run chaos -- [--seed 1] [--minutes 1] [--processes 3] [--patients 4]";
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
});

const say = (text: string) => process.stdout.write(`${text}\n`);
const { postgresBin, ...given } = readSurroundings();
try {
  const verdict = await runChaos({
    ...given,
    cluster: { processes: given.processes, port: 0, postgresBin, settings: () => ({ LOG_LEVEL: "warn" }) },
    tell: say,
  });
  report(verdict, given.seed);
} catch (error) {
  // A class that does not come to its end has been broken, too.
  process.stderr.write(`${(error as Error).stack}\n`);
  say(`chaos: BROKEN, seed ${given.seed}: it did not come to its end: ${(error as Error).message}`);
  process.exit(1);
}

function readSurroundings() {
  try {
    const postgresBin = process.env.ENSEMBLE_POSTGRES_BIN;
    if (postgresBin === undefined) throw new Error("Start it with `npm run chaos`, which brings what it needs.");
    return { postgresBin, ...readOptions(process.argv.slice(2), options, USAGE) };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

function report({ violations, shortest, history }: Verdict, seed: number): never {
  for (const { rule, what } of violations) say(`${rule}: ${what}`);
  if (violations.length > 0) say("the shortest part of the history that shows the first of these:");
  for (const observation of shortest.flatMap(byEntry)) say(`  ${JSON.stringify(observation)}`);
  say(`${history.length} observations`);
  say(violations.length === 0 ? `chaos: held, seed ${seed}` : `chaos: BROKEN, seed ${seed}: ${violations[0]?.rule}`);
  process.exit(violations.length === 0 ? 0 : 1);
}

/** Of the journal, entry by entry. */
function byEntry(observation: Observation): readonly object[] {
  return observation.kind === "journal"
    ? observation.entries.map((entry) => ({ kind: "journal", entry }))
    : [observation];
}
