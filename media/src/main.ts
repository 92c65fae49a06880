// A media node's own process: reads the environment, starts, says so, and ends in order.
import { pino } from "pino";
import { readHostConfig } from "./host/host-config.ts";
import { runNode } from "./host/run-node.ts";

const logger = pino({ level: process.env.LOG_LEVEL ?? "info", base: { pid: process.pid } });

try {
  const config = readHostConfig(process.env);
  const node = await runNode(config, (what, detail, groupSessionId) => {
    // A message of the media worker may quote what a page has sent.
    const reason = detail instanceof Error ? detail.name : detail;
    logger.warn({ ...(groupSessionId === undefined ? {} : { groupSessionId }), reason }, what);
  });
  logger.info({ nodeId: config.nodeId, address: node.address }, "media node listens");
  await new Promise<void>((resolve) => process.once("SIGINT", () => resolve()).once("SIGTERM", () => resolve()));
  await node.close();
  process.exit(0);
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  process.exit(1);
}
