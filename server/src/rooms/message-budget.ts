// How much one client may send: a bucket per kind of message. Above it messages are refused, not the person; far above it the connection
// is closed, because what is refused has been read.
import type { Budget } from "../platform/budget.ts";

/**
 * A camera sends 30 messages a second at most; after a cut, 120 s of frames come back in batches. Media requests are
 * weighed where they are answered, so that pictures being negotiated cost nobody a command. What commands may write has a bound of its
 * own, far lower: `entry-allowance.ts`.
 */
export const BUDGETS = {
  pose: { perSecond: 60, burst: 180 },
  request: { perSecond: 20, burst: 60 },
  message: { perSecond: 10, burst: 30 },
  // A line that is being drawn, a dozen times a second at the most.
  pointing: { perSecond: 15, burst: 45 },
  // Its own, so that nothing else a page sends keeps a stop from being taken; nobody in pain presses more often.
  painStop: { perSecond: 5, burst: 20 },
} as const satisfies Record<string, Budget>;

/**
 * Whatever arrives from one person, over all connections, paid for or not; a pong counts as a message. A page that comes back sends
 * two minutes of frames again, 120 messages and 1.5 MB: that, as often in a row as it may join (join-budget.ts), with all else it may
 * send, stays below. In between it needs 40 messages and 20 kB a second. To read what may come for ever takes some hundredths of a core.
 */
export const ARRIVALS = {
  messages: { perSecond: 200, burst: 4_000 },
  bytes: { perSecond: 524_288, burst: 33_554_432 },
} as const satisfies Record<string, Budget>;

/** A read costs about as much however little it brought. A page's 90 messages a second take a sixth of its budget that way. */
export const READ_COSTS_BYTES = 1_024;

/**
 * What may arrive over a WebSocket before its room knows whose it is: nobody has anything to say by then. All those that one address may
 * open in a second (address-budget.ts) bring two megabytes.
 */
export const UNSEATED = { messages: 32, bytes: 32_768 } as const;
