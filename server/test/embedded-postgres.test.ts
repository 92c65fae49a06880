// The embedded database's promises: starts empty, goes on after crashes of either side, refuses what cannot work.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { parsePasswd } from "../src/platform/database-user.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../src/platform/embedded-postgres.ts";

let directory: string;
let running: EmbeddedPostgres | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-pg-"));
});

afterEach(async () => {
  await running?.stop("immediate");
  running = undefined;
  await rm(directory, { recursive: true, force: true });
});

const start = async () => {
  running = await startEmbeddedPostgres({ directory, binDirectory: inject("postgresBinDirectory") });
  return running;
};

describe("embedded PostgreSQL", () => {
  it("makes a cluster once and keeps its rows over a stop", async () => {
    const first = await start();
    await ask(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();
    const second = await start();
    expect([first.created, second.created, second.adopted]).toEqual([true, false, false]);
    expect(await ask(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  it("keeps acknowledged rows over a crash of the database", async () => {
    const first = await start();
    await ask(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    process.kill(await readPid(), "SIGKILL");
    running = undefined;
    await first.stop();
    expect(await ask((await start()).url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  it("is started again when it ends by itself, if it shall be, and not when it was ended", async () => {
    const told: unknown[] = [];
    const binDirectory = inject("postgresBinDirectory");
    running = await startEmbeddedPostgres({ directory, binDirectory, tellRestart: (failure) => told.push(failure) });
    const { url } = running;
    await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer");
    const killed = await readPid();
    process.kill(killed, "SIGKILL");
    await vi.waitFor(() => expect(told).toEqual([undefined]), { timeout: 30_000 });
    expect(await ask(url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
    expect(await readPid()).not.toBe(killed);
    await running.stop();
    await expect(ask(url, "SELECT 1")).rejects.toThrow();
  });

  it("goes on with the server of a process that was killed", async () => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", holderProgram()], { stdio: "pipe" });
    await once(child.stdout, "data");
    const pid = await readPid();
    child.kill("SIGKILL");
    await once(child, "exit");
    const second = await start();
    expect(second.adopted).toBe(true);
    expect(await readPid()).toBe(pid);
    expect(await ask(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it.runIf(process.getuid?.() === 0)(
    "runs as its cluster's owner, whoever a first start would choose now",
    async () => {
      await (await start()).stop();
      const chosen = (await stat(join(directory, "cluster"))).uid;
      const other = parsePasswd(await readFile("/etc/passwd", "utf8")).find(({ uid }) => uid !== chosen);
      await promisify(execFile)("chown", ["-R", `${other?.uid}:${other?.gid}`, directory]);
      expect(await ask((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    },
  );

  it("refuses a directory another live process serves from, and names that process", async () => {
    await start();
    await expect(startEmbeddedPostgres({ directory, binDirectory: inject("postgresBinDirectory") })).rejects.toThrow(
      `Process ${process.pid} already runs the database`,
    );
  });

  it("ignores a claim that was cut off while it was written", async () => {
    await writeFile(join(directory, "owner.json"), '{"pid":');
    expect((await start()).created).toBe(true);
  });

  it("says which setting helps when the path is too long for a socket", async () => {
    const long = join(directory, "x".repeat(100));
    await expect(
      startEmbeddedPostgres({ directory: long, binDirectory: inject("postgresBinDirectory") }),
    ).rejects.toThrow("Set ENSEMBLE_DATA_DIR to a shorter one");
  });

  it("shows the end of the log when the server does not start", async () => {
    const flags = ["-c", "max_connections=nonsense"];
    await expect(
      startEmbeddedPostgres({ directory, binDirectory: inject("postgresBinDirectory"), flags }),
    ).rejects.toThrow(/did not start[\s\S]*max_connections/);
  });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function readPid(): Promise<number> {
  return Number((await readFile(join(directory, "cluster/postmaster.pid"), "utf8")).split("\n")[0]);
}

/** A process that starts the server, says so, and waits to be killed. */
function holderProgram(): string {
  const module = new URL("../src/platform/embedded-postgres.ts", import.meta.url).href;
  const options = JSON.stringify({ directory, binDirectory: inject("postgresBinDirectory") });
  return `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
await startEmbeddedPostgres(${options});
console.log("ready");
setInterval(() => {}, 60_000);`;
}
