// What is refused has been read all the same, and who goes on for ever costs others for ever: far above every budget the line is closed.
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { createSpending, spend } from "../platform/budget.ts";
import { ARRIVALS } from "./message-budget.ts";
import type { SeatClient } from "./room-seat.ts";

/** Kept for a person, whichever connection it comes over: a new one would be a whole budget more. */
export interface Arrivals {
  /** Takes what one message costs; false when that is too much. */
  readonly take: (byteLength: number) => boolean;
}

/** Of the two transports' sockets, what is needed here. */
interface Carrier {
  readonly on: (event: "message", listener: (message: { readonly byteLength: number }) => void) => unknown;
  readonly removeAllListeners: (event: "message") => unknown;
  readonly pause?: () => void;
  readonly terminate?: () => void;
}

/** As long as the word of why it was closed may take. */
const TOLD_WITHIN_MS = 1_000;

export function createArrivals(nowMs: () => number): Arrivals {
  const messages = createSpending(ARRIVALS.messages, nowMs());
  const bytes = createSpending(ARRIVALS.bytes, nowMs());
  return {
    take: (byteLength) => {
      const now = nowMs();
      return spend(messages, ARRIVALS.messages, now) && spend(bytes, ARRIVALS.bytes, now, byteLength);
    },
  };
}

/** Call before the room listens to this client. `flooded` is told once, when the connection is closed. */
export function watchForFlood(client: SeatClient, arrivals: Arrivals, flooded: () => void): void {
  const carrier = client.ref as unknown as Carrier;
  carrier.on("message", ({ byteLength }) => {
    if (arrivals.take(byteLength)) return;
    carrier.removeAllListeners("message");
    client.leave(CLOSE_CODES.flooding);
    // ws would read on until the other side closes too.
    carrier.pause?.();
    setTimeout(() => carrier.terminate?.(), TOLD_WITHIN_MS);
    flooded();
  });
}
