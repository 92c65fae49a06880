// What a client is sent past ws: frames of one turn leave in one piece, for one write of one buffer costs half of one of several.
import type { Duplex } from "node:stream";

/** Beneath ws, to one client's socket. */
export interface ClientLine {
  /** Whole WebSocket frames, which are not changed afterwards. They leave when the code that is running is done, in this order. */
  readonly write: (frames: Uint8Array) => void;
}

let waiting: (() => void)[] = [];

/** Whatever ws sends by itself (what somebody waits for, pings, the end) comes after what was written before it. */
export function createClientLine(socket: Pick<Duplex, "write" | "cork" | "writable">): ClientLine {
  let frames: Uint8Array[] = [];
  const flush = () => {
    if (frames.length === 0) return;
    const bytes = frames.length === 1 ? frames[0] : Buffer.concat(frames);
    frames = [];
    if (socket.writable) socket.write(bytes);
  };
  const cork = socket.cork.bind(socket);
  // ws corks a socket for each of its frames.
  socket.cork = () => {
    flush();
    cork();
  };
  return {
    write: (bytes) => {
      frames.push(bytes);
      if (frames.length > 1) return;
      waiting.push(flush);
      if (waiting.length === 1) process.nextTick(flushAll);
    },
  };
}

function flushAll(): void {
  const lines = waiting;
  waiting = [];
  for (const flush of lines) flush();
}

const lines = new WeakMap<object, ClientLine>();

/** Call before the core hears of this socket. Only for a transport that compresses nothing. */
export function putLine(socket: object, line: ClientLine): void {
  lines.set(socket, line);
}

/** `carrier`: what a room's client has of its socket; undefined over uWebSockets.js, which frames without this process's JavaScript. */
export function findLine(carrier: object): ClientLine | undefined {
  return lines.get(carrier);
}
