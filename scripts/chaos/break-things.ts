// Carries faults out on a running cluster and its people's lines, each for its time, and in the end mends everything.
import { setTimeout as pass } from "node:timers/promises";
import type { Relay } from "../cluster/open-relay.ts";
import type { ServerProcess } from "../cluster/server-process.ts";
import type { Cluster } from "../cluster/start-cluster.ts";
import type { Fault } from "./fault-schedule.ts";

export interface Line {
  readonly relay: Relay;
  lossy: boolean;
}

const DELAY_MS = 400;
const HOUR_MS = 3_600_000;
/** How long one commit takes on a slow disk. */
const SLOW_COMMIT_MS = [50, 1_500] as const;

const AGAIN_AFTER_MS = 100;

/** Each fault at its time, or once its place is whole again. Resolves when the last fault is over and everything runs again. */
export async function breakThings(options: {
  readonly faults: readonly Fault[];
  readonly cluster: Cluster;
  readonly lines: readonly Line[];
  /** The number of the process that has the class, 0 when nobody knows. */
  readonly findOwner: () => Promise<number>;
  readonly tell: (what: string) => void;
}): Promise<void> {
  const { cluster, lines, findOwner, tell } = options;
  const busy = new Set<string>();
  const startedAtMs = performance.now();
  /** What is broken already cannot break again, and one process at least is left to take over. */
  const mustWait = (place: string): boolean => {
    const down = [...busy].filter((one) => one.startsWith("process")).length;
    return busy.has(place) || (place.startsWith("process") && down >= cluster.processes.length - 1);
  };
  const carryOut = async (drawn: Fault): Promise<void> => {
    await pass(Math.max(0, startedAtMs + drawn.atMs - performance.now()));
    let fault = drawn;
    do {
      if ("process" in drawn)
        fault = { ...drawn, process: ((await findOwner()) + drawn.process) % cluster.processes.length };
      if (mustWait(placeOf(fault))) await pass(AGAIN_AFTER_MS);
    } while (mustWait(placeOf(fault)));
    const place = placeOf(fault);
    busy.add(place);
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    tell(`${seconds} s: ${fault.kind} ${place} for ${fault.forMs} ms`);
    try {
      await breakOne(fault, cluster, lines);
    } finally {
      busy.delete(place);
    }
  };
  // A process that is alone stays: nobody would take over.
  const isAlone = cluster.processes.length === 1;
  const faults = options.faults.filter((fault) => !(isAlone && placeOf(fault).startsWith("process")));
  await Promise.all(faults.map(carryOut));
}

/** A clock is a place of its own: who has a wrong one may be killed, and may be the one who takes over. */
function placeOf(fault: Fault): string {
  if (fault.kind === "clockAhead" || fault.kind === "clockBehind") return `clock ${fault.process}`;
  if ("process" in fault) return `process ${fault.process}`;
  return "line" in fault ? `line ${fault.line}` : fault.kind.startsWith("database") ? "database" : "Redis";
}

async function breakOne(fault: Fault, cluster: Cluster, lines: readonly Line[]): Promise<void> {
  const { forMs } = fault;
  switch (fault.kind) {
    case "kill":
    case "drain": {
      const server = cluster.processes[fault.process] as ServerProcess;
      await (fault.kind === "kill" ? server.kill() : server.stop());
      await pass(forMs);
      return startAgain(server);
    }
    case "freeze":
    case "longFreeze": {
      const server = cluster.processes[fault.process] as ServerProcess;
      server.freeze();
      await pass(forMs);
      server.thaw();
      return;
    }
    case "databaseCrash":
      await cluster.database.kill();
      await pass(forMs);
      return cluster.database.start();
    case "databaseHalt": {
      const goOn = await cluster.database.halt();
      await pass(forMs);
      return goOn();
    }
    case "databaseSlow":
    case "databaseReadOnly": {
      const { database } = cluster;
      const end = await (fault.kind === "databaseSlow" ? database.slowDown(SLOW_COMMIT_MS) : database.onlyRead());
      await pass(forMs);
      return end();
    }
    case "clockAhead":
    case "clockBehind":
      await cluster.setClock(fault.process, fault.kind === "clockAhead" ? HOUR_MS : -HOUR_MS);
      await pass(forMs);
      return cluster.setClock(fault.process, 0);
    case "redisCrash":
      await cluster.redis.kill();
      await pass(forMs);
      return cluster.redis.start();
    default:
      return breakLine(fault.kind, lines[fault.line] as Line, forMs);
  }
}

async function breakLine(kind: "cut" | "delay" | "lossy", line: Line, forMs: number): Promise<void> {
  if (kind === "cut") line.relay.cut();
  else if (kind === "delay") line.relay.delay(DELAY_MS);
  else line.lossy = true;
  await pass(forMs);
  line.relay.mend();
  line.relay.delay(0);
  line.lossy = false;
}

/** A start that meets a database or a Redis that is away fails, as any supervisor's would, and is tried again. */
async function startAgain(server: ServerProcess): Promise<void> {
  for (;;) {
    try {
      return await server.start();
    } catch {
      await server.kill();
      await pass(500);
    }
  }
}
