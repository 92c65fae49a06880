// The server that is attacked: a process of its own, looked at from outside.
import { readdir, readFile } from "node:fs/promises";
import type { ServerProcess } from "../cluster/server-process.ts";

const ANSWERS_WITHIN_MS = 10_000;
/** Said by the core of what it cannot read, which is what it is sent here. */
const EXPECTED_ERROR = "the room server's core reports an error";

export interface TargetServer {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** What is wrong with it now, if anything. */
  readonly findFault: () => Promise<string | undefined>;
  /** Errors it has logged since the last call: what it did not expect either. */
  readonly newErrors: () => Promise<readonly string[]>;
  readonly holdings: () => Promise<Holdings>;
  /** Started again when it has ended; `true` when it had. */
  readonly ensureRunning: () => Promise<boolean>;
}

let asked = 0;

/** Another one each time, as behind a front: what one address may ask for is not what is tried here. */
export function someAddress(): string {
  asked += 1;
  return `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
}

export interface Holdings {
  readonly megabytes: number;
  readonly descriptors: number;
}

export function watchTarget(server: ServerProcess, logFile: string): TargetServer {
  const { hostname, port } = new URL(server.url);
  let read = 0;
  const statusOf = async (path: string) =>
    (
      await fetch(server.url + path, {
        headers: { "x-forwarded-for": someAddress() },
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      })
    ).status;
  return {
    url: server.url,
    host: hostname,
    port: Number(port),
    findFault: async () => {
      if (!server.isRunning()) return "the server has ended";
      try {
        for (const path of ["/livez", "/healthz"]) {
          const status = await statusOf(path);
          if (status !== 200) return `${path} answers ${status}`;
        }
        return undefined;
      } catch (error) {
        return `the server does not answer: ${(error as Error).message}`;
      }
    },
    newErrors: async () => {
      const text = await readFile(logFile, "utf8");
      const complete = text.lastIndexOf("\n") + 1;
      const lines = text.slice(read, complete).split("\n");
      read = complete;
      return lines.filter((line) => line.startsWith("{") && !line.includes(EXPECTED_ERROR));
    },
    holdings: async () => {
      const process = `/proc/${server.pid()}`;
      const status = await readFile(`${process}/status`, "utf8");
      const megabytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
      return { megabytes, descriptors: (await readdir(`${process}/fd`)).length };
    },
    ensureRunning: async () => {
      if (server.isRunning()) return false;
      await server.start();
      return true;
    },
  };
}
