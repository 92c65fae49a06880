// Where rooms are listed for several processes. A process that was stalled and lost a session must not take the new owner's
// listing away, nor write its own over it: nobody would find the session any more.
import { type IRoomCache, matchMaker } from "@colyseus/core";
import { RedisDriver } from "@colyseus/redis-driver";
import { Redis } from "ioredis";

/** The driver's own key: one hash, a room's id → its listing as JSON. */
export const LISTINGS = "roomcaches";
/** In one step: between a look and a removal the new owner may list itself. */
const REMOVE_OWN = `
  local listed = redis.call("HGET", KEYS[1], ARGV[1])
  if not listed or cjson.decode(listed).processId ~= ARGV[2] then return 0 end
  return redis.call("HDEL", KEYS[1], ARGV[1])`;
const WRITE_OWN = `
  local listed = redis.call("HGET", KEYS[1], ARGV[1])
  if listed and cjson.decode(listed).processId ~= ARGV[2] then return 0 end
  redis.call("HSET", KEYS[1], ARGV[1], ARGV[3])
  return 1`;

export interface RedisEvents {
  /** At every attempt to reach Redis that fails; it is tried again. */
  readonly onAway: (error: Error) => void;
  /** At the start, and whenever Redis is there again. */
  readonly onBack: () => void;
}

export class ListingDriver extends RedisDriver {
  readonly #redis: Redis;
  readonly #processId: () => string;

  constructor(redisUrl: string, on: RedisEvents, processId: () => string = () => matchMaker.processId) {
    const redis = new Redis(redisUrl);
    redis.on("error", on.onAway);
    redis.on("ready", on.onBack);
    super(redis);
    this.#redis = redis;
    this.#processId = processId;
  }

  /** For changes of a room that is listed already; `persist`, with which an owner begins, writes over any other. */
  override async update(...[room, operations]: Parameters<RedisDriver["update"]>): Promise<boolean> {
    Object.assign(room, operations.$set);
    for (const [field, by] of Object.entries(operations.$inc ?? {})) {
      const counted = room as unknown as Record<string, number>;
      counted[field] = (counted[field] ?? 0) + (by as number);
    }
    const { roomId, processId } = room satisfies IRoomCache;
    return (await this.#redis.eval(WRITE_OWN, 1, LISTINGS, roomId, processId, JSON.stringify(room))) === 1;
  }

  override async remove(roomId: string): Promise<boolean> {
    return (await this.#redis.eval(REMOVE_OWN, 1, LISTINGS, roomId, this.#processId())) === 1;
  }
}
