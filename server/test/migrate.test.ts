// Applying migrations at start: once, whole or not at all, and never over a change nobody meant.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "../src/platform/migrate.ts";
import { createTestDatabase, type TestDatabase } from "./support/test-database.ts";

let database: TestDatabase;
let pool: pg.Pool;
let directory: string;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  await pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  directory = await mkdtemp(join(tmpdir(), "ensemble-migrations-"));
});

afterEach(async () => {
  await pool.end();
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const write = async (name: string, sql: string) => {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, "migration.sql"), sql);
};

describe("migrations at start", () => {
  it("are applied in the order of their names, once", async () => {
    await write("2_second", "INSERT INTO a VALUES (2)");
    await write("1_first", "CREATE TABLE a (n int)");
    expect(await migrate(pool, directory)).toEqual(["1_first", "2_second"]);
    expect(await migrate(pool, directory)).toEqual([]);
    expect((await pool.query("SELECT n FROM a")).rows).toEqual([{ n: 2 }]);
  });

  it("are applied once by two servers that start together", async () => {
    await write("1_first", "CREATE TABLE a (n int)");
    const applied = await Promise.all([migrate(pool, directory), migrate(pool, directory)]);
    expect(applied.flat()).toEqual(["1_first"]);
  });

  it("change nothing when one of their statements fails", async () => {
    await write("1_first", "CREATE TABLE a (n int); SELECT nonsense");
    await expect(migrate(pool, directory)).rejects.toThrow("Migration 1_first failed and changed nothing");
    expect((await pool.query("SELECT to_regclass('a') AS a")).rows).toEqual([{ a: null }]);
    await write("1_first", "CREATE TABLE a (n int)");
    expect(await migrate(pool, directory)).toEqual(["1_first"]);
  });

  it("are refused when one was edited after it had been applied", async () => {
    await write("1_first", "CREATE TABLE a (n int)");
    await migrate(pool, directory);
    await write("1_first", "CREATE TABLE a (n bigint)");
    await expect(migrate(pool, directory)).rejects.toThrow("edited after it had been applied");
  });

  it("are refused when the database comes from a newer version", async () => {
    await write("1_first", "CREATE TABLE a (n int)");
    await migrate(pool, directory);
    await rm(join(directory, "1_first"), { recursive: true });
    await expect(migrate(pool, directory)).rejects.toThrow("newer than this version of Ensemble: 1_first");
  });
});
