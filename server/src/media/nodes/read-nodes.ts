// Which media nodes there are, as they say of themselves in Redis. While that is away, those last heard of are taken to be there: whether one is,
// its channel tells.
import {
  type AnnouncedNode,
  announcedNode,
  MEDIA_REGISTRY,
  parseJson,
} from "@ensemble/shared/protocol/media-channel.ts";
import type { Redis } from "ioredis";

export type ReadNodes = () => Promise<readonly AnnouncedNode[]>;

export function createNodeReader(
  redis: Pick<Redis, "smembers" | "mget" | "srem">,
  report: (what: string, detail?: unknown) => void,
): ReadNodes {
  let known: readonly AnnouncedNode[] = [];
  let reachable = true;

  async function read(): Promise<readonly AnnouncedNode[]> {
    const ids = await redis.smembers(MEDIA_REGISTRY.ids);
    if (ids.length === 0) return [];
    const texts = await redis.mget(ids.map(MEDIA_REGISTRY.node));
    const silent = ids.filter((_, index) => texts[index] === null);
    if (silent.length > 0) await redis.srem(MEDIA_REGISTRY.ids, ...silent);
    return texts.flatMap((text) => {
      if (text === null || text === undefined) return [];
      const node = announcedNode.safeParse(parseJson(text));
      if (!node.success) report("a media node announces itself in words that cannot be read");
      return node.success ? [node.data] : [];
    });
  }

  return async () => {
    try {
      known = await read();
      reachable = true;
    } catch (error) {
      if (reachable) report("Redis is away: media nodes are taken to be as they were", error);
      reachable = false;
    }
    return known;
  };
}
