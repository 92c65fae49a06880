// How much one client may send: a bucket per kind of message. Above it messages are refused, never the person.
import type { Budget } from "../platform/budget.ts";

/**
 * A camera sends 30 messages a second at most; after a cut, 120 s of frames come back in batches. Media requests are
 * weighed where they are answered, so that pictures being negotiated cost nobody a command.
 */
export const BUDGETS = {
  pose: { perSecond: 60, burst: 180 },
  request: { perSecond: 20, burst: 60 },
  message: { perSecond: 10, burst: 30 },
  // Its own, so that nothing else a page sends keeps a stop from being taken; nobody in pain presses more often.
  painStop: { perSecond: 5, burst: 20 },
} as const satisfies Record<string, Budget>;
