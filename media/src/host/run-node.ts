// A media node as a process: its workers, the channel room servers reach it by, and its place in the registry.
import { MEDIA_CHANNEL_VERSION } from "@ensemble/shared/protocol/media-channel.ts";
import { Redis } from "ioredis";
import { createMediaNode } from "../media-node.ts";
import type { Report } from "../refuse-media.ts";
import { announceNode } from "./announce-node.ts";
import type { HostConfig } from "./host-config.ts";
import { measureBusy } from "./measure-busy.ts";
import { serveChannel } from "./serve-channel.ts";

export interface RunningNode {
  readonly address: string;
  /** Sends its sessions elsewhere, waits a while for them to go, and ends. */
  readonly close: () => Promise<void>;
}

/** Room servers build a session anew elsewhere within a second or two. */
const LEFT_WITHIN_MS = 5_000;
const LOOKS_EVERY_MS = 50;
const REDIS_ANSWERS_WITHIN_MS = 1_000;

export async function runNode(config: HostConfig, report: Report): Promise<RunningNode> {
  const { workers, workerBinary, listen } = config.media;
  const node = await createMediaNode({
    workers,
    workerBinary,
    listen: [listen],
    outlivesSignals: true,
    spare: true,
    report,
  });
  const channel = await serveChannel({ ...config.channel, node, secret: config.secret, report });
  const { host } = config.channel;
  const address = config.channel.address ?? `ws://${host.includes(":") ? `[${host}]` : host}:${channel.port}`;
  const redis = new Redis(config.redisUrl, { maxRetriesPerRequest: 1, commandTimeout: REDIS_ANSWERS_WITHIN_MS });
  // Told by whoever asks something of it.
  redis.on("error", () => {});
  const busy = measureBusy(() => performance.now());
  let leaving = false;
  const announcement = announceNode(
    redis,
    async () => ({
      nodeId: config.nodeId,
      version: MEDIA_CHANNEL_VERSION,
      address,
      sessions: channel.sessions(),
      busy: busy(await node.usedMs()),
      // One that cannot carry anything is not to be chosen, however idle it is.
      leaving: leaving || (await node.health()).status !== "ok",
    }),
    report,
  );
  await announcement.again();

  async function leave(): Promise<void> {
    leaving = true;
    channel.leave();
    await announcement.again();
    const until = performance.now() + LEFT_WITHIN_MS;
    while (channel.sessions() > 0 && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS));
  }

  return {
    address,
    close: async () => {
      await leave();
      await announcement.withdraw().catch((error: unknown) => report("Redis was not told that this node ends", error));
      await channel.close();
      await node.close();
      redis.disconnect();
    },
  };
}
