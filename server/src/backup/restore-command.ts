// `npm run -s restore -- --from FILE [--keys FILE | DIRECTORY] [--recordings DIRECTORY]`: a backup into an empty database.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { findKeysFile } from "../platform/keys.ts";
import { runCommand, typedPath } from "../platform/run-command.ts";
import { findRecordingKeysFile } from "../recordings/index.ts";
import { describeCopy } from "./describe-copy.ts";
import { listRows } from "./list-rows.ts";
import { restore } from "./restore.ts";

const USAGE = "npm run -s restore -- --from FILE [--keys FILE | DIRECTORY] [--recordings DIRECTORY]";
const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

await runCommand(async (calledOff) => {
  const given = readGiven(process.argv.slice(2));
  const config = readConfig(process.env, []);
  const startedMs = performance.now();
  const done = await restore({ ...given, config, migrations: MIGRATIONS, calledOff });
  const { head, tables, migrated, recordings } = done;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `${listRows(tables)}Restored ${rows} rows of ${tables.length} tables in ${seconds} s, as they were at ${head.takenAt} ` +
      `(Ensemble ${head.version}).\n`,
  );
  if (migrated.length > 0) process.stdout.write(`Brought to this version's schema: ${migrated.join(", ")}\n`);
  if (recordings !== undefined) process.stdout.write(`${describeCopy(recordings)}.\n`);
  if (done.placedKeys) process.stdout.write(`The clinic's keys are in ${findKeysFile(config.directories)}.\n`);
  if (done.lacksRecordingKeys) {
    process.stdout.write(
      `There are recordings, and they open only with their keys: put recording-keys.json at ${findRecordingKeysFile(config.directories)} before the server is started.\n`,
    );
  }
});

function readGiven(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const { from, keys, recordings } = parseArgs({
      args: [...args],
      options: { from: text, keys: text, recordings: text },
    }).values;
    if (from === undefined || from === "") throw new Error("From which file?");
    const typed = (path: string | undefined) => (path === undefined ? undefined : typedPath(path));
    return { file: typedPath(from), keys: typed(keys), recordings: typed(recordings) };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}
