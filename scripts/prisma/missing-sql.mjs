// Do server/prisma/migrations and schema.prisma agree? A change to one without the other would surface in a clinic.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { shadowOnlyFactory } from "./engine-connection.mjs";
import { loadEngine } from "./wasm-engine.mjs";

/**
 * The SQL that would bring the migrations' result to the schema; "" when they agree.
 * @param {string} schemaPath
 * @param {string} migrationsDirectory
 * @returns {Promise<string>}
 */
export async function findMissingSql(schemaPath, migrationsDirectory) {
  const read = (path) => readFile(path, "utf8");
  const entries = await readdir(migrationsDirectory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const from = {
    tag: "migrations",
    baseDir: migrationsDirectory,
    shadowDbInitScript: "",
    lockfile: {
      path: "migration_lock.toml",
      content: await read(join(migrationsDirectory, "migration_lock.toml")),
    },
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: { tag: "ok", value: await read(join(migrationsDirectory, name, "migration.sql")) },
        },
      })),
    ),
  };
  const to = { tag: "schemaDatamodel", files: [{ path: schemaPath, content: await read(schemaPath) }] };
  const engine = await loadEngine({ datamodels: undefined, factory: shadowOnlyFactory() });
  const difference = await engine.diff({
    from,
    to,
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return difference.exitCode === 2 ? difference.stdout : "";
}
