// A fresh, migrated database for a test file, copied from the template in a moment.
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { databaseUrl } from "../../src/platform/embedded-postgres.ts";

export const TEMPLATE_DATABASE = "ensemble_template";
const UNUSED_ATTEMPTS = 40;
const UNUSED_RETRY_MS = 50;

export interface TestDatabase {
  readonly url: string;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runAsAdmin(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  return {
    url: databaseUrl(serverUrl, name),
    drop: async () => {
      await waitUntilUnused(serverUrl, name);
      await runAsAdmin(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/**
 * A pool's end() returns before its connections have ended, and ending them from here would surface there as an
 * unhandled error. What is still open after a while was left open by the test, and is ended by FORCE.
 */
async function waitUntilUnused(serverUrl: string, name: string): Promise<void> {
  for (let attempt = 0; attempt < UNUSED_ATTEMPTS; attempt++) {
    const rows = await runAsAdmin(serverUrl, `SELECT 1 FROM pg_stat_activity WHERE datname = '${name}'`);
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, UNUSED_RETRY_MS));
  }
}

async function runAsAdmin(serverUrl: string, sql: string): Promise<unknown[]> {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    return (await admin.query(sql)).rows;
  } finally {
    await admin.end();
  }
}
