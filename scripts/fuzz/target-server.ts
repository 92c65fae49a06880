// The server that is attacked: a process of its own, looked at from outside.
import { readdir, readFile } from "node:fs/promises";
import type { ServerProcess } from "../cluster/server-process.ts";
import { waitUntil } from "../cluster/wait-until.ts";
import { findInspector, measureHeapMegabytes } from "./measure-heap.ts";

const ANSWERS_WITHIN_MS = 10_000;
const ENDS_WITHIN_MS = 2_000;
/** The end of its greeting. Afterwards it says nothing but its log, as long as all is well. */
const GREETED = "Ctrl-C ends everything.";
const LAST_WORDS_CHARACTERS = 1_500;
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
  /** `undefined` when it has ended. */
  readonly holdings: () => Promise<Holdings | undefined>;
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
  /** What it holds on to. */
  readonly heapMegabytes: number;
  /** What it has of the system's memory. */
  readonly residentMegabytes: number;
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
  const toldEnd = async () => {
    const words = lastWords(await readFile(logFile, "utf8"));
    return words === "" ? "the server has ended" : `the server has ended, and said:\n${words}`;
  };
  return {
    url: server.url,
    host: hostname,
    port: Number(port),
    findFault: async () => {
      if (!server.isRunning()) return toldEnd();
      try {
        for (const path of ["/livez", "/healthz"]) {
          const status = await statusOf(path);
          if (status !== 200) return `${path} answers ${status}`;
        }
        return undefined;
      } catch (error) {
        // Its connections end before it is known to have ended.
        if (await endsSoon(server)) return toldEnd();
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
      if (!server.isRunning()) return undefined;
      const process = `/proc/${server.pid()}`;
      const status = await readFile(`${process}/status`, "utf8");
      const residentMegabytes = Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
      const descriptors = (await readdir(`${process}/fd`)).length;
      const inspector = findInspector(await readFile(logFile, "utf8"));
      return { heapMegabytes: await measureHeapMegabytes(inspector), residentMegabytes, descriptors };
    },
    ensureRunning: async () => {
      if (server.isRunning()) return false;
      await server.start();
      return true;
    },
  };
}

/** What a process that was not asked to end says at its end: of its log nothing, of Node's inspector nothing. */
function lastWords(said: string): string {
  const since = said.slice(said.lastIndexOf(GREETED) + GREETED.length);
  const lines = since.split("\n").filter((line) => !/^(\{|Debugger |For help, see:|$)/.test(line));
  return lines.join("\n").slice(-LAST_WORDS_CHARACTERS);
}

async function endsSoon(server: ServerProcess): Promise<boolean> {
  try {
    await waitUntil(async () => {
      if (server.isRunning()) throw new Error("it runs");
    }, ENDS_WITHIN_MS);
    return true;
  } catch {
    return false;
  }
}
