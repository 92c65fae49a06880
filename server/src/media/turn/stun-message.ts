// The bytes that a TURN server and its clients say to each other: STUN messages (RFC 8489) with what TURN adds to them (RFC 8656), and
// how both lie in a stream. IPv4 only. Pure.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const METHOD = {
  binding: 0x001,
  allocate: 0x003,
  refresh: 0x004,
  send: 0x006,
  data: 0x007,
  createPermission: 0x008,
  channelBind: 0x009,
} as const;

const CLASS = { request: 0x000, indication: 0x010, success: 0x100, error: 0x110 } as const;
type StunClass = keyof typeof CLASS;

export const ATTRIBUTE = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  channelNumber: 0x000c,
  lifetime: 0x000d,
  xorPeerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  xorRelayedAddress: 0x0016,
  requestedTransport: 0x0019,
  xorMappedAddress: 0x0020,
} as const;

/** As in an IP header: the only thing that is relayed. */
export const OVER_UDP = 17;

export interface StunMessage {
  readonly method: number;
  readonly class: StunClass;
  /** 12 bytes. */
  readonly transaction: Buffer;
  /** The first of each kind; what follows the signature does not count. */
  readonly attributes: ReadonlyMap<number, Buffer>;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

const COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const CHANNEL_HEADER_BYTES = 4;
const SIGNATURE_BYTES = 20;
const ATTRIBUTE_HEADER_BYTES = 4;

/** `key`: it is signed with it, last of all. */
export function encodeStun(
  message: Omit<StunMessage, "attributes"> & { readonly attributes: Iterable<readonly [number, Buffer]> },
  key?: Buffer,
): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(message.method | CLASS[message.class], 0);
  header.writeUInt32BE(COOKIE, 4);
  message.transaction.copy(header, 8);
  const unsigned = Buffer.concat([header, ...[...message.attributes].map(([type, value]) => encodeOne(type, value))]);
  unsigned.writeUInt16BE(unsigned.length - HEADER_BYTES, 2);
  if (key === undefined) return unsigned;
  return Buffer.concat([
    withLengthOfSigned(unsigned),
    encodeOne(ATTRIBUTE.messageIntegrity, signatureOf(unsigned, key)),
  ]);
}

/** Undefined for what is no whole STUN message. */
export function parseStun(bytes: Buffer): StunMessage | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(4) !== COOKIE) return undefined;
  const type = bytes.readUInt16BE(0);
  const found = (Object.keys(CLASS) as StunClass[]).find((each) => CLASS[each] === (type & 0x110));
  const end = HEADER_BYTES + bytes.readUInt16BE(2);
  if (found === undefined || type > 0x3fff || end > bytes.length) return undefined;
  const attributes = new Map<number, Buffer>();
  for (const { type: kind, value } of attributesOf(bytes.subarray(0, end)))
    if (!attributes.has(kind) && !attributes.has(ATTRIBUTE.messageIntegrity)) attributes.set(kind, value);
  return { method: type & ~0x110, class: found, transaction: bytes.subarray(8, HEADER_BYTES), attributes };
}

/** Whether the message was signed with this key. */
export function isSignedWith(bytes: Buffer, key: Buffer): boolean {
  for (const { type, value, offset } of attributesOf(bytes)) {
    if (type !== ATTRIBUTE.messageIntegrity) continue;
    return value.length === SIGNATURE_BYTES && timingSafeEqual(value, signatureOf(bytes.subarray(0, offset), key));
  }
  return false;
}

/** Of long-term credentials, RFC 8489 section 9.2.2. */
export function longTermKey(username: string, realm: string, password: string): Buffer {
  return createHash("md5").update(`${username}:${realm}:${password}`).digest();
}

export function encodeAddress({ host, port }: Address): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt8(1, 1);
  bytes.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  bytes.writeUInt32BE((Buffer.from(host.split(".").map(Number)).readUInt32BE(0) ^ COOKIE) >>> 0, 4);
  return bytes;
}

