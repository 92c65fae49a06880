// `npm run -s audit [-- --anchors FILE]`: checks every clinic's audit log from its beginning, and prints a line for each, clinic, number and hash
// of the newest entry. Such lines, kept somewhere else, are anchors: a log that has lost its end no longer has the entries they name.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readConfig } from "../platform/config.ts";
import { findKeysFile, readKeys } from "../platform/keys.ts";
import { openStoredDatabase } from "../platform/open-stored-database.ts";
import { runCommand, typedPath } from "../platform/run-command.ts";
import { type AuditAnchor, auditKey } from "./audit-chain.ts";
import { createAuditStore } from "./audit-store.ts";

const USAGE = "npm run -s audit [-- --anchors FILE]";
const ANCHOR = /^(\S+) (\d+) ([0-9a-f]{64})$/;

const FAULTS = {
  gap: "entries before it are missing, or it stands elsewhere than where it was written",
  broken: "it does not follow the entry before it",
  changed: "it does not say what it said when it was written",
  foreign: "it was not written by a server with the clinic's keys",
  cutOff: "it was noted as an anchor, and is not there any more",
  notAsNoted: "it is another entry than the one that was noted as an anchor",
};

await runCommand(async (calledOff) => {
  const file = readFileName(process.argv.slice(2));
  const anchors = file === undefined ? [] : readAnchors(await readFile(typedPath(file), "utf8"));
  const config = readConfig(process.env, []);
  const key = auditKey((await readKeys(findKeysFile(config.directories))).fields);
  const { database, close } = await openStoredDatabase(config, () => undefined);
  const faulty: string[] = [];
  try {
    const audit = createAuditStore(database.pool, key);
    for (const clinicId of await audit.listClinics()) {
      calledOff.throwIfAborted();
      const ofClinic = anchors.filter((anchor) => anchor.clinicId === clinicId);
      const { newest, faults } = await audit.verify(clinicId, ofClinic);
      for (const { kind, sequence } of faults) process.stderr.write(`${clinicId} entry ${sequence}: ${FAULTS[kind]}\n`);
      if (faults.length > 0) faulty.push(clinicId);
      if (newest !== undefined) {
        process.stdout.write(`${clinicId} ${newest.sequence} ${Buffer.from(newest.hash).toString("hex")}\n`);
      }
    }
  } finally {
    await close();
  }
  if (faulty.length > 0) throw new Error(`The audit log is not as it was written: ${faulty.join(", ")}`);
});

function readFileName(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { anchors: { type: "string" } } }).values.anchors;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function readAnchors(text: string): readonly (AuditAnchor & { readonly clinicId: string })[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [, clinicId, sequence, hash] = ANCHOR.exec(line.trim()) ?? [];
    if (clinicId === undefined || hash === undefined) throw new Error(`This is no anchor: ${line}`);
    return { clinicId, sequence: Number(sequence), hash: Buffer.from(hash, "hex") };
  });
}
