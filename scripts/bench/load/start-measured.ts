// Starts a server to be measured in a process of its own, with the flags of this one, and reads its processor time.
import { fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TransportProgram } from "../../cluster/transport-program.ts";
import type { MeasurementAnswer, MeasurementRequest } from "./answer-measurements.ts";
import type { Share } from "./profile-shares.ts";

const ENDS_WITHIN_MS = 30_000;

export interface MeasuredProcess {
  readonly url: string;
  /** Where a server keeps its things; its own, and gone with it. */
  readonly dataDirectory: string;
  readonly pid: number;
  readonly cpuMicroseconds: () => Promise<number>;
  readonly memory: () => Promise<{
    readonly heapBytes: number;
    readonly bufferBytes: number;
    readonly residentBytes: number;
  }>;
  /** Where the time goes while `run` runs. */
  readonly profile: (run: () => Promise<unknown>) => Promise<readonly Share[]>;
  readonly close: () => Promise<void>;
}

const WS: TransportProgram = { settings: { COLYSEUS_TRANSPORT: "ws" }, node: [process.execPath] };

export async function startMeasured(
  name: "session-server" | "echo-server",
  { settings, node }: TransportProgram = WS,
  /** Of a server besides: what it would not take over from here. */
  more: Readonly<Record<string, string>> = {},
): Promise<MeasuredProcess> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "ensemble-bench-"));
  // The database may run as another user: it passes through, and reads nothing.
  await chmod(dataDirectory, 0o711);
  const child = fork(join(import.meta.dirname, `${name}.ts`), {
    env: {
      ...process.env,
      ENSEMBLE_DATA_DIR: dataDirectory,
      ...settings,
      LOG_LEVEL: "error",
      MEASURED_SETTINGS: JSON.stringify(more),
    },
    execPath: node[0],
    execArgv: [...node.slice(1), ...process.execArgv, "--expose-gc"],
    // What a server says belongs to nobody's table.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const next = async (): Promise<MeasurementAnswer> => {
    const dead = exited.then(([status, signal]) =>
      Promise.reject(new Error(`the ${name} was ended by ${signal ?? `itself, with status ${status}`}`)),
    );
    const [answer] = (await Promise.race([once(child, "message"), dead])) as [MeasurementAnswer];
    return answer;
  };
  const ask = async <Kind extends MeasurementAnswer["kind"]>(request: MeasurementRequest, kind: Kind) => {
    const answered = next();
    child.send(request);
    const answer = await answered;
    if (answer.kind !== kind) throw new Error(`the ${name} answered ${request} with ${answer.kind}`);
    return answer as Extract<MeasurementAnswer, { readonly kind: Kind }>;
  };
  const ready = await next();
  if (ready.kind !== "ready") throw new Error(`the ${name} did not say where it is`);
  return {
    url: ready.url,
    dataDirectory,
    pid: child.pid ?? 0,
    cpuMicroseconds: async () => (await ask("cpu", "cpu")).microseconds,
    memory: () => ask("memory", "memory"),
    profile: async (run) => {
      await ask("profile", "profiling");
      await run();
      return (await ask("endProfile", "profiled")).shares;
    },
    close: async () => {
      if (child.connected) child.send("close" satisfies MeasurementRequest);
      const late = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
      const [status] = (await exited) as [number | null];
      clearTimeout(late);
      if (status === null) throw new Error(`the ${name} did not end in order; its database may still run`);
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
