// `npm run bench`: measures the numbers DESIGN promises and prints them as a table; one part by name, for programs with --json. With --strict a
// goal that is missed is the exit status 1.
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type BenchRow, findMissed, formatTable } from "./bench-row.ts";
import { benchBundle } from "./bundle-bench.ts";
import { benchJoin } from "./join-bench.ts";
import { benchLatency } from "./latency-bench.ts";
import { benchLoad, TRANSPORTS } from "./load-bench.ts";
import { benchGlass, benchMedia } from "./media-bench.ts";
import { benchForwarding } from "./media-forwarding-bench.ts";
import { benchMediaJoin } from "./media-join-bench.ts";
import { benchMediaLoss } from "./media-loss-bench.ts";
import { movementRows } from "./movement-bench.ts";
import { benchNetwork } from "./network-bench.ts";
import { benchProfile } from "./profile-bench.ts";
import { benchRecording } from "./recording-bench.ts";
import { benchScene } from "./scene-bench.ts";
import { benchSession } from "./session-bench.ts";
import { benchSoak } from "./soak-bench.ts";
import { benchStart } from "./start-bench.ts";
import { benchStorage } from "./storage-bench.ts";
import { benchSurvive } from "./survive-bench.ts";

interface BenchOptions {
  readonly seconds: number;
  readonly pairs: number;
  readonly minutes: number;
  readonly transport: (typeof TRANSPORTS)[number] | undefined;
}

/** All rows at once, or some as soon as they are there. */
type Part = (options: BenchOptions) => Promise<readonly BenchRow[]> | AsyncGenerator<readonly BenchRow[]>;

const PARTS: Readonly<Record<string, Part>> = {
  latency: ({ seconds }) => benchLatency({ seconds }),
  session: ({ seconds, pairs }) => benchSession({ windowSeconds: seconds, pairs }),
  load: benchLoad,
  movement: async () => movementRows(),
  storage: async () => benchStorage(),
  join: benchJoin,
  media: benchMedia,
  "media-join": benchMediaJoin,
  "media-delay": benchGlass,
  "media-loss": benchMediaLoss,
  "media-streams": benchForwarding,
  network: benchNetwork,
  start: benchStart,
  bundle: benchBundle,
  scene: benchScene,
  survive: ({ pairs }) => benchSurvive({ times: pairs }),
  recording: benchRecording,
  profile: benchProfile,
  soak: benchSoak,
};
/** Only when asked for by name: each takes longer than all the others. */
const LONG: ReadonlySet<string> = new Set([
  ...["load", "network", "profile", "recording", "soak"],
  ...["media", "media-join", "media-delay", "media-loss", "media-streams"],
]);
const USAGE = `npm run bench -- [${Object.keys(PARTS).join(" | ")}] [--seconds 30] [--pairs 3] [--minutes 30] [--transport ws | uws] [--json] [--strict]`;

try {
  const { names, json, strict, options } = readArguments(process.argv.slice(2));
  const rows: BenchRow[] = [];
  for (const name of names) {
    process.stderr.write(`measuring ${name} …\n`);
    const part = PARTS[name]?.(options) ?? [];
    if (!(Symbol.asyncIterator in part)) {
      rows.push(...(await part));
      continue;
    }
    for await (const some of part) {
      rows.push(...some);
      process.stderr.write(`${formatTable(some)}\n`);
    }
  }
  process.stdout.write(json ? `${JSON.stringify({ machine: describeMachine(), rows })}\n` : `${formatTable(rows)}\n`);
  const missed = strict ? findMissed(rows) : [];
  for (const { what, goal, measured } of missed)
    process.stderr.write(`missed: ${what}: ${goal}, measured ${measured}\n`);
  process.exit(missed.length === 0 ? 0 : 1);
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      strict: { type: "boolean", default: false },
      seconds: { type: "string", default: "30" },
      pairs: { type: "string", default: "3" },
      minutes: { type: "string", default: "30" },
      transport: { type: "string" },
    },
  });
  const unknown = positionals.filter((name) => !(name in PARTS));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}.\n${USAGE}`);
  return {
    names: positionals.length > 0 ? positionals : Object.keys(PARTS).filter((name) => !LONG.has(name)),
    json: values.json,
    strict: values.strict,
    options: {
      seconds: readCount(values.seconds, "--seconds", 60),
      pairs: readCount(values.pairs, "--pairs", 3),
      minutes: readCount(values.minutes, "--minutes", 60),
      transport: readTransport(values.transport),
    },
  };
}

/** Bounded by how long the recorded movement lasts. */
function readCount(text: string, name: string, most: number): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new Error(`${name} is a whole number from 1 to ${most}.\n${USAGE}`);
  }
  return count;
}

function readTransport(text: string | undefined): BenchOptions["transport"] {
  const transport = TRANSPORTS.find((name) => name === text);
  if (text !== undefined && transport === undefined) throw new Error(`--transport is ws or uws.\n${USAGE}`);
  return transport;
}

function describeMachine() {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    loadAverage: loadavg(),
    node: process.version,
  };
}
