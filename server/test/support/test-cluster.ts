// Several server processes as tests have them: on a copy of the database that was migrated once, with the media worker that is at hand.
import { inject } from "vitest";
import { type Cluster, type ClusterOptions, startCluster } from "../../../scripts/cluster/start-cluster.ts";
import type { TransportProgram } from "../../../scripts/cluster/transport-program.ts";

const OVER_WS: TransportProgram = { settings: { COLYSEUS_TRANSPORT: "ws" }, node: [process.execPath] };

/** `settings`: of each process, besides. */
export type TestClusterOptions = Partial<Omit<ClusterOptions, "settings">> & {
  readonly processes: number;
  readonly settings?: Readonly<Record<string, string>>;
};

export function testClusterOptions({ settings = {}, ...more }: TestClusterOptions): ClusterOptions {
  return {
    program: OVER_WS,
    port: 0,
    postgresBin: inject("postgresBinDirectory"),
    preparedDatabase: inject("preparedDatabase"),
    ...more,
    settings: () => ({ LOG_LEVEL: "silent", MEDIASOUP_WORKER_BIN: inject("mediaWorker"), ...settings }),
  };
}

export function startTestCluster(options: TestClusterOptions): Promise<Cluster> {
  return startCluster(testClusterOptions(options));
}
