// What is refused has been read all the same, and who goes on for ever costs others for ever: far above every budget the line is closed.
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import type { Arrivals } from "./arrivals.ts";
import type { SeatClient } from "./room-seat.ts";
import { getMeter } from "./socket-meter.ts";

/** Of the two transports' sockets, what is needed here. */
interface Carrier {
  readonly removeAllListeners: (event: "message") => unknown;
  readonly pause?: () => void;
  readonly terminate?: () => void;
}

/** As long as the word of why it was closed may take. */
const TOLD_WITHIN_MS = 1_000;

/** Call as soon as it is known whose client this is. `flooded` is told once, when the connection is closed. */
export function watchForFlood(client: SeatClient, arrivals: Arrivals, flooded: () => void): void {
  const carrier = client.ref as unknown as Carrier;
  getMeter(carrier).seat(arrivals, () => {
    carrier.removeAllListeners("message");
    client.leave(CLOSE_CODES.flooding);
    // ws would read on until the other side closes too.
    carrier.pause?.();
    setTimeout(() => carrier.terminate?.(), TOLD_WITHIN_MS);
    flooded();
  });
}
