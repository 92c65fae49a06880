// Runs a program of a set-up step quietly: its output is kept, told line by line to who wants progress, and shown
// only when it fails.
import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

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
    // A group of its own, so that a timeout or Ctrl-C ends what the program started, too.
    const child = spawn(program, args, {
      cwd,
      env: { ...env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    let timedOut = false;
    const endGroup = (signal) => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, signal);
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
    };
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            endGroup("SIGKILL");
          }, timeoutMs);
    const interrupt = () => {
      endGroup("SIGTERM");
      process.exit(130);
    };
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
    const finish = (ok, more = "") => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
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
