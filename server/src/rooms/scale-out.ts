// What several server processes share: who is where, and where each room is. Loaded only where there is a Redis.
import type { ServerOptions } from "@colyseus/core";

export async function scaleOut(
  redisUrl: string | undefined,
): Promise<Partial<Pick<ServerOptions, "presence" | "driver">>> {
  if (redisUrl === undefined) return {};
  const { RedisPresence } = await import("@colyseus/redis-presence");
  const { ListingDriver } = await import("./listing-driver.ts");
  return { presence: new RedisPresence(redisUrl), driver: new ListingDriver(redisUrl) };
}
