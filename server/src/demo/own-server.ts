// A server for one demonstration: its own database on a free port, and nothing of it left afterwards.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../platform/config.ts";
import { createLogger } from "../platform/logger.ts";
import { startServer } from "../start-server.ts";
import { ownServerEnvironment } from "./own-server-rules.ts";

export interface OwnServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function startOwnServer(calledOff: AbortSignal): Promise<OwnServer> {
  const directory = await mkdtemp(join(tmpdir(), "ensemble-demo-"));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    // The database may run as another user: it passes through, and reads nothing.
    await chmod(directory, 0o711);
    const config = readConfig(ownServerEnvironment(process.env, directory), []);
    const server = await startServer(config, createLogger(config.logLevel, process.stderr), calledOff);
    return {
      url: server.url.replace("localhost", "127.0.0.1"),
      close: () => server.close().finally(remove),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
