// A media node as a process of its own, which can be killed, halted and asked to end.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../media/src/main.ts", import.meta.url));

export interface MediaNodeProcess {
  readonly nodeId: string;
  /** Where room servers reach it. */
  readonly address: string;
  readonly pid: number;
  /** At once, its workers with it; whoever speaks to it hears of that. */
  readonly kill: () => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Asks it to end; its exit code, null when it was not running. */
  readonly stop: () => Promise<number | null>;
}

/** `env`: REDIS_URL and MEDIA_SECRET at least. `hear` is told every line of its log. Resolves when it can be found. */
export async function startMediaNode(
  nodeId: string,
  env: Readonly<Record<string, string>>,
  hear: (line: string) => void = () => {},
): Promise<MediaNodeProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, LOG_LEVEL: "info", ...env, MEDIA_NODE_ID: nodeId },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await listens(child, hear);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (!isRunning()) return null;
    const exit = once(child, "exit");
    child.kill(signal);
    const [code] = (await exit) as [number | null];
    return code;
  };
  return {
    nodeId,
    address,
    pid: child.pid ?? 0,
    kill: async () => {
      await end("SIGKILL");
    },
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    stop: () => end("SIGTERM"),
  };
}

function listens(child: ChildProcess, hear: (line: string) => void): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error("a media node's words cannot be heard");
  return new Promise((resolve, reject) => {
    // Read on to its end: a full pipe would stop it.
    createInterface(stdout).on("line", (line) => {
      hear(line);
      const said = JSON.parse(line) as { readonly msg?: string; readonly address?: string };
      if (said.msg === "media node listens") resolve(said.address ?? "");
    });
    child.once("exit", (code) => reject(new Error(`the media node ended with ${code} before it listened`)));
  });
}
