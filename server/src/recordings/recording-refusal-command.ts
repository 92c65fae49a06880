// `npm run -s recording-refusal [-- CLINIC leave-out|stop|default]`: what a no to being recorded does in a clinic's classes, beside a running server
// or without one. Without more it lists clinics and settings.
import type { OnRefusal } from "@ensemble/shared/session/recording-consent.ts";
import { readConfig } from "../platform/config.ts";
import { openStoredDatabase } from "../platform/open-stored-database.ts";
import { runCommand } from "../platform/run-command.ts";
import { createRefusalSettings } from "./refusal-setting-store.ts";

const USAGE = "npm run -s recording-refusal [-- CLINIC leave-out|stop|default]";
const CHOICES: ReadonlyMap<string, OnRefusal | null> = new Map([
  ["leave-out", "leaveOut"],
  ["stop", "stop"],
  ["default", null],
]);

await runCommand(async () => {
  const [clinicId, word, ...more] = process.argv.slice(2);
  const choice = word === undefined ? undefined : CHOICES.get(word);
  if (more.length > 0 || (clinicId !== undefined && choice === undefined)) throw new Error(USAGE);
  // What breaks while nobody waits for it breaks what is asked next, which is told.
  const { database, close } = await openStoredDatabase(readConfig(process.env, []), () => undefined);
  try {
    const settings = createRefusalSettings(database.pool);
    if (clinicId !== undefined && choice !== undefined && !(await settings.set(clinicId, choice)))
      throw new Error(`There is no clinic ${clinicId}.`);
    for (const setting of await settings.list())
      process.stdout.write(`${setting.clinicId} ${wordOf(setting.onRefusal)}\n`);
  } finally {
    await close();
  }
});

function wordOf(onRefusal: OnRefusal | null): string {
  for (const [word, choice] of CHOICES) if (choice === onRefusal) return word;
  throw new Error(`an unknown setting: ${onRefusal}`);
}
