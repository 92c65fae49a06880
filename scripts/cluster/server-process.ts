// A server as a process of its own, which can be killed, halted, asked to end and started again at the same address.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findFreePort } from "./free-port.ts";
import { waitUntil } from "./wait-until.ts";

const MAIN = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));
/** Beside several browsers on a busy machine it takes a minute. */
const STARTS_WITHIN_MS = 150_000;

export interface ServerProcess {
  readonly url: string;
  readonly isRunning: () => boolean;
  readonly pid: () => number | undefined;
  /** The most memory the running server has held so far. */
  readonly peakMegabytes: () => Promise<number>;
  /** As a power cut would end it. */
  readonly kill: () => Promise<void>;
  /** Stands still with everything it has open, as on a machine that was put to sleep, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Resolves when it is healthy; rejects as soon as it has ended. `program`: another one than it was made with. */
  readonly start: (program?: readonly [string, ...string[]]) => Promise<void>;
  /** Asks it to end; its exit code, null when it was not running. */
  readonly stop: () => Promise<number | null>;
}

export interface ServerProcessOptions {
  /** Where the server's words go; without one only its last words are heard, or all with `aloud`. */
  readonly logFile?: string;
  readonly aloud?: boolean;
  /** The program and its first arguments. */
  readonly node?: readonly [string, ...string[]];
  /** How others reach it, host and path, when that is not its own port. */
  readonly publicAddress?: string;
}

export async function createServerProcess(
  env: Readonly<Record<string, string>>,
  { logFile, aloud = false, node = [process.execPath], publicAddress }: ServerProcessOptions = {},
): Promise<ServerProcess> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const log = logFile === undefined ? undefined : openSync(logFile, "a");
  // Only one of several processes must say where it is: browsers keep to the way they came otherwise.
  const ownAddress = env.REDIS_URL === undefined ? {} : { PUBLIC_ADDRESS: publicAddress ?? `127.0.0.1:${port}` };
  let child: ChildProcess | undefined;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    // One that was killed has no exit code, and will not end once more.
    if (child === undefined || !isRunning()) return null;
    const exit = once(child, "exit");
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  };
  return {
    url,
    isRunning,
    pid: () => child?.pid,
    peakMegabytes: async () => {
      const status = await readFile(`/proc/${child?.pid}/status`, "utf8");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    },
    start: async ([program, ...first] = node) => {
      child = spawn(program, [...first, MAIN], {
        env: { ...process.env, ...env, PORT: String(port), ...ownAddress },
        stdio: ["ignore", log ?? (aloud ? "inherit" : "ignore"), log ?? "inherit"],
      });
      await waitUntil(async () => {
        // Nothing comes of waiting any longer.
        if (!isRunning()) return;
        const health = await fetch(`${url}/healthz`);
        if (!health.ok) throw new Error(`unhealthy: ${await health.text()}`);
      }, STARTS_WITHIN_MS);
      if (!isRunning()) throw new Error(`the server ended with ${child?.exitCode ?? child?.signalCode}`);
    },
    kill: async () => {
      await end("SIGKILL");
    },
    freeze: () => child?.kill("SIGSTOP"),
    thaw: () => child?.kill("SIGCONT"),
    stop: () => end("SIGTERM"),
  };
}
