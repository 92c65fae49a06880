// A run of chaos as tests have it: what the servers need is at hand, and the patients are in haste.
import { runChaos, type Verdict } from "../../../scripts/chaos/run-chaos.ts";
import type { Cluster } from "../../../scripts/cluster/start-cluster.ts";
import type { TransportName } from "../../../scripts/cluster/transport-program.ts";
import { GREATEST_HASTE } from "../../src/demo/simulated-patient.ts";
import { findTransport } from "./over-both-transports.ts";
import { testClusterOptions } from "./test-cluster.ts";

export function runTestChaos(options: {
  readonly seed: number;
  readonly minutes: number;
  readonly processes: number;
  readonly patients: number;
  /** ws when nothing is said. */
  readonly transport?: TransportName;
  readonly prepare?: (cluster: Cluster) => Promise<void>;
  /** Modules that every server loads before itself. */
  readonly imports?: readonly string[];
  readonly tell?: (what: string) => void;
}): Promise<Verdict> {
  const program = findTransport(options.transport ?? "ws");
  if ("reason" in program) throw new Error(program.reason);
  return runChaos({
    tell: () => {},
    haste: GREATEST_HASTE,
    ...options,
    cluster: testClusterOptions({
      program,
      processes: options.processes,
      imports: options.imports ?? [],
      settings: { LOG_LEVEL: "warn" },
    }),
  });
}
