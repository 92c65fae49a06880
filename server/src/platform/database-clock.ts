// What time it is: the database's clock, carried on by a monotonic one between two looks. Several processes on several machines have one
// clock then, and a process whose own wall clock is set, or is wrong, does as the others do.
import type pg from "pg";
import { describeReason } from "./explain-failure.ts";
import type { Logger } from "./logger.ts";

const LOOK_EVERY_MS = 10_000;
/** An answer that took longer may be out by as much; the last good one, carried on, is better. */
const PROMPT_MS = 250;
/** Above this a machine's clock is worth a word: certificates, logs and whatever else goes by it are as wrong. */
const FAR_APART_MS = 5_000;

export interface DatabaseClock {
  /** Milliseconds since 1970, whole. */
  readonly nowMs: () => number;
  readonly stop: () => void;
}

export async function askDatabaseTime(pool: Pick<pg.Pool, "query">): Promise<number> {
  const { rows } = await pool.query<{ ms: number }>(
    "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms",
  );
  const [answer] = rows;
  if (answer === undefined) throw new Error("no answer");
  return answer.ms;
}

/** `ask`: the database's clock now. Rejects when it does not say. */
export async function followDatabaseClock(parts: {
  readonly ask: () => Promise<number>;
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
  readonly logger: Pick<Logger, "warn">;
}): Promise<DatabaseClock> {
  const { ask, wallMs, monotonicMs, logger } = parts;
  let baseMs = await look();
  let looking = false;
  let failing = false;
  let toldApartMs = 0;

  /** The database's clock at the moment when the monotonic one was at 0. */
  async function look(mostMs = Number.POSITIVE_INFINITY): Promise<number> {
    const askedAtMs = monotonicMs();
    const answeredMs = await ask();
    const tookMs = monotonicMs() - askedAtMs;
    return tookMs > mostMs ? baseMs : answeredMs - askedAtMs - tookMs / 2;
  }
  const nowMs = () => Math.round(baseMs + monotonicMs());

  const follow = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      baseMs = await look(PROMPT_MS);
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ reason: describeReason(error) }, "the database does not say what time it is");
      failing = true;
    } finally {
      looking = false;
    }
    compare();
  };
  function compare(): void {
    const apartMs = Math.round(wallMs() - nowMs());
    if (Math.abs(apartMs - toldApartMs) < FAR_APART_MS) return;
    toldApartMs = apartMs;
    logger.warn({ aheadMs: apartMs }, "this machine's clock and the database's are apart: the database's is used");
  }

  compare();
  const timer = setInterval(() => void follow(), LOOK_EVERY_MS);
  return { nowMs, stop: () => clearInterval(timer) };
}
