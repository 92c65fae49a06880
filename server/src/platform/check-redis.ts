// The Redis a setting names, asked once before anything is started: the clients of the room server's packages would look for
// one that is away for ever, without a word.
import { describeReason } from "./explain-failure.ts";

const PATIENCE_MS = 5_000;

/** Rejects in words when nobody answers there, or not to this user. Without an address nothing is asked. */
export async function checkRedis(url: string | undefined): Promise<void> {
  if (url === undefined) return;
  const { Redis } = await import("ioredis");
  let cause: unknown;
  try {
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: PATIENCE_MS,
      commandTimeout: PATIENCE_MS,
      retryStrategy: () => null,
    });
    // Why it failed comes as an event; the call only says that it did.
    redis.on("error", (error) => {
      cause = error;
    });
    try {
      await redis.connect();
      await redis.ping();
    } finally {
      redis.disconnect();
    }
  } catch (error) {
    throw new Error(
      `The Redis that REDIS_URL names cannot be used: ${describeReason(cause ?? error)}. Start it, correct the address ` +
        "(redis://USER:PASSWORD@HOST:PORT), or leave REDIS_URL unset, which is right for a single server.",
      { cause: error },
    );
  }
}
