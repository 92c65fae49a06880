// One real PostgreSQL for all integration tests: empty, without syncing to disk, migrated once into a template that
// `createTestDatabase` copies for each test file.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { findPlaces } from "../../../scripts/setup/directories.mjs";
import { databaseUrl, startEmbeddedPostgres } from "../../src/platform/embedded-postgres.ts";
import { migrate } from "../../src/platform/migrate.ts";
import { TEMPLATE_DATABASE } from "./test-database.ts";

const MIGRATIONS = join(import.meta.dirname, "../../prisma/migrations");
const CLONE = join(import.meta.dirname, "../../..");
const FLAGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

let end: (() => Promise<void>) | undefined;

export async function setup(project: TestProject): Promise<void> {
  const places = findPlaces(CLONE);
  const directory = await mkdtemp(join(tmpdir(), "ensemble-test-"));
  const server = await startEmbeddedPostgres({
    directory,
    binDirectory: places.postgresBin,
    flags: FLAGS.flatMap((flag) => ["-c", flag]),
  });
  await createTemplate(server.url);
  project.provide("postgresUrl", server.url);
  project.provide("postgresBinDirectory", places.postgresBin);
  project.provide("mediaWorker", places.mediaWorker);
  end = async () => {
    await server.stop("immediate");
    await rm(directory, { recursive: true, force: true });
  };
}

export async function teardown(): Promise<void> {
  await end?.();
}

async function createTemplate(serverUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await admin.end();
  const pool = new pg.Pool({ connectionString: databaseUrl(serverUrl, TEMPLATE_DATABASE), max: 1 });
  await migrate(pool, MIGRATIONS);
  await pool.end();
}

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
    postgresBinDirectory: string;
    mediaWorker: string;
  }
}
