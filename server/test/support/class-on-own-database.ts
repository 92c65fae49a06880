// A class of one patient on a PostgreSQL of its own, for tests that halt the database or take it away.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { copyDatabase } from "../../../scripts/cluster/copy-database.ts";
import { openRelay, type Relay } from "../../../scripts/cluster/open-relay.ts";
import { readConfig } from "../../src/platform/config.ts";
import { startEmbeddedPostgres } from "../../src/platform/embedded-postgres.ts";
import { createLogger } from "../../src/platform/logger.ts";
import { startServer } from "../../src/start-server.ts";
import { type SimulatedClass, startSimulatedClass } from "./simulated-class.ts";
import { testEnvironment } from "./test-server.ts";

export interface ClassOnOwnDatabase {
  readonly url: string;
  readonly inviteLink: (personId: string) => string;
  readonly group: SimulatedClass;
  /** The patient's. */
  readonly line: Relay;
  readonly database: {
    readonly url: string;
    /** Where its cluster lies. */
    readonly directory: string;
    readonly start: () => Promise<void>;
    /** As a power cut would end it. */
    readonly stop: () => Promise<void>;
  };
  readonly closeServer: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `within`: where the database's directory is made, on a disk of its own for instance. `tellRestart`: with it, a database that ends by itself is started again. */
export async function openClassOnOwnDatabase({
  within = tmpdir(),
  tellRestart,
}: {
  readonly within?: string;
  readonly tellRestart?: (failure: unknown) => void;
} = {}): Promise<ClassOnOwnDatabase> {
  const directory = await mkdtemp(join(within, "ensemble-own-database-"));
  const options = { directory, binDirectory: inject("postgresBinDirectory") };
  const startDatabase = () => startEmbeddedPostgres(tellRestart === undefined ? options : { ...options, tellRestart });
  await copyDatabase(inject("preparedDatabase"), directory);
  let postgres = await startDatabase();
  const { env, drop } = await testEnvironment();
  const server = await startServer(readConfig({ ...env, DATABASE_URL: postgres.url }, []), createLogger("silent"));
  const url = server.url.replace("localhost", "127.0.0.1");
  const line = await openRelay(url);
  const group = await startSimulatedClass(url, 1, { lineOf: () => line.url });
  return {
    url,
    inviteLink: server.app.inviteLink,
    group,
    line,
    database: {
      get url() {
        return postgres.url;
      },
      directory,
      start: async () => {
        postgres = await startDatabase();
      },
      stop: () => postgres.stop("immediate"),
    },
    closeServer: () => server.close(),
    close: async () => {
      group.close();
      await line.close();
      await server.close();
      await postgres.stop("immediate");
      await rm(directory, { recursive: true, force: true });
      await drop();
    },
  };
}
