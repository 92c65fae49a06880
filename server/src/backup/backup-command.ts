// `npm run -s backup -- --to FILE`: the clinic's whole database into one file.
import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { findKeysFile } from "../platform/keys.ts";
import { readVersion, runCommand, typedPath } from "../platform/run-command.ts";
import { backUp } from "./back-up.ts";
import { listRows } from "./list-rows.ts";

const USAGE = "npm run -s backup -- --to FILE";

await runCommand(async (calledOff) => {
  const file = readTarget(process.argv.slice(2));
  const config = readConfig(process.env, []);
  const startedMs = performance.now();
  const { tables, bytes } = await backUp({ config, file, version: await readVersion(), nowMs: Date.now(), calledOff });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `${listRows(tables)}Backed up ${rows} rows of ${tables.length} tables in ${seconds} s: ${file} (${bytes} bytes)\n` +
      `The keys are not in it, and it cannot be read without them. Keep a copy of ${findKeysFile(config.directories)} ` +
      "apart from it.\n",
  );
});

function readTarget(args: readonly string[]): string {
  try {
    const { to } = parseArgs({ args: [...args], options: { to: { type: "string" } } }).values;
    if (to === undefined || to === "") throw new Error("Where to?");
    return typedPath(to);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}
