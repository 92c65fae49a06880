// A whole run: a server, a class next door that must not notice, and round after round of everything that could be sent.
import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readTrackedExercises } from "../../server/src/movement/index.ts";
import { loadKeys } from "../../server/src/platform/keys.ts";
import { type MediaNodeProcess, startMediaNode } from "../cluster/media-node-process.ts";
import { createServerProcess } from "../cluster/server-process.ts";
import type { Channel } from "./channel.ts";
import { openChannels } from "./channels.ts";
import { keepCookies, plantFindable } from "./findable.ts";
import { createFindLeak } from "./judge-answer.ts";
import { judgeGrowth } from "./judge-growth.ts";
import { INSPECTABLE } from "./measure-heap.ts";
import { type NeighbourClass, startNeighbourClass } from "./neighbour-class.ts";
import { plantClinic } from "./planted-clinic.ts";
import { isReached, type Reached, reachRoutes } from "./reach-routes.ts";
import { recordPatient } from "./record-patient.ts";
import { type Holdings, type TargetServer, watchTarget } from "./target-server.ts";

const CLONE = join(import.meta.dirname, "../..");
const NEIGHBOURS = 2;
const SHORTEN_MS = 60_000;
const NO_REDIS = "redis://127.0.0.1:1";
/** Ids of exercises and the like that are worth trying besides those of people and sessions. */
const WORDS = ["squat", "heel-raise", "constructor", "toString", "A7:".repeat(31).concat("A7")];

export interface FuzzOptions {
  readonly seed: number;
  readonly minutes: number;
  /** An empty, migrated or not yet migrated database. */
  readonly databaseUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  /** The program that runs the server, and its first arguments. */
  readonly node?: readonly [string, ...string[]];
  /** One way in with its own seed and where fast-check found it, as a verdict gave them: tries that again. */
  readonly again?: { readonly channel: string; readonly path: string } | undefined;
  /** Ways in, by name; all of them when nothing is said. */
  readonly channels?: readonly string[];
  /** Goes on until so many rounds are done, also when the minutes are over. */
  readonly leastRounds?: number;
  /** Whether there is a class next door. */
  readonly alone?: boolean;
  /** An input that shows a fault is made shorter for at most as long. */
  readonly shortenMs?: number;
  readonly tell: (what: string) => void;
}
export interface Verdict {
  readonly faults: readonly Fault[];
  /** Inputs tried, by way in. */
  readonly tried: Readonly<Record<string, number>>;
  readonly rounds: number;
  /** Repetitions of the class next door that were moved and counted meanwhile. */
  readonly counted: number;
  readonly holdings: readonly Holdings[];
  /** Of every route, how it answered whoever may ask for something that is there. Nothing where an input is tried again. */
  readonly reached: Reached;
}
export interface Fault {
  readonly where: string;
  readonly what: string;
  /** For a fault an input brought about. */
  readonly seed?: number;
  readonly path?: string;
  readonly input?: string;
}

