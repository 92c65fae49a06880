// A run of chaos as tests have it: what the servers need is at hand, and the patients are in haste.
import { inject } from "vitest";
import { runChaos, type Verdict } from "../../../scripts/chaos/run-chaos.ts";
import type { Cluster } from "../../../scripts/cluster/start-cluster.ts";
import { GREATEST_HASTE } from "../../src/demo/simulated-patient.ts";

export function runTestChaos(options: {
  readonly seed: number;
  readonly minutes: number;
  readonly processes: number;
  readonly patients: number;
  readonly prepare?: (cluster: Cluster) => Promise<void>;
  /** Modules that every server loads before itself. */
  readonly imports?: readonly string[];
  readonly tell?: (what: string) => void;
}): Promise<Verdict> {
  return runChaos({
    tell: () => {},
    haste: GREATEST_HASTE,
    ...options,
    cluster: {
      processes: options.processes,
      imports: options.imports ?? [],
      port: 0,
      postgresBin: inject("postgresBinDirectory"),
      preparedDatabase: inject("preparedDatabase"),
      settings: () => ({ LOG_LEVEL: "warn", COLYSEUS_TRANSPORT: "ws", MEDIASOUP_WORKER_BIN: inject("mediaWorker") }),
    },
  });
}
