// Which of several server processes has a session's room, as Redis lists it.
import type { Redis } from "ioredis";
import { LISTINGS } from "../../server/src/rooms/index.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Cluster } from "./start-cluster.ts";

export async function findOwner(cluster: Cluster, redis: Redis, groupSessionId: string): Promise<ServerProcess> {
  const listed = await redis.hget(LISTINGS, groupSessionId);
  const { publicAddress } = JSON.parse(listed ?? "{}") as { publicAddress?: string };
  const owner = cluster.processes[Number(/process-(\d+)$/.exec(publicAddress ?? "")?.[1])];
  if (owner === undefined) throw new Error("the class's room is nowhere");
  return owner;
}
