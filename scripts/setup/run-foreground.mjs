// Runs a program in the foreground as if it had been started itself: same terminal, same signals, same exit status.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { watchNpm } from "./watch-npm.mjs";

/** Ctrl-C reaches npm and us, and npm passes it on to us as well: within this time it is one wish. */
const SAME_SIGNAL_MS = 1000;
/** An address, not a path: a path with # or % would be read as one, and as another. */
const END_WITH_PARENT = new URL("./end-with-parent.mjs", import.meta.url).href;

/**
 * @param {string} node path of the Node to run with
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} the exit status; 128 + signal when a signal ended it, as shells say
 */
export function runForeground(node, args, { env = process.env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    // A process group of its own, so that a terminal's Ctrl-C reaches only us, and a channel whose end tells it that we
    // were killed: nothing may go on holding the port.
    const child = spawn(...withoutCoreDumps(node, ["--import", END_WITH_PARENT, ...args]), {
      env: { ...env, ENSEMBLE_STARTED_BY: String(process.pid) },
      cwd,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      detached: true,
    });
    let passedAtMs = Number.NEGATIVE_INFINITY;
    const pass = (signal) => {
      if (performance.now() - passedAtMs < SAME_SIGNAL_MS) return;
      passedAtMs = performance.now();
      child.kill(signal === "SIGHUP" ? "SIGTERM" : signal); // a closed terminal is no reason to lose anything
    };
    process.on("SIGINT", pass).on("SIGTERM", pass).on("SIGHUP", pass);
    const parentWatch = env.npm_lifecycle_event ? watchNpm(() => pass("SIGTERM")) : undefined;
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGINT", pass).off("SIGTERM", pass).off("SIGHUP", pass);
      clearInterval(parentWatch);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * A core dump would write everything that is in memory to a file, plain. The limit holds for the program's own children too, and none of them
 * can raise it; Node cannot set it itself.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {[string, readonly string[]]}
 */
function withoutCoreDumps(program, args) {
  if (process.platform === "win32") return [program, args];
  return ["/bin/sh", ["-c", 'ulimit -c 0; exec "$0" "$@"', program, ...args]];
}
