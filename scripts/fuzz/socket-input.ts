// WebSockets below every library: seats forged and used twice, frames that lie about their length, fragments, reserved bits, texts
// that are none, closes that are not.
import { randomBytes } from "node:crypto";
import fc, { type Arbitrary } from "fast-check";
import { sendUntilEnd } from "./http-input.ts";

interface FrameInput {
  readonly opcode: number;
  readonly fin: boolean;
  readonly reserved: number;
  readonly masked: boolean;
  readonly lengthOff: number;
  /** How the length is written; 0: as short as it can be. */
  readonly lengthBytes: 0 | 2 | 8;
  readonly payload: Uint8Array;
}
export interface SocketInput {
  /** What is said of the seat in the address. */
  readonly seat: "own" | "used twice" | "forged" | "of another room" | "none";
  readonly forged: string;
  readonly headers: readonly string[];
  readonly frames: readonly FrameInput[];
}
export interface Reservation {
  readonly sessionId: string;
  readonly processId: string;
  readonly roomId: string;
}

const payload = fc.oneof(
  { arbitrary: fc.uint8Array({ maxLength: 60 }), weight: 4 },
  // The core's own kinds of messages, most often the one that says that the client has joined.
  { arbitrary: fc.uint8Array({ maxLength: 8 }).map((rest) => new Uint8Array([10, ...rest])), weight: 2 },
  fc.constantFrom(125, 126, 127, 65_535, 65_536, 70_000, 300_000).map((length) => new Uint8Array(length).fill(13)),
);

const frame: Arbitrary<FrameInput> = fc.record({
  opcode: fc.oneof({ arbitrary: fc.constant(2), weight: 4 }, fc.nat(15)),
  fin: fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, fc.boolean()),
  reserved: fc.oneof({ arbitrary: fc.constant(0), weight: 5 }, fc.nat(7)),
  masked: fc.oneof({ arbitrary: fc.constant(true), weight: 6 }, fc.boolean()),
  lengthOff: fc.oneof({ arbitrary: fc.constant(0), weight: 6 }, fc.constantFrom(-1, 1, 1_000, 2 ** 31)),
  lengthBytes: fc.oneof({ arbitrary: fc.constant(0 as const), weight: 5 }, fc.constantFrom(2 as const, 8 as const)),
  payload,
});

export const socketInputs: Arbitrary<SocketInput> = fc.record({
  seat: fc.oneof(
    { arbitrary: fc.constant("own" as const), weight: 5 },
    fc.constantFrom("used twice" as const, "forged" as const, "of another room" as const, "none" as const),
  ),
  forged: fc.oneof(fc.constantFrom("", "constructor", "__proto__", "%00", "x".repeat(2_000)), fc.uuid()),
  headers: fc.array(
    fc.constantFrom(
      ...["Sec-WebSocket-Protocol: a, b", "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=1"],
      ...[
        "Sec-WebSocket-Version: 8",
        "Origin: https://elsewhere.example",
        "X-Forwarded-Proto: a b",
        "Content-Length: 5",
      ],
    ),
    { maxLength: 2 },
  ),
  frames: fc.array(frame, { maxLength: 6 }),
});

/** Everything that came until the connection ended; over the second one where a seat is used twice. */
export async function sendSocket(
  at: { readonly host: string; readonly port: number },
  input: SocketInput,
  own: Reservation,
  cookie: string,
  otherRoom: string,
): Promise<string> {
  const sessionId = input.seat === "forged" ? input.forged : own.sessionId;
  const roomId = input.seat === "of another room" ? otherRoom : own.roomId;
  const target = input.seat === "none" ? `/${input.forged}` : `/${own.processId}/${roomId}?sessionId=${sessionId}`;
  const head = [
    `GET ${target} HTTP/1.1`,
    `Host: ${at.host}:${at.port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    ...(input.headers.some((header) => header.startsWith("Sec-WebSocket-Version"))
      ? []
      : ["Sec-WebSocket-Version: 13"]),
    `Cookie: ${cookie}`,
    ...input.headers,
    "",
    "",
  ];
  const bytes = Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), ...input.frames.map(frameBytes)]);
  const said = await sendUntilEnd(at, bytes, true);
  return input.seat === "used twice" ? said + (await sendUntilEnd(at, bytes, true)) : said;
}

function frameBytes(input: FrameInput): Buffer {
  const length = Math.max(0, input.payload.byteLength + input.lengthOff);
  const width = Math.max(input.lengthBytes, length > 65_535 ? 8 : length > 125 ? 2 : 0);
  const head = Buffer.alloc(2 + width);
  head[0] = (input.fin ? 0x80 : 0) | (input.reserved << 4) | input.opcode;
  head[1] = (input.masked ? 0x80 : 0) | (width === 8 ? 127 : width === 2 ? 126 : length);
  if (width === 2) head.writeUInt16BE(Math.min(65_535, length), 2);
  if (width === 8) head.writeBigUInt64BE(BigInt(length), 2);
  // A mask of zeros changes nothing.
  return Buffer.concat([head, ...(input.masked ? [Buffer.alloc(4)] : []), input.payload]);
}
