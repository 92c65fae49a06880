// Commands that only read find the embedded database beside a running server and without one, and leave it as it was.
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import {
  type EmbeddedPostgres,
  findRunningPostgres,
  startEmbeddedPostgres,
} from "../src/platform/embedded-postgres.ts";
import { openStoredDatabase } from "../src/platform/open-stored-database.ts";

let state: string;
let directory: string;
let running: EmbeddedPostgres | undefined;
const binDirectory = inject("postgresBinDirectory");

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "ensemble-st-"));
  // The database may run as another user: it passes through, and reads nothing.
  await chmod(state, 0o711);
  directory = join(state, "database");
});
afterEach(async () => {
  await running?.stop("immediate");
  running = undefined;
  await rm(state, { recursive: true, force: true });
});

const open = () =>
  openStoredDatabase(readConfig({ ENSEMBLE_DATA_DIR: state, ENSEMBLE_POSTGRES_BIN: binDirectory }, []), (error) => {
    throw error;
  });

describe("the stored database", () => {
  it("is read beside a server that runs, which goes on, and without one, after which none runs", async () => {
    running = await startEmbeddedPostgres({ directory, binDirectory });
    const client = new pg.Client({ connectionString: running.url });
    await client.connect();
    await client.query("CREATE DATABASE ensemble");
    await client.end();
    const beside = await open();
    await beside.database.pool.query("CREATE TABLE kept AS SELECT 42 AS answer");
    await beside.close();
    expect(await findRunningPostgres(directory)).toBe(running.url);
    await running.stop();
    running = undefined;
    expect(await findRunningPostgres(directory)).toBeUndefined();
    const alone = await open();
    expect((await alone.database.pool.query("SELECT answer FROM kept")).rows).toEqual([{ answer: 42 }]);
    await alone.close();
    expect(await findRunningPostgres(directory)).toBeUndefined();
  });

  it("is not made where there is none", async () => {
    await expect(open()).rejects.toThrow(`There is no database in ${directory}`);
    expect(await readdir(state)).toEqual([]);
  });
});
