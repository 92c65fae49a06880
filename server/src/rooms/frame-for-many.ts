// Messages framed without ws, over which they go. One for many clients is encoded once and framed once: a server's frames are not masked, so everybody's
// are the same bytes; left to ws, each client's has a head, options and two writes of its own.
import { getMessageBytes, Protocol } from "@colyseus/core";
import type { ClientLine } from "./client-line.ts";

/** A whole message, which nothing is left out of: FIN, and the opcode of binary messages. */
const WHOLE_BINARY = 0x82;
const LENGTH_IN_TWO_BYTES = 126;
const LENGTH_IN_EIGHT_BYTES = 127;
/** A WebSocket's state. */
const OPEN = 1;

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
    const frame = frameOf(length);
    const begins = frame.byteLength - length;
    frame.set(typeBytes, begins);
    frame.set(body, begins + typeBytes.byteLength);
    return { frames: frame, messages: [frame.subarray(begins)] };
  };
}

/** With the head of a message of so many bytes; they are to be written behind it. */
function frameOf(length: number): Buffer {
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
  return frame;
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

/** Of a client, how the core sends it whatever is not for many. */
interface Sending {
  readonly readyState?: number;
  raw: (message: Uint8Array, options?: never, sent?: (error?: Error) => void) => void;
}

/**
 * What is sent to this client alone is framed here too: of each message ws makes options, a head by itself and two writes. Unless
 * somebody wants to know when it was sent, or the connection is ending, which is for ws to say.
 */
export function sendOverLine(client: Sending, line: ClientLine): void {
  const raw = client.raw.bind(client);
  client.raw = (message, options, sent) => {
    if (sent !== undefined || client.readyState !== OPEN) return raw(message, options, sent);
    const frame = frameOf(message.byteLength);
    frame.set(message, frame.byteLength - message.byteLength);
    line.write(frame);
  };
}
