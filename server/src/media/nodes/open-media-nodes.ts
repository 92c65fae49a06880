// The media nodes of a clinic that runs them apart from its room servers; Redis' client is loaded only where it does.
import type { MediaNode } from "@ensemble/shared/protocol/media-node.ts";
import { createMediaNodes } from "./media-nodes.ts";
import { createNodeReader } from "./read-nodes.ts";

/** One that hangs is one that is away. */
const ANSWERS_WITHIN_MS = 1_000;

export async function openMediaNodes(options: {
  readonly redisUrl: string;
  readonly secret: string;
  readonly report: (what: string, detail?: unknown) => void;
}): Promise<MediaNode> {
  const { Redis } = await import("ioredis");
  const redis = new Redis(options.redisUrl, { maxRetriesPerRequest: 1, commandTimeout: ANSWERS_WITHIN_MS });
  // Told by whoever asks something of it.
  redis.on("error", () => {});
  const nodes = createMediaNodes({ ...options, readNodes: createNodeReader(redis, options.report) });
  return {
    ...nodes,
    close: async () => {
      await nodes.close();
      redis.disconnect();
    },
  };
}
