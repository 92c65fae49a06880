// The database of a clinic without an administrator: PostgreSQL's own binaries, run by pg_ctl. It recognises a server
// that outlived a killed process and goes on with it, so that nothing has to be repaired by hand after a crash.
import { execFile } from "node:child_process";
import { chown, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { claimDirectory } from "./claim-directory.ts";
import { type DatabaseUser, findDatabaseUser } from "./database-user.ts";
import { keepRunning } from "./keep-running.ts";
import { readPostmaster, waitUntilAnswering } from "./postmaster.ts";

const run = promisify(execFile);

/** `struct sockaddr_un` has 108 bytes with the closing zero; PostgreSQL's socket is <directory>/.s.PGSQL.<port>. */
const SOCKET_PATH_MAX_BYTES = 107;
const SOCKET_PORT = 5432;
const START_ATTEMPTS = 20;
const START_RETRY_MS = 250;
const LOG_TAIL_LINES = 12;

export interface EmbeddedPostgresOptions {
  /** Holds cluster, socket and log; made when missing. Its parents must be passable for the database's user. */
  readonly directory: string;
  /** Where pg_ctl, initdb and postgres are. */
  readonly binDirectory: string;
  /** More server flags, e.g. `["-c", "fsync=off"]` for clusters that tests throw away. */
  readonly flags?: readonly string[];
  /**
   * With it, a server that ends by itself is started again: PostgreSQL gives up where its disk has no room for its log, or when it is
   * killed. Told when that was done, or, once until it is, why it cannot be.
   */
  readonly tellRestart?: (failure: unknown) => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the maintenance database `postgres`; `databaseUrl` makes those of others. */
  readonly url: string;
  /** The cluster was made by this start. */
  readonly created: boolean;
  /** A running server was found and is used as it is. */
  readonly adopted: boolean;
  /** Ends the server and waits for its end. `immediate` is a crash on purpose, for tests. */
  stop(mode?: "fast" | "immediate"): Promise<void>;
}

type Execute = (program: string, args: readonly string[]) => Promise<unknown>;

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { directory, binDirectory } = options;
  refuseLongPath(directory);
  const cluster = join(directory, "cluster");
  const user = await findDatabaseUser((await stat(cluster).catch(undefinedIfMissing))?.uid);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (user) await chown(directory, user.uid, user.gid);
  const release = await claimDirectory(directory);
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  const execute: Execute = (program, args) =>
    run(join(binDirectory, program), args, { ...identity, cwd: directory, env: childEnvironment() });
  try {
    await checkRunnable(execute, options, user);
    const created = await createCluster(cluster, execute);
    const url = socketUrl(directory);
    const adopted = (await readPostmaster(cluster)) !== undefined && (await waitUntilAnswering(url, cluster));
    if (!adopted) await startServer(cluster, options, execute);
    const keeper =
      options.tellRestart &&
      keepRunning({
        isRunning: async () => (await readPostmaster(cluster)) !== undefined,
        start: () => startServer(cluster, options, execute),
        tell: options.tellRestart,
      });
    const stop = async (mode: "fast" | "immediate" = "fast") => {
      await keeper?.end();
      await stopServer(cluster, mode, execute);
      await release();
    };
    return { url, created, adopted, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

/** The address of a server that runs in this directory already, whoever started it. */
export async function findRunningPostgres(directory: string): Promise<string | undefined> {
  const cluster = join(directory, "cluster");
  const url = socketUrl(directory);
  return (await readPostmaster(cluster)) !== undefined && (await waitUntilAnswering(url, cluster)) ? url : undefined;
}

/** The same server, another database. */
export function databaseUrl(serverUrl: string, databaseName: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${encodeURIComponent(databaseName)}`;
  return url.href;
}

function refuseLongPath(directory: string): void {
  const bytes = Buffer.byteLength(join(directory, `.s.PGSQL.${SOCKET_PORT}`));
  if (bytes <= SOCKET_PATH_MAX_BYTES) return;
  throw new Error(
    `The database's directory has too long a path for a socket (${bytes} bytes, ${SOCKET_PATH_MAX_BYTES} allowed): ` +
      `${directory}. Set ENSEMBLE_DATA_DIR to a shorter one.`,
  );
}

/** Asking for the version shows whether this user may pass every parent directory, before anything is made. */
async function checkRunnable(execute: Execute, options: EmbeddedPostgresOptions, user: DatabaseUser | undefined) {
  try {
    await execute("postgres", ["--version"]);
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    const who = user ? `user ${user.name} (PostgreSQL refuses to run as root)` : "this user";
    throw new Error(
      `PostgreSQL cannot be run by ${who} from ${options.binDirectory} in ${options.directory}: ${reason}. Both must ` +
        "be passable for that user, so not below a private home: set ENSEMBLE_CACHE_DIR and ENSEMBLE_DATA_DIR.",
      { cause: error },
    );
  }
}

async function createCluster(cluster: string, execute: Execute): Promise<boolean> {
  if (await readFile(join(cluster, "PG_VERSION"), "utf8").catch(undefinedIfMissing)) return false;
  // Made beside and renamed, so that an interrupted first start leaves no half cluster.
  const making = `${cluster}.new`;
  await rm(making, { recursive: true, force: true });
  // The built-in collation sorts alike on every system; people's names are encrypted and never sorted here.
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  await execute("initdb", ["-D", making, "-U", "postgres", "-A", "trust", "-E", "UTF8", ...locale, "--data-checksums"]);
  await rename(making, cluster);
  return true;
}

async function startServer(cluster: string, options: EmbeddedPostgresOptions, execute: Execute): Promise<void> {
  const log = join(options.directory, "postgres.log");
  const socket = ["-k", options.directory, "-p", String(SOCKET_PORT), "-c", "listen_addresses="];
  const flags = [...socket, "-c", "unix_socket_permissions=0700", ...(options.flags ?? [])];
  const quoted = flags.map((flag) => `'${flag.replaceAll("'", `'\\''`)}'`).join(" ");
  for (let attempt = 1; ; attempt++) {
    try {
      await execute("pg_ctl", ["-D", cluster, "-w", "-t", "120", "-l", log, "-o", quoted, "start"]);
      return;
    } catch (error) {
      // Backends of a killed server hold its shared memory for a moment; everything else will not pass by itself.
      const tail = await readLogTail(log);
      if (attempt === START_ATTEMPTS || !tail.includes("pre-existing shared memory block")) {
        throw new Error(`PostgreSQL did not start in ${options.directory}. Its log (${log}) ends with:\n${tail}`, {
          cause: error,
        });
      }
      await new Promise((resolve) => setTimeout(resolve, START_RETRY_MS));
    }
  }
}

async function stopServer(cluster: string, mode: "fast" | "immediate", execute: Execute): Promise<void> {
  if (!(await readPostmaster(cluster))) return;
  try {
    await execute("pg_ctl", ["-D", cluster, "-w", "-t", "60", "-m", mode, "stop"]);
  } catch (error) {
    if (await readPostmaster(cluster)) throw error; // otherwise it died while it was asked to end
  }
}

async function readLogTail(log: string): Promise<string> {
  const text = (await readFile(log, "utf8").catch(undefinedIfMissing)) ?? "(no log was written)";
  return text.trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
}

/** `localhost` only fills the place of a host, which a URL must have; the query's host is the socket's directory. */
function socketUrl(directory: string): string {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(directory)}&port=${SOCKET_PORT}`;
}

function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
  return undefined;
}
