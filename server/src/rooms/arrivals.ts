// What may still come from one person. Kept for the person, whichever connection it comes over: a new one would be a whole budget more.
import { createSpending, spend } from "../platform/budget.ts";
import { ARRIVALS } from "./message-budget.ts";

export interface Arrivals {
  /** Takes what so many messages of so many bytes cost; false when that is too much. */
  readonly take: (messages: number, bytes: number) => boolean;
}

export function createArrivals(nowMs: () => number): Arrivals {
  const ofMessages = createSpending(ARRIVALS.messages, nowMs());
  const ofBytes = createSpending(ARRIVALS.bytes, nowMs());
  return {
    take: (messages, bytes) => {
      const now = nowMs();
      return spend(ofMessages, ARRIVALS.messages, now, messages) && spend(ofBytes, ARRIVALS.bytes, now, bytes);
    },
  };
}
