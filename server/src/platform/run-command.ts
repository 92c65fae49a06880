// What commands such as `npm run backup` have in common: paths as they were typed, one sentence when it fails, an end in
// order when it is called off.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { endOnSignals } from "../end-on-signals.ts";
import { describeReason } from "./explain-failure.ts";

/** As shells say it of a program that Ctrl-C ended. */
const INTERRUPTED_STATUS = 130;
const PACKAGE = fileURLToPath(new URL("../../../package.json", import.meta.url));

/** Ends the process. */
export async function runCommand(run: (calledOff: AbortSignal) => Promise<void>): Promise<never> {
  const ending = endOnSignals();
  try {
    await run(ending.signal);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${ending.signal.aborted ? "Called off." : describeReason(error)}\n`);
    process.exit(ending.signal.aborted ? INTERRUPTED_STATUS : 1);
  }
}

/** npm runs commands in the clone, wherever they were typed. */
export function typedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? "", path);
}

export async function readVersion(): Promise<string> {
  return (JSON.parse(await readFile(PACKAGE, "utf8")) as { version: string }).version;
}
