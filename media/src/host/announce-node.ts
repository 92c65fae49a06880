// Tells room servers, through Redis, that this node is there, where, and how busy: once a second, and for three seconds at most.
import { type AnnouncedNode, MEDIA_REGISTRY } from "@ensemble/shared/protocol/media-channel.ts";
import type { Redis } from "ioredis";
import type { Report } from "../refuse-media.ts";

export interface Announcement {
  /** Now, and not only when it is time. */
  readonly again: () => Promise<void>;
  /** Nobody finds it from here on. */
  readonly withdraw: () => Promise<void>;
}

export function announceNode(
  redis: Pick<Redis, "multi">,
  describe: () => Promise<AnnouncedNode>,
  report: Report,
): Announcement {
  let told = true;
  let nodeId: string | undefined;
  let running = false;
  const again = async () => {
    if (running) return;
    running = true;
    try {
      await announce();
    } finally {
      running = false;
    }
  };
  const announce = async () => {
    const node = await describe();
    nodeId = node.nodeId;
    try {
      await redis
        .multi()
        .sadd(MEDIA_REGISTRY.ids, nodeId)
        .set(MEDIA_REGISTRY.node(nodeId), JSON.stringify(node), "PX", MEDIA_REGISTRY.forgottenAfterMs)
        .exec();
      told = true;
    } catch (error) {
      if (told) report("Redis is away: nobody finds this node anew", error);
      told = false;
    }
  };
  const timer = setInterval(() => void again(), MEDIA_REGISTRY.announcedEveryMs);
  return {
    again,
    withdraw: async () => {
      clearInterval(timer);
      if (nodeId === undefined) return;
      await redis.multi().srem(MEDIA_REGISTRY.ids, nodeId).del(MEDIA_REGISTRY.node(nodeId)).exec();
    },
  };
}
