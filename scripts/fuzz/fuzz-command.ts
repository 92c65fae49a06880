// `npm run fuzz`: sends a server of its own everything that could be sent, by a seed. The last line is the verdict.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { databaseUrl, startEmbeddedPostgres } from "../../server/src/platform/embedded-postgres.ts";
import { findTransportProgram, type TransportName } from "../cluster/transport-program.ts";
import { readOptions } from "../read-options.ts";
import { runFuzz, type Verdict } from "./run-fuzz.ts";

const USAGE = "npm run fuzz -- [--seed 1] [--minutes 1] [--transport ws|uws] [--channel messages --path 0:1:2]";
const options = z.object({
  seed: z.coerce
    .number()
    .int()
    .min(-(2 ** 31))
    .max(2 ** 31)
    .default(1),
  minutes: z.coerce.number().min(0).max(1_440).default(1),
  transport: z.enum(["ws", "uws"]).default("ws"),
  channel: z.string().optional(),
  path: z.string().default(""),
});

const say = (text: string) => process.stdout.write(`${text}\n`);
try {
  const postgresBin = process.env.ENSEMBLE_POSTGRES_BIN;
  if (postgresBin === undefined) throw new Error("Start it with `npm run fuzz`, which brings what it needs.");
  const { seed, minutes, transport, channel, path } = readOptions(process.argv.slice(2), options, USAGE);
  const program = findTransportProgram(transport, process.env.ENSEMBLE_CACHE_DIR ?? "");
  if ("reason" in program) throw new Error(`There is no server to send anything to. ${program.reason}`);
  const directory = await mkdtemp(join(tmpdir(), "ensemble-fuzz-database-"));
  const postgres = await startEmbeddedPostgres({ directory, binDirectory: postgresBin });
  try {
    const again = channel === undefined ? undefined : { channel, path };
    const url = databaseUrl(postgres.url, "postgres");
    report(await runFuzz({ seed, minutes, databaseUrl: url, ...program, again, tell: say }), seed, transport);
  } finally {
    await postgres.stop("immediate");
    await rm(directory, { recursive: true, force: true });
  }
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
}
process.exit();

function report({ faults, tried, rounds, counted }: Verdict, seed: number, transport: TransportName): void {
  for (const { where, what, input, path, seed: own } of faults) {
    say(`${where}: ${what}`);
    if (input !== undefined) say(`  by ${input}`);
    if (path !== undefined)
      say(`  again: npm run fuzz -- --transport ${transport} --channel ${where} --seed ${own} --path ${path}`);
  }
  const inputs = Object.entries(tried).map(([channel, count]) => `${count} ${channel}`);
  say(`${rounds} rounds of inputs (${inputs.join(", ")}), ${counted} repetitions counted next door`);
  say(
    faults.length === 0
      ? `fuzz: held over ${transport}, seed ${seed}`
      : `fuzz: BROKEN over ${transport}, seed ${seed}: ${faults[0]?.what}`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}
