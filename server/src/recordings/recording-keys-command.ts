// `npm run -s recording-keys -- list | rotate | rewrap | retire`: the keys that wrap the recordings' keys, beside a running server or without one.
import { readConfig } from "../platform/config.ts";
import { explainFailure } from "../platform/explain-failure.ts";
import { findKeysFile, readKeys } from "../platform/keys.ts";
import { openStoredDatabase } from "../platform/open-stored-database.ts";
import { runCommand } from "../platform/run-command.ts";
import { auditKey } from "./audit-chain.ts";
import { createAuditStore } from "./audit-store.ts";
import {
  findRecordingKeysFile,
  openClinicKeys,
  readClinicKeys,
  retireClinicKeys,
  rotateClinicKey,
} from "./clinic-keys.ts";
import { createKeyDoor } from "./key-door.ts";
import { openConfiguredStore } from "./open-recordings.ts";
import { createRecordingRows, type RecordingRows } from "./recording-rows-store.ts";
import { rewrapRecordings } from "./rewrap-recordings.ts";

const USAGE = "npm run -s recording-keys -- list | rotate | rewrap | retire";
const say = (text: string) => process.stdout.write(`${text}\n`);

await runCommand(async (calledOff) => {
  const [what, ...more] = process.argv.slice(2);
  const config = readConfig(process.env, []);
  const file = findRecordingKeysFile(config.directories);
  const run = new Map(Object.entries({ list, rotate, rewrap, retire })).get(what ?? "");
  if (run === undefined || more.length > 0) throw new Error(USAGE);
  await explainFailure(readClinicKeys(file), (reason) => `The clinic's keys for recordings cannot be read: ${reason}.`);
  await run();

  async function list(): Promise<void> {
    for (const { id, madeAt } of await readClinicKeys(file)) say(`${id}  made at ${madeAt}`);
  }

  async function rotate(): Promise<void> {
    const { id } = await rotateClinicKey(file, Date.now());
    say(`${id} wraps what is recorded from now on, without a restart. Copy ${file} to where its copies are kept,`);
    say("then say `npm run -s recording-keys -- rewrap` for what was recorded before.");
  }

  function rewrap(): Promise<void> {
    return withRows(async (rows, pool) => {
      const keys = await readKeys(findKeysFile(config.directories));
      const clinicKeys = await openClinicKeys(file, Date.now());
      const audit = createAuditStore(pool, auditKey(keys.fields));
      const store = await openConfiguredStore(config);
      const door = createKeyDoor({ audit, clinicKeys, store, nowMs: Date.now });
      const { rewrapped, unopenable } = await rewrapRecordings(
        { rows, door, clinicKeys },
        { personId: null, role: "operator" },
        calledOff,
      );
      say(`Wrapped the keys of ${rewrapped} recordings with the newest key.`);
      if (unopenable.length > 0) say(`Left as they are, since they cannot be opened: ${unopenable.join(", ")}`);
    });
  }

  function retire(): Promise<void> {
    return withRows(async (rows) => {
      const gone = await retireClinicKeys(file, rows.isKeyUsed, Date.now());
      say(gone.length === 0 ? "No key can be taken away." : `Taken away: ${gone.join(", ")}`);
    });
  }

  async function withRows(
    work: (rows: RecordingRows, pool: Parameters<typeof createRecordingRows>[0]) => Promise<void>,
  ): Promise<void> {
    // What breaks while nobody waits for it breaks what is asked next, which is told.
    const { database, close } = await openStoredDatabase(config, () => undefined);
    try {
      await work(createRecordingRows(database.pool), database.pool);
    } finally {
      await close();
    }
  }
});
