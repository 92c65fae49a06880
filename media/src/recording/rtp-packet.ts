// One RTP packet as RFC 3550 lays it out, read for what a recording needs of it.

export interface RtpPacket {
  readonly payloadType: number;
  /** On the last packet of a picture. */
  readonly marker: boolean;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** Header extension elements by their local number (RFC 8285). */
  readonly extensions: ReadonlyMap<number, Uint8Array>;
  /** Without padding; empty in a packet that is nothing but padding. */
  readonly payload: Uint8Array;
}

const VERSION = 2;
const FIXED_HEADER_BYTES = 12;
const ONE_BYTE_PROFILE = 0xbe_de;
const TWO_BYTE_PROFILE = 0x10_00;
/** RFC 8285: ends a list of one-byte elements. */
const RESERVED_NUMBER = 15;
const NO_EXTENSIONS: ReadonlyMap<number, Uint8Array> = new Map();

/** Views the given bytes; undefined when they are no RTP. */
export function parseRtpPacket(bytes: Uint8Array): RtpPacket | undefined {
  const length = bytes.byteLength;
  if (length < FIXED_HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const first = view.getUint8(0);
  if (first >> 6 !== VERSION) return undefined;
  let start = FIXED_HEADER_BYTES + 4 * (first & 0x0f);
  let extensions = NO_EXTENSIONS;
  if (first & 0x10) {
    if (start + 4 > length) return undefined;
    const body = start + 4;
    const profile = view.getUint16(start);
    start = body + 4 * view.getUint16(start + 2);
    if (start > length) return undefined;
    extensions = readExtensions(profile, bytes.subarray(body, start));
  }
  let end = length;
  if (first & 0x20) {
    const padding = view.getUint8(length - 1);
    if (padding === 0) return undefined;
    end -= padding;
  }
  if (start > end) return undefined;
  const second = view.getUint8(1);
  return {
    payloadType: second & 0x7f,
    marker: second > 0x7f,
    sequenceNumber: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    extensions,
    payload: bytes.subarray(start, end),
  };
}

/** What cannot be read ends the list: the elements before it count. */
function readExtensions(profile: number, body: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const oneByte = profile === ONE_BYTE_PROFILE;
  if (!oneByte && profile >> 4 !== TWO_BYTE_PROFILE >> 4) return NO_EXTENSIONS;
  const found = new Map<number, Uint8Array>();
  let at = 0;
  while (at < body.length) {
    const head = body[at++] ?? 0;
    if (head === 0) continue;
    const number = oneByte ? head >> 4 : head;
    if (oneByte && number === RESERVED_NUMBER) break;
    const length = oneByte ? (head & 0x0f) + 1 : (body[at++] ?? Number.POSITIVE_INFINITY);
    if (at + length > body.length) break;
    found.set(number, body.subarray(at, at + length));
    at += length;
  }
  return found;
}