export async function runFuzz(options: FuzzOptions): Promise<Verdict> {
  const { databaseUrl, tell } = options;
  const directory = await mkdtemp(join(tmpdir(), "ensemble-fuzz-"));
  const client = join(directory, "client");
  await mkdir(join(client, "assets"), { recursive: true });
  await writeFile(join(client, "index.html"), "<!doctype html><title>A page</title>");
  await writeFile(join(client, "assets/app.js"), "export const app = 1;\n");
  const keys = await loadKeys(join(directory, "keys.json"));
  const logFile = join(directory, "server.log");
  const metricsToken = randomBytes(18).toString("base64url");
  const [program, ...first] = options.node ?? [process.execPath];
  const server = await createServerProcess(
    {
      ...options.settings,
      ...{ DATABASE_URL: databaseUrl, ENSEMBLE_DATA_DIR: directory, ENSEMBLE_CLIENT_DIR: client, LOG_LEVEL: "error" },
      ...{ ENSEMBLE_DEMO: "1", ENSEMBLE_DEMO_SESSION: "0", TRUSTED_FRONTS: "1" },
      METRICS_TOKEN: metricsToken,
    },
    { logFile, node: [program, ...first, INSPECTABLE] },
  );
  let neighbours: NeighbourClass | undefined;
  let node: MediaNodeProcess | undefined;
  try {
    await server.start();
    const target = watchTarget(server, logFile);
    const clinic = await plantClinic(databaseUrl, keys, NEIGHBOURS);
    const exercises = await readTrackedExercises(join(CLONE, "assets/exercises"));
    const recorded = await recordPatient(target.url, exercises);
    const secrets = [keys.links, keys.fields, keys.poses].flatMap((key) => [
      key.toString("base64"),
      key.toString("hex"),
    ]);
    const mediaSecret = randomBytes(32).toString("hex");
    // It answers whoever reaches it, found in a Redis or not.
    node = await startMediaNode("attacked", { ...options.settings, REDIS_URL: NO_REDIS, MEDIA_SECRET: mediaSecret });
    const findable = await plantFindable({ databaseUrl, dataDirectory: directory, keys, moved: recorded });
    const cookies = keepCookies(target.url, findable.links);
    const reached = options.again === undefined ? await reachRoutes(target.url, findable, cookies) : {};
    if (!options.alone) neighbours = await startNeighbourClass(target.url, clinic, exercises);
    const channels = openChannels({
      target,
      findLeak: createFindLeak([...clinic.marks, ...secrets, metricsToken, mediaSecret, CLONE, directory]),
      recorded,
      ...{ cookies, findable, metricsToken },
      mediaNode: { address: node.address, secret: mediaSecret },
      known: [...clinic.ids, ...WORDS],
      otherRoom: clinic.groupSessionId,
    });
    let over = false;
    const exercising = neighbours?.exercise(() => over);
    const outcome = await attack(options, channels, target, () => neighbours?.counted() ?? 0);
    over = true;
    if (exercising !== undefined) tell("the class next door finishes its set");
    await exercising;
    const complaints = neighbours?.complaints ?? [];
    const unreached = Object.entries(reached).filter(([, how]) => !isReached(how));
    const faults = [
      ...unreached.map(([route, how]) => ({ where: "the fuzz", what: `${route} is not reached: ${how}` })),
      ...outcome.faults,
      ...complaints.map((what) => ({ where: "the class next door", what })),
    ];
    return { ...outcome, faults, reached, counted: neighbours?.counted() ?? 0 };
  } finally {
    neighbours?.close();
    await node?.stop();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function attack(
  options: FuzzOptions,
  channels: readonly Channel[],
  target: TargetServer,
  counted: () => number,
): Promise<Omit<Verdict, "counted" | "reached">> {
  const { seed, again, leastRounds = 1, tell } = options;
  const endMs = performance.now() + options.minutes * 60_000;
  const tried: Record<string, number> = {};
  const holdings: Holdings[] = [];
  const faults: Fault[] = [];
  const wanted = again === undefined ? options.channels : [again.channel];
  const used = channels.filter(({ name }) => wanted?.includes(name) ?? true);
  if (used.length === 0)
    throw new Error(`There is no such way in; there are ${channels.map(({ name }) => name).join(", ")}.`);
  let rounds = 0;
  do {
    const found = await Promise.all(
      used.map((channel) => {
        const own = again === undefined ? seedOf(seed, rounds, channel.name) : seed;
        return tryChannel(channel, own, again?.path, target, tried, options);
      }),
    );
    rounds += 1;
    for (const channel of used) channel.close();
    faults.push(...found.flat(), ...(await lookAround(target)));
    const held = await target.holdings();
    if (held !== undefined) holdings.push(held);
    tell(`round ${rounds}: ${JSON.stringify(tried)}, next door ${counted()}, ${JSON.stringify(held)}`);
  } while (faults.length === 0 && again === undefined && (performance.now() < endMs || rounds < leastRounds));
  faults.push(...judgeGrowth(holdings).map((what) => ({ where: "the server", what })));
  return { faults, tried, rounds, holdings };
}

async function tryChannel(
  channel: Channel,
  seed: number,
  path: string | undefined,
  target: TargetServer,
  tried: Record<string, number>,
  { tell, shortenMs = SHORTEN_MS }: Pick<FuzzOptions, "tell" | "shortenMs">,
): Promise<readonly Fault[]> {
  const property = fc.asyncProperty(channel.inputs, async (input) => {
    tried[channel.name] = (tried[channel.name] ?? 0) + 1;
    if (await target.ensureRunning()) channel.close();
    await channel.attempt(input).catch((error: Error) => {
      tell(`${channel.name}: ${error.message}`);
      throw error;
    });
    const fault = await target.findFault();
    if (fault !== undefined) throw new Error(fault);
  });
  const details = await fc.check(property, {
    ...{ seed, numRuns: channel.runs },
    ...(path === undefined ? {} : { path }),
    // A fault that takes its whole patience to show itself is not shrunk for hours.
    interruptAfterTimeLimit: shortenMs,
    markInterruptAsFailure: false,
  });
  if (!details.failed) return [];
  const what = details.errorInstance instanceof Error ? details.errorInstance.message : "a fault that was not told";
  const input = fc.stringify(details.counterexample);
  return [{ where: channel.name, what, seed, input, path: details.counterexamplePath ?? "" }];
}

async function lookAround(target: TargetServer): Promise<readonly Fault[]> {
  const errors = (await target.newErrors()).map((what) => ({ where: "the server's log", what: what.slice(0, 2_000) }));
  const fault = await target.findFault();
  return fault === undefined ? errors : [...errors, { where: "the server", what: fault }];
}

/** Of one way in in one round, so that it can be tried again by itself. */
function seedOf(seed: number, round: number, channel: string): number {
  return createHash("sha256").update(`${seed} ${round} ${channel}`).digest().readInt32LE();
}
