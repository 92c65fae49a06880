import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { findMissingSql } from "./missing-sql.mjs";

// PGlite and the engine are WebAssembly, compiled anew in each run.
vi.setConfig({ testTimeout: 180_000 });

const PRISMA = join(import.meta.dirname, "../../server/prisma");

it("the migrations lead to exactly the schema", async () => {
  expect(await findMissingSql(join(PRISMA, "schema.prisma"), join(PRISMA, "migrations"))).toBe("");
});

it("a change of the schema without a migration is seen, with the SQL it needs", async () => {
  const directory = await mkdtemp(join(tmpdir(), "ensemble-schema-"));
  const schema = join(directory, "schema.prisma");
  await mkdir(join(directory, "migrations/1_first"), { recursive: true });
  await writeFile(join(directory, "migrations/migration_lock.toml"), 'provider = "postgresql"\n');
  await writeFile(join(directory, "migrations/1_first/migration.sql"), 'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY);');
  await writeFile(schema, 'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n  name String\n}\n');
  expect(await findMissingSql(schema, join(directory, "migrations"))).toContain('ADD COLUMN     "name" TEXT NOT NULL');
  await rm(directory, { recursive: true });
});
