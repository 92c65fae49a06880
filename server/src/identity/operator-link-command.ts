// `npm run -s operator-link -- --name NAME`: prints a sign-in link for whoever keeps the machines running, beside a running server or without one.
import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { findKeysFile, readKeys } from "../platform/keys.ts";
import { openStoredDatabase } from "../platform/open-stored-database.ts";
import { runCommand } from "../platform/run-command.ts";
import { createIdentify } from "./identify.ts";
import { linkOperator } from "./operator-link.ts";
import { createPersonStore } from "./person-store.ts";
import { createSignInStore } from "./sign-in-store.ts";

const USAGE = "npm run -s operator-link -- --name NAME";
const LONGEST_NAME = 120;

await runCommand(async () => {
  const name = readName(process.argv.slice(2));
  const config = readConfig(process.env, []);
  const keys = await readKeys(findKeysFile(config.directories));
  const { database, close } = await openStoredDatabase(config, () => undefined);
  try {
    const people = createPersonStore(database.prisma, keys.fields);
    const signIns = createSignInStore(database.prisma);
    const identify = createIdentify({ people, signIns, linkKey: keys.links, nowMs: Date.now });
    const { link, made } = await linkOperator({ people, identify }, name);
    const base = config.publicUrl?.replace(/\/$/, "") ?? `http://localhost:${config.port}`;
    process.stdout.write(`${base}/sign-in#${link}\n`);
    const who = made ? `${name} is an operator from now on.` : `${name} is an operator.`;
    process.stderr.write(`${who} The link signs in for twelve hours whoever has it: keep it to yourself.\n`);
  } finally {
    await close();
  }
});

function readName(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options: { name: { type: "string" } } });
  const name = values.name?.trim() ?? "";
  if (name === "" || name.length > LONGEST_NAME) throw new Error(USAGE);
  return name;
}
