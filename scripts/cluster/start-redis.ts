// A real Redis (or Valkey) on a port of this machine, with nothing kept: what several server processes share of where rooms are.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRedis } from "../setup/redis-step.mjs";
import { findFreePort } from "./free-port.ts";

export interface RunningRedis {
  readonly url: string;
  /** Ends it as a power cut would: what it knew is gone. */
  readonly kill: () => Promise<void>;
  /** Once more on the same port, knowing nothing. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** `within`: the folder its own folder is made in. */
export async function startRedis(within = tmpdir()): Promise<RunningRedis> {
  const program = findRedis(process.env);
  if (program === undefined) throw new Error("there is no redis-server or valkey-server on the PATH");
  const directory = await mkdtemp(join(within, "ensemble-redis-"));
  const port = await findFreePort();
  const settings = { port, bind: "127.0.0.1", save: "", appendonly: "no", dir: directory };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  let server: ChildProcess | undefined;
  const start = async () => {
    server = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    await waitUntilReady(server);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, "exit");
    server.kill(signal);
    await exit;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => end("SIGKILL"),
    start,
    stop: async () => {
      await end("SIGTERM");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(server: ChildProcess): Promise<void> {
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ready to accept connections")) resolve();
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`Redis ended with ${code} before it was ready:\n${output}`)));
  });
}
