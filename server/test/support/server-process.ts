// The server as a process of its own, for tests that kill it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface ServerProcess {
  readonly url: string;
  /** The most memory the running server has held so far. */
  readonly peakMegabytes: () => Promise<number>;
  /** As a power cut would end it. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<number | null>;
}

/** `logFile`: where the server's words go; without one only its last words are heard. `node`: the program and its first arguments. */
export async function createServerProcess(
  env: Readonly<Record<string, string>>,
  logFile?: string,
  node: readonly [string, ...string[]] = [process.execPath],
): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = logFile === undefined ? undefined : openSync(logFile, "w");
  // Only one of several processes must say where it is: browsers keep to the way they came otherwise.
  const ownAddress = env.REDIS_URL === undefined ? {} : { PUBLIC_ADDRESS: `127.0.0.1:${port}` };
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals) => {
    const ended = child;
    // One that was killed has no exit code, and will not end once more.
    if (ended === undefined || ended.exitCode !== null || ended.signalCode !== null) return null;
    const exit = once(ended, "exit");
    ended.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  };
  const [program, ...first] = node;
  return {
    url,
    peakMegabytes: async () => {
      const status = await readFile(`/proc/${child?.pid}/status`, "utf8");
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    },
    start: async () => {
      child = spawn(program, [...first, MAIN], {
        env: { ...process.env, ...env, PORT: String(port), ...ownAddress },
        stdio: ["ignore", log ?? "ignore", log ?? "inherit"],
      });
      await vi.waitFor(
        async () => {
          const health = await fetch(`${url}/healthz`);
          if (!health.ok) throw new Error(`unhealthy: ${await health.text()}`);
        },
        { timeout: 60_000, interval: 50 },
      );
    },
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}
