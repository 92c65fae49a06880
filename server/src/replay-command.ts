// `npm run -s replay`: a stored session counted again, by this engine or by another checkout's; one line of JSON a set and patient.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openReplayEngine } from "./open-replay-engine.ts";
import { readConfig } from "./platform/config.ts";
import { explainFailure } from "./platform/explain-failure.ts";
import { findKeysFile, readKeys } from "./platform/keys.ts";
import { openStoredDatabase } from "./platform/open-stored-database.ts";
import { createJournalStore, replaySession } from "./session/index.ts";

const USAGE = `npm run -s replay -- --session ID [--engine CHECKOUT]

  Feeds the stored frames of a session (its id stands in the address of its page) to the referee again and prints one line of
  JSON for each set and patient: how many repetitions the journal has, how many are counted now, and which of them differ in what.
  --engine: by the engine and the exercises of another checkout of this project. The exit status
  is 1 where anything differs in a set that is over.
`;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MISUSED_STATUS = 2;

class Misuse extends Error {}

try {
  process.exitCode = await replay(readArguments(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = error instanceof Misuse ? MISUSED_STATUS : 1;
}

/** The exit status. */
async function replay({ session, engine: checkout }: { session: string; engine: string }): Promise<number> {
  const config = readConfig(process.env, []);
  const keys = await explainFailure(
    readKeys(findKeysFile(config.directories)),
    (reason) => `The clinic's keys cannot be read (ENSEMBLE_KEYS_FILE, ENSEMBLE_DATA_DIR): ${reason}`,
  );
  const engine = await openReplayEngine(checkout);
  const { database, close } = await openStoredDatabase(config, (error) => {
    process.stderr.write(`a database connection broke: ${error.message}\n`);
  });
  try {
    const journal = createJournalStore(database.pool, keys);
    if ((await journal.readEntries(session)).length === 0) throw new Error(`There is no session ${session}.`);
    let status = 0;
    for await (const set of replaySession(journal, engine, session)) {
      process.stdout.write(`${JSON.stringify(set)}\n`);
      if (set.over && !set.same) status = 1;
    }
    return status;
  } finally {
    await close();
  }
}

function readArguments(args: string[]): { session: string; engine: string } {
  try {
    const { values } = parseArgs({ args, options: { session: { type: "string" }, engine: { type: "string" } } });
    if (!values.session) throw new Error("Which session?");
    // npm runs its scripts in the clone's folder, and says from where it was called.
    const engine = values.engine === undefined ? ROOT : resolve(process.env.INIT_CWD ?? "", values.engine);
    return { session: values.session, engine };
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}
