// One real PostgreSQL for all integration tests: without syncing to disk, migrated once, into a template that `createTestDatabase`
// copies for each test file. Tests that need a PostgreSQL of their own copy the files it began with.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { copyDatabase } from "../../../scripts/cluster/copy-database.ts";
import { findPlaces } from "../../../scripts/setup/directories.mjs";
import { drawSeed } from "../../../scripts/testing/draw-seed.mjs";
import { startEmbeddedPostgres } from "../../src/platform/embedded-postgres.ts";
import { migrate } from "../../src/platform/migrate.ts";
import { TEMPLATE_DATABASE } from "./test-database.ts";

const MIGRATIONS = join(import.meta.dirname, "../../prisma/migrations");
const CLONE = join(import.meta.dirname, "../../..");
const FLAGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

let end: (() => Promise<void>) | undefined;

export async function setup(project: TestProject): Promise<void> {
  const places = findPlaces(CLONE);
  const [prepared, directory] = [await makeDirectory(), await makeDirectory()];
  const start = { binDirectory: places.postgresBin, flags: FLAGS.flatMap((flag) => ["-c", flag]) };
  const first = await startEmbeddedPostgres({ ...start, directory: prepared });
  await migrateMaintenanceDatabase(first.url);
  await first.stop();
  await copyDatabase(prepared, directory);
  const server = await startEmbeddedPostgres({ ...start, directory });
  await createTemplate(server.url);
  project.provide("postgresUrl", server.url);
  project.provide("preparedDatabase", prepared);
  project.provide("postgresBinDirectory", places.postgresBin);
  project.provide("mediaWorker", places.mediaWorker);
  project.provide("drawnSeed", Number(process.env.ENSEMBLE_TEST_SEED ?? drawSeed()));
  end = async () => {
    await server.stop("immediate");
    for (const made of [prepared, directory]) await rm(made, { recursive: true, force: true });
  };
}

const makeDirectory = () => mkdtemp(join(tmpdir(), "ensemble-test-"));

export async function teardown(): Promise<void> {
  await end?.();
}

async function createTemplate(serverUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE} TEMPLATE postgres`);
  await admin.end();
}

/** The one that an embedded PostgreSQL is made with. */
async function migrateMaintenanceDatabase(serverUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: serverUrl, max: 1 });
  await migrate(pool, MIGRATIONS);
  await pool.end();
}

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    preparedDatabase: string;
    postgresBinDirectory: string;
    mediaWorker: string;
    /** 0…2³¹ − 1, see `drawSeed`. */
    drawnSeed: number;
  }
}
