// The STUN request with which a caller says where it is (RFC 8489 with the attributes of RFC 8445): mediasoup only ever answers such, and
// two of its workers would wait for each other for ever.
import { createHmac, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

const BINDING_REQUEST = 0x0001;
const MAGIC_COOKIE = 0x2112_a442;
const HEADER_BYTES = 20;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const ICE_CONTROLLING = 0x802a;
/** Of an attribute's type and length. */
const ATTRIBUTE_HEAD_BYTES = 4;
const INTEGRITY_BYTES = 20;
const FINGERPRINT_BYTES = 4;
const FINGERPRINT_MASK = 0x5354_554e;
/** Any: there is one candidate. */
const SOME_PRIORITY = 0x7eff_ffff;

/** `usernameFragment` and `password` of the one who is asked. */
export function writeBindingRequest({
  usernameFragment,
  password,
}: {
  readonly usernameFragment: string;
  readonly password: string;
}): Buffer {
  const attributes = Buffer.concat([
    attribute(USERNAME, Buffer.from(`${usernameFragment}:caller`)),
    attribute(PRIORITY, uint32(SOME_PRIORITY)),
    attribute(ICE_CONTROLLING, randomBytes(8)),
    attribute(USE_CANDIDATE, Buffer.alloc(0)),
  ]);
  const transaction = randomBytes(12);
  const upTo = (bytesBehind: number) => {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(BINDING_REQUEST, 0);
    header.writeUInt16BE(attributes.length + bytesBehind, 2);
    header.writeUInt32BE(MAGIC_COOKIE, 4);
    transaction.copy(header, 8);
    return Buffer.concat([header, attributes]);
  };
  // Each of the two is counted over a header whose length already counts it.
  const integrity = attribute(
    MESSAGE_INTEGRITY,
    createHmac("sha1", password)
      .update(upTo(ATTRIBUTE_HEAD_BYTES + INTEGRITY_BYTES))
      .digest(),
  );
  const signed = Buffer.concat([upTo(integrity.length + ATTRIBUTE_HEAD_BYTES + FINGERPRINT_BYTES), integrity]);
  return Buffer.concat([signed, attribute(FINGERPRINT, uint32((crc32(signed) ^ FINGERPRINT_MASK) >>> 0))]);
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(ATTRIBUTE_HEAD_BYTES);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
