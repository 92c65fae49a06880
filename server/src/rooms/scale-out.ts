// What several server processes share: who is where, and where each room is. Loaded only where there is a Redis.
import { matchMaker, type ServerOptions } from "@colyseus/core";
import { describeReason } from "../platform/explain-failure.ts";
import type { Logger } from "../platform/logger.ts";

export async function scaleOut(
  redisUrl: string | undefined,
  logger: Logger,
  went: (how: "away" | "back") => void,
): Promise<Partial<Pick<ServerOptions, "presence" | "driver">>> {
  if (redisUrl === undefined) return {};
  const { RedisPresence } = await import("@colyseus/redis-presence");
  const { ListingDriver } = await import("./listing-driver.ts");
  let away = false;
  const driver = new ListingDriver(redisUrl, {
    onAway: (error) => {
      if (away) return;
      away = true;
      went("away");
      logger.warn({ reason: describeReason(error) }, "Redis is away: sessions go on, nobody finds them anew");
    },
    onBack: () => {
      if (!away) return;
      away = false;
      went("back");
      listAgain().catch((error: Error) => {
        logger.error({ reason: describeReason(error) }, "rooms could not be listed again");
      });
    },
  });
  return { presence: new RedisPresence(redisUrl), driver };
}

/** A Redis that was started again knows nothing: without this, nobody who comes later would find the rooms that run. */
async function listAgain(): Promise<void> {
  await matchMaker.restoreMissingRoomCaches();
  await matchMaker.stats.persist(true);
}
