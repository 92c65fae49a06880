// A machine of its own, as far as a backup can tell: a data directory with an embedded database in it, or nothing at all.
import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { findRunningPostgres, startEmbeddedPostgres } from "../../src/platform/embedded-postgres.ts";
import { ownDatabaseUrl } from "../../src/platform/open-server-database.ts";

const COMMANDS = join(import.meta.dirname, "../../src/backup");

export interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Machine {
  readonly directory: string;
  readonly env: Record<string, string>;
  /** Runs as on the command line. */
  readonly run: (command: "backup" | "restore", ...args: readonly string[]) => Promise<Said>;
  /** To the database of the server that runs. */
  readonly openPool: () => Promise<pg.Pool>;
  /** Ends the database that a killed server left running, too. */
  readonly remove: () => Promise<void>;
}

export async function createMachine(): Promise<Machine> {
  const directory = await mkdtemp(join(tmpdir(), "ensemble-machine-"));
  // The database may run as another user: it passes through, and reads nothing.
  await chmod(directory, 0o711);
  const env = {
    DATABASE_URL: "",
    ENSEMBLE_DATA_DIR: directory,
    ENSEMBLE_POSTGRES_BIN: inject("postgresBinDirectory"),
    ENSEMBLE_DEMO: "1",
    ENSEMBLE_DEMO_SESSION: "0",
    COLYSEUS_TRANSPORT: "ws",
    MEDIASOUP_WORKER_BIN: inject("mediaWorker"),
    LOG_LEVEL: "silent",
  };
  return {
    directory,
    env,
    run: (command, ...args) => runCommand(command, args, env),
    openPool: async () => {
      const running = await findRunningPostgres(join(directory, "database"));
      if (running === undefined) throw new Error("no server runs on this machine");
      return new pg.Pool({ connectionString: ownDatabaseUrl(running), max: 2 });
    },
    remove: async () => {
      const database = { directory: join(directory, "database"), binDirectory: inject("postgresBinDirectory") };
      const running = await findRunningPostgres(database.directory);
      if (running !== undefined) await (await startEmbeddedPostgres(database)).stop("immediate");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export function runCommand(
  command: "backup" | "restore",
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Said> {
  return new Promise((resolve) => {
    const program = [join(COMMANDS, `${command}-command.ts`), ...args];
    execFile(process.execPath, program, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}
