// `npm run -s restore -- --from FILE [--keys FILE]`: a backup into an empty database.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { findKeysFile } from "../platform/keys.ts";
import { runCommand, typedPath } from "../platform/run-command.ts";
import { listRows } from "./list-rows.ts";
import { restore } from "./restore.ts";

const USAGE = "npm run -s restore -- --from FILE [--keys FILE]";
const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

await runCommand(async (calledOff) => {
  const given = readGiven(process.argv.slice(2));
  const config = readConfig(process.env, []);
  const startedMs = performance.now();
  const { head, tables, migrated, placedKeys } = await restore({ ...given, config, migrations: MIGRATIONS, calledOff });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `${listRows(tables)}Restored ${rows} rows of ${tables.length} tables in ${seconds} s, as they were at ${head.takenAt} ` +
      `(Ensemble ${head.version}).\n`,
  );
  if (migrated.length > 0) process.stdout.write(`Brought to this version's schema: ${migrated.join(", ")}\n`);
  if (placedKeys) process.stdout.write(`The clinic's keys are in ${findKeysFile(config.directories)}.\n`);
});

function readGiven(args: readonly string[]): { readonly file: string; readonly keysFile: string | undefined } {
  try {
    const text = { type: "string" } as const;
    const { from, keys } = parseArgs({ args: [...args], options: { from: text, keys: text } }).values;
    if (from === undefined || from === "") throw new Error("From which file?");
    return { file: typedPath(from), keysFile: keys === undefined ? undefined : typedPath(keys) };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}
