// Runs a program of a set-up step quietly: its output is kept, told line by line to who wants progress, and shown
// only when it fails.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

const RUN_GUARDED = fileURLToPath(new URL("./run-guarded.mjs", import.meta.url));
const KEPT_CHARACTERS = 20_000;

/**
 * @typedef {object} CommandResult
 * @property {boolean} ok ended with status 0 within its time
 * @property {boolean} timedOut
 * @property {string} output the end of stdout and stderr together
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onLine?: (line: string) => void }} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(program, args, { cwd, env = process.env, timeoutMs, onLine } = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that a timeout or our own end, of which the channel tells, ends what the program started, too.
    const child = spawn(process.execPath, [RUN_GUARDED, program, ...args], {
      cwd,
      env: { ...env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    let output = "";
    let timedOut = false;
    const endGroup = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
    };
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endGroup();
          }, timeoutMs);
    const finish = (ok, more = "") => {
      clearTimeout(timer);
      resolve({ ok, timedOut, output: stripVTControlCharacters(output + more) });
    };
    const read = (chunk) => {
      output = (output + chunk).slice(-KEPT_CHARACTERS);
      const line = String(chunk).trim().split("\n").at(-1);
      if (line) onLine?.(line);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", (error) => finish(false, error.message));
    child.once("close", (code) => finish(code === 0 && !timedOut));
  });
}

/**
 * The last lines of an output: enough to see the reason.
 * @param {string} output
 */
export function endOf(output, lines = 15) {
  return output.trimEnd().split("\n").slice(-lines).join("\n");
}
