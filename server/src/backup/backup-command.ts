// `npm run -s backup -- --to FILE [--recordings DIRECTORY] [--keys DIRECTORY]`: the clinic's whole database into one file, its recordings
// and its keys into directories.
import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { findKeysFile } from "../platform/keys.ts";
import { readVersion, runCommand, typedPath } from "../platform/run-command.ts";
import { backUp } from "./back-up.ts";
import { describeCopy } from "./describe-copy.ts";
import { listRows } from "./list-rows.ts";

const USAGE = "npm run -s backup -- --to FILE [--recordings DIRECTORY] [--keys DIRECTORY]";

await runCommand(async (calledOff) => {
  const wanted = readTargets(process.argv.slice(2));
  const config = readConfig(process.env, []);
  const startedMs = performance.now();
  const done = await backUp({ ...wanted, config, version: await readVersion(), nowMs: Date.now(), calledOff });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const rows = done.tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `${listRows(done.tables)}Backed up ${rows} rows of ${done.tables.length} tables in ${seconds} s: ${wanted.file} (${done.bytes} bytes)\n`,
  );
  process.stdout.write(
    done.recordings === undefined
      ? "Recordings of pictures and sounds are not in it: --recordings DIRECTORY brings a copy of their store up to date.\n"
      : `${describeCopy(done.recordings)}: ${wanted.recordings}\n`,
  );
  process.stdout.write(
    done.keys.length === 0
      ? `The keys are not in it, and it cannot be read without them. Keep a copy of ${findKeysFile(config.directories)} ` +
          "apart from it: --keys DIRECTORY makes one.\n"
      : `The keys that open it: ${done.keys.join(", ")}\n`,
  );
});

function readTargets(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const { to, recordings, keys } = parseArgs({
      args: [...args],
      options: { to: text, recordings: text, keys: text },
    }).values;
    if (to === undefined || to === "") throw new Error("Where to?");
    const typed = (path: string | undefined) => (path === undefined ? undefined : typedPath(path));
    return { file: typedPath(to), recordings: typed(recordings), keys: typed(keys) };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}
