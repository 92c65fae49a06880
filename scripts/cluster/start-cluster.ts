// Several server processes behind one front, with one database and one Redis: everything real, all on this machine.
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownServerEnvironment } from "../../server/src/demo/own-server-rules.ts";
import {
  databaseUrl,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../server/src/platform/embedded-postgres.ts";
import { copyDatabase } from "./copy-database.ts";
import { findFreePort } from "./free-port.ts";
import { processPath, startFront } from "./front.ts";
import { haltPostgres } from "./halt-postgres.ts";
import { type MediaNodeProcess, startMediaNode } from "./media-node-process.ts";
import { openRelay, type Relay } from "./open-relay.ts";
import { createServerProcess, type ServerProcess } from "./server-process.ts";
import { type RunningRedis, startRedis } from "./start-redis.ts";
import type { TransportProgram } from "./transport-program.ts";
import { onlyRead, slowDown } from "./trouble-database.ts";
import { waitUntil } from "./wait-until.ts";

const JUMPING_CLOCK = join(import.meta.dirname, "jumping-clock.ts");

/** The front looks around four times a second. */
const KNOWN_WITHIN_MS = 20_000;

export interface ClusterOptions {
  readonly processes: number;
  /** Processes of their own for audio and video; 0: each server carries its sessions' itself. */
  readonly mediaNodes?: number;
  /** Of the front; 0 takes a free one. */
  readonly port: number;
  /** Where PostgreSQL's programs are. */
  readonly postgresBin: string;
  /** Of a database to begin with, see `copyDatabase`; an empty one is made when nothing is said. */
  readonly preparedDatabase?: string;
  /** More settings of each server process, by its number. */
  readonly settings?: (process: number) => Readonly<Record<string, string>>;
  /** What runs the servers, and with which transport; this process's Node when nothing is said. */
  readonly program?: TransportProgram;
  /** Each server's wall clock can be set, see `setClock`. */
  readonly jumpingClocks?: boolean;
  /** Each server reaches the database over a line of its own, see `databaseLines`. */
  readonly databaseLines?: boolean;
  /** Modules that every server loads before itself. */
  readonly imports?: readonly string[];
  /** Where the servers' words go: `<this>/server-0.log` and so on. */
  readonly logDirectory?: string;
  /** The first process tells how to sign in. */
  readonly aloud?: boolean;
}

export interface Cluster {
  /** The front's address. */
  readonly url: string;
  readonly processes: readonly ServerProcess[];
  readonly mediaNodes: readonly MediaNodeProcess[];
  readonly redis: RunningRedis;
  readonly database: {
    readonly url: string;
    /** As a power cut would end it. */
    readonly kill: () => Promise<void>;
    readonly start: () => Promise<void>;
    /** It stands still, neither answering nor refusing, until what this resolves with is called. */
    readonly halt: () => Promise<() => void>;
    /** Every commit takes a time between these, until what this resolves with is called. */
    readonly slowDown: (ms: readonly [number, number]) => Promise<() => Promise<void>>;
    /** It takes nothing, until what this resolves with is called. */
    readonly onlyRead: () => Promise<() => Promise<void>>;
  };
  /** By server, only with the option of this name: cut, one server has lost the database and the others have not. */
  readonly databaseLines: readonly Relay[];
  /** How far a server's wall clock is ahead of everybody else's, or behind; only with `jumpingClocks`. */
  readonly setClock: (process: number, aheadMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `calledOff`: aborted while it starts, it takes back what was begun and rejects with the reason. */
export async function startCluster(options: ClusterOptions, calledOff?: AbortSignal): Promise<Cluster> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const directory = await mkdtemp(join(tmpdir(), "ensemble-cluster-"));
    undo.push(() => rm(directory, { recursive: true, force: true }));
    // The database may run as another user: it passes through, and reads nothing.
    await chmod(directory, 0o711);
    const databaseDirectory = join(directory, "database");
    if (options.preparedDatabase !== undefined) await copyDatabase(options.preparedDatabase, databaseDirectory);
    const database = await startDatabase(databaseDirectory, options.postgresBin);
    undo.push(database.stop);
    const redis = await startRedis();
    undo.push(redis.stop);
    const media = { MEDIA_NODES: "1", MEDIA_SECRET: randomBytes(32).toString("hex"), REDIS_URL: redis.url };
    const mediaNodes: MediaNodeProcess[] = [];
    for (let number = 0; number < (options.mediaNodes ?? 0); number++) {
      const node = await startMediaNode(`media-${number}`, media);
      mediaNodes.push(node);
      undo.push(async () => {
        node.thaw();
        await node.stop();
      });
    }
    const port = options.port === 0 ? await findFreePort() : options.port;
    const processes: ServerProcess[] = [];
    const databaseLines: Relay[] = [];
    /** How this server reaches the database. */
    const openWay = async (): Promise<string> => {
      if (!options.databaseLines) return database.url;
      const line = await openRelay({ socket: socketOf(database.url) });
      databaseLines.push(line);
      undo.push(line.close);
      return overLine(database.url, line);
    };
    const clockOf = (number: number) => join(directory, `clock-${number}`);
    const setClock = async (number: number, aheadMs: number) => {
      // In one piece: it is read at any time.
      await writeFile(`${clockOf(number)}-next`, String(aheadMs));
      await rename(`${clockOf(number)}-next`, clockOf(number));
    };
    const [program, ...first] = options.program?.node ?? [process.execPath];
    const imports = [...(options.jumpingClocks ? [JUMPING_CLOCK] : []), ...(options.imports ?? [])];
    for (let number = 0; number < options.processes; number++) {
      if (options.jumpingClocks) await setClock(number, 0);
      const server = await createServerProcess(
        {
          ...environmentOf(directory),
          DATABASE_URL: await openWay(),
          REDIS_URL: redis.url,
          ...(mediaNodes.length === 0 ? {} : media),
          PUBLIC_URL: `http://localhost:${port}`,
          ...options.program?.settings,
          ...(options.jumpingClocks ? { JUMPING_CLOCK: clockOf(number) } : {}),
          ...options.settings?.(number),
        },
        {
          aloud: options.aloud === true && number === 0,
          node: [program, ...first, ...imports.flatMap((module) => ["--import", module])],
          publicAddress: `localhost:${port}${processPath(number)}`,
          ...(options.logDirectory === undefined
            ? {}
            : { logFile: join(options.logDirectory, `server-${number}.log`) }),
        },
      );
      processes.push(server);
      // One that was left standing still could not end.
      undo.push(async () => {
        server.thaw();
        await server.stop();
      });
    }
    const front = await startFront(
      port,
      processes.map((server) => server.url),
    );
    undo.push(front.close);
    // The first one makes what a fresh database lacks.
    await processes[0]?.start();
    calledOff?.throwIfAborted();
    await Promise.all(processes.slice(1).map((server) => server.start()));
    calledOff?.throwIfAborted();
    await waitUntil(async () => {
      if (!(await fetch(`${front.url}/readyz`)).ok) throw new Error("the front knows of no process that is ready");
    }, KNOWN_WITHIN_MS);
    return { url: front.url, processes, mediaNodes, redis, database, databaseLines, setClock, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startDatabase(directory: string, binDirectory: string) {
  const start = () => startEmbeddedPostgres({ directory, binDirectory });
  let postgres: EmbeddedPostgres = await start();
  const url = databaseUrl(postgres.url, "postgres");
  return {
    url,
    kill: () => postgres.stop("immediate"),
    start: async () => {
      postgres = await start();
    },
    halt: () => haltPostgres(directory),
    slowDown: (ms: readonly [number, number]) => slowDown(url, ms),
    onlyRead: () => onlyRead(url),
    stop: () => postgres.stop(),
  };
}

function environmentOf(directory: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ownServerEnvironment(process.env, directory)).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** The embedded database listens on a socket only, which its address names in the query. */
function socketOf(url: string): string {
  const { searchParams } = new URL(url);
  return join(searchParams.get("host") ?? "", `.s.PGSQL.${searchParams.get("port")}`);
}

function overLine(databaseAddress: string, line: Relay): string {
  const url = new URL(databaseAddress);
  url.search = "";
  url.host = new URL(line.url).host;
  return url.href;
}