export function parseAddress(value: Buffer | undefined): Address | undefined {
  if (value?.length !== 8 || value.readUInt8(1) !== 1) return undefined;
  const host = Buffer.alloc(4);
  host.writeUInt32BE((value.readUInt32BE(4) ^ COOKIE) >>> 0, 0);
  return { host: [...host].join("."), port: value.readUInt16BE(2) ^ (COOKIE >>> 16) };
}

export function encodeError(code: number, reason: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, Math.floor(code / 100), code % 100]), Buffer.from(reason)]);
}

/** Undefined in an answer that is none. */
export function errorCodeOf({ attributes }: StunMessage): number | undefined {
  const value = attributes.get(ATTRIBUTE.errorCode);
  return value === undefined || value.length < 4 ? undefined : value.readUInt8(2) * 100 + value.readUInt8(3);
}

/** What a peer has sent or is to be sent, short, over a channel that was bound before. */
export function encodeChannelData(channel: number, data: Buffer): Buffer {
  const bytes = Buffer.alloc(CHANNEL_HEADER_BYTES + padded(data.length));
  bytes.writeUInt16BE(channel, 0);
  bytes.writeUInt16BE(data.length, 2);
  data.copy(bytes, CHANNEL_HEADER_BYTES);
  return bytes;
}

/** Undefined for what is none. */
export function parseChannelData(bytes: Buffer): { readonly channel: number; readonly data: Buffer } | undefined {
  if (bytes.length < CHANNEL_HEADER_BYTES || bytes.readUInt8(0) >> 6 !== 1) return undefined;
  const end = CHANNEL_HEADER_BYTES + bytes.readUInt16BE(2);
  return end > bytes.length
    ? undefined
    : { channel: bytes.readUInt16BE(0), data: bytes.subarray(CHANNEL_HEADER_BYTES, end) };
}

/** The first whole message in what a stream has brought so far, and what is left; undefined while there is none. */
export function takeFrame(stream: Buffer): { readonly frame: Buffer; readonly rest: Buffer } | undefined {
  if (stream.length < CHANNEL_HEADER_BYTES) return undefined;
  const length = stream.readUInt16BE(2);
  const isChannelData = stream.readUInt8(0) >> 6 === 1;
  const end = isChannelData ? CHANNEL_HEADER_BYTES + padded(length) : HEADER_BYTES + length;
  return stream.length < end ? undefined : { frame: stream.subarray(0, end), rest: stream.subarray(end) };
}

interface Attribute {
  readonly type: number;
  readonly value: Buffer;
  readonly offset: number;
}

function* attributesOf(bytes: Buffer): Generator<Attribute> {
  for (let offset = HEADER_BYTES; offset + ATTRIBUTE_HEADER_BYTES <= bytes.length; ) {
    const length = bytes.readUInt16BE(offset + 2);
    const begin = offset + ATTRIBUTE_HEADER_BYTES;
    if (begin + length > bytes.length) return;
    yield { type: bytes.readUInt16BE(offset), value: bytes.subarray(begin, begin + length), offset };
    offset = begin + padded(length);
  }
}

function encodeOne(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(ATTRIBUTE_HEADER_BYTES + padded(value.length));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, ATTRIBUTE_HEADER_BYTES);
  return bytes;
}

/** The length that is signed counts the signature. */
function withLengthOfSigned(unsigned: Buffer): Buffer {
  const bytes = Buffer.from(unsigned);
  bytes.writeUInt16BE(unsigned.length - HEADER_BYTES + ATTRIBUTE_HEADER_BYTES + SIGNATURE_BYTES, 2);
  return bytes;
}

function signatureOf(unsigned: Buffer, key: Buffer): Buffer {
  return createHmac("sha1", key).update(withLengthOfSigned(unsigned)).digest();
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
