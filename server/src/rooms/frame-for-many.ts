// One message of bytes for many clients: encoded once and, over ws, framed once too. A server's frames are not masked, so everybody's
// are the same bytes; left to ws, each client's has a head, options and two writes of its own.
import type { Writable } from "node:stream";
import { getMessageBytes, Protocol } from "@colyseus/core";

/** What is written to a client's socket beneath ws. */
export type ClientLine = Pick<Writable, "write">;

/** A whole message, which nothing is left out of: FIN, and the opcode of binary messages. */
const WHOLE_BINARY = 0x82;
const LENGTH_IN_TWO_BYTES = 126;
const LENGTH_IN_EIGHT_BYTES = 127;

export interface Framed {
  /** WebSocket frames, one after the other. */
  readonly frames: Uint8Array;
  /** The messages in them, as the core sends them. */
  readonly messages: readonly Uint8Array[];
}

/** Of messages of this type. What is framed is copied: it may be written into anew at once. */
export function createFraming(type: string): (body: Uint8Array) => Framed {
  const typeBytes = getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, type);
  return (body) => {
    const length = typeBytes.byteLength + body.byteLength;
    const headBytes = length < LENGTH_IN_TWO_BYTES ? 2 : length < 65_536 ? 4 : 10;
    const frame = Buffer.allocUnsafe(headBytes + length);
    frame[0] = WHOLE_BINARY;
    if (headBytes === 2) frame[1] = length;
    else if (headBytes === 4) {
      frame[1] = LENGTH_IN_TWO_BYTES;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = LENGTH_IN_EIGHT_BYTES;
      frame.writeUIntBE(0, 2, 2);
      frame.writeUIntBE(length, 4, 6);
    }
    frame.set(typeBytes, headBytes);
    frame.set(body, headBytes + typeBytes.byteLength);
    return { frames: frame, messages: [frame.subarray(headBytes)] };
  };
}

export function joinFramed(first: Framed, second: Framed): Framed {
  return {
    frames: Buffer.concat([first.frames, second.frames]),
    messages: [...first.messages, ...second.messages],
  };
}

export function sendFramed(
  client: { readonly enqueueRaw: (message: Uint8Array) => void },
  line: ClientLine | undefined,
  { frames, messages }: Framed,
): void {
  if (line !== undefined) line.write(frames);
  else for (const message of messages) client.enqueueRaw(message);
}

const lines = new WeakMap<object, ClientLine>();

/** Call before the core hears of this socket. Only for a transport that compresses nothing and writes each message in one piece. */
export function putLine(socket: object, line: ClientLine): void {
  lines.set(socket, line);
}

/** `carrier`: what a room's client has of its socket; undefined over uWebSockets.js, which frames without this process's JavaScript. */
export function findLine(carrier: object): ClientLine | undefined {
  return lines.get(carrier);
}
