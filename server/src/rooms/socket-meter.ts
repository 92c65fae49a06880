// All that comes over one WebSocket is paid for, whether or not a room hears of it: a socket without a seat, one that is being closed
// and frames that are no messages are read as well.
import type { Arrivals } from "./arrivals.ts";
import { READ_COSTS_BYTES, UNSEATED } from "./message-budget.ts";

export interface SocketMeter {
  /** So much was read at once. */
  readonly read: (byteLength: number) => void;
  /** A message, or a frame that belongs to none. */
  readonly frame: () => void;
  /** From here on this person pays. `spent` is told once, and only where the socket has not been cut before. */
  readonly seat: (arrivals: Arrivals, spent: () => void) => void;
}

/** Taken at once of what a person may send, so that most of what comes costs an addition and a comparison and no look at the clock. */
const SLICE = { messages: 16, bytes: 16_384 };

const meters = new WeakMap<object, SocketMeter>();

/** `cut` is told once, when more has come than anybody has to say without a seat. */
export function createSocketMeter(cut: () => void): SocketMeter {
  let framesLeft: number = UNSEATED.messages;
  let bytesLeft: number = UNSEATED.bytes;
  let arrivals: Arrivals | undefined;
  let tell: (() => void) | undefined = cut;

  const takeMore = () => {
    if (tell === undefined) return;
    const messages = framesLeft < 0 ? SLICE.messages - framesLeft : 0;
    const bytes = bytesLeft < 0 ? SLICE.bytes - bytesLeft : 0;
    if (arrivals?.take(messages, bytes)) {
      framesLeft += messages;
      bytesLeft += bytes;
      return;
    }
    const tellOnce = tell;
    tell = undefined;
    tellOnce();
  };

  return {
    read: (byteLength) => {
      bytesLeft -= Math.max(byteLength, READ_COSTS_BYTES);
      if (bytesLeft < 0) takeMore();
    },
    frame: () => {
      framesLeft -= 1;
      if (framesLeft < 0) takeMore();
    },
    seat: (whose, spent) => {
      arrivals = whose;
      if (tell !== undefined) tell = spent;
    },
  };
}

/** Call before the core hears of this socket. */
export function putMeter(socket: object, meter: SocketMeter): void {
  meters.set(socket, meter);
}

/** `carrier`: what a room's client has of its socket; uWebSockets.js has one around it. */
export function getMeter(carrier: object): SocketMeter {
  const inner = "ws" in carrier && typeof carrier.ws === "object" && carrier.ws !== null ? carrier.ws : carrier;
  const meter = meters.get(inner);
  if (meter === undefined) throw new Error("A socket came to a room without its transport's meter.");
  return meter;
}
