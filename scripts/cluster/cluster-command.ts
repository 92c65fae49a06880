// `npm run cluster`: several server processes behind one front on this machine, to try what happens when one of them dies.
import { z } from "zod";
import { endOnSignals } from "../../server/src/end-on-signals.ts";
import { readOptions } from "../read-options.ts";
import { startCluster } from "./start-cluster.ts";

const USAGE = "npm run cluster -- [--processes 3] [--media-nodes 0] [--port 2567]";
const options = z.object({
  processes: z.coerce.number().int().min(1).max(8).default(3),
  "media-nodes": z.coerce.number().int().min(0).max(8).default(0),
  port: z.coerce.number().int().min(0).max(65_535).default(2567),
});

const say = (text: string) => process.stdout.write(`${text}\n`);
const ending = endOnSignals();
try {
  const postgresBin = process.env.ENSEMBLE_POSTGRES_BIN;
  if (postgresBin === undefined) throw new Error("Start it with `npm run cluster`, which brings what it needs.");
  const given = readOptions(process.argv.slice(2), options, USAGE);
  say(`starting ${given.processes} server processes …`);
  const cluster = await startCluster(
    {
      ...given,
      mediaNodes: given["media-nodes"],
      postgresBin,
      aloud: true,
      settings: (number) => ({ LOG_LEVEL: "warn", ENSEMBLE_DEMO_SESSION: number === 0 ? "1" : "0" }),
    },
    ending.signal,
  );
  say(`${given.processes} server processes behind ${cluster.url}:`);
  for (const server of cluster.processes) say(`  ${server.url}   kill -9 ${server.pid()}`);
  for (const node of cluster.mediaNodes) say(`  ${node.nodeId}   kill -9 ${node.pid}`);
  await ending.asked;
  await cluster.close();
  process.exit(0);
} catch (error) {
  if (ending.signal.aborted && error === ending.signal.reason) process.exit(0);
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
