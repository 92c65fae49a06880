// AES-256-GCM for single values: version, nonce, tag and ciphertext in one piece of bytes, bound to the place it belongs to,
// so that a sealed name moved to another row does not open.
import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from "node:crypto";

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONCES_DRAWN = 256;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** `place` names table, column and row, for instance `person.name:p1`. */
export function seal(key: Buffer | KeyObject, place: string, plain: Uint8Array | string): Buffer<ArrayBuffer> {
  const bytes = typeof plain === "string" ? Buffer.from(plain) : plain;
  const sealed = Buffer.allocUnsafe(sealedLength(bytes));
  sealInto(sealed, 0, key, place, bytes);
  return sealed;
}

export function sealedLength(plain: Uint8Array): number {
  return HEAD_BYTES + plain.byteLength;
}

/** The same, written into `into` from `at` on. */
export function sealInto(into: Buffer, at: number, key: Buffer | KeyObject, place: string, plain: Uint8Array): void {
  into[at] = VERSION;
  const nonce = takeNonce();
  nonce.copy(into, at + 1);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place));
  const written = cipher.update(plain).copy(into, at + HEAD_BYTES);
  cipher.final().copy(into, at + HEAD_BYTES + written);
  cipher.getAuthTag().copy(into, at + 1 + NONCE_BYTES);
}

/** Drawn many at a time, each given once: drawing one costs as much as sealing a frame with it. */
const nonces = Buffer.allocUnsafeSlow(NONCES_DRAWN * NONCE_BYTES);
let noncesUsed = NONCES_DRAWN;

function takeNonce(): Buffer {
  if (noncesUsed === NONCES_DRAWN) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  noncesUsed += 1;
  return nonces.subarray((noncesUsed - 1) * NONCE_BYTES, noncesUsed * NONCE_BYTES);
}

/** Throws when the key, the place or a bit is wrong. */
export function unseal(key: Buffer | KeyObject, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.byteLength < HEAD_BYTES || bytes[0] !== VERSION) throw new Error(`sealed value of unknown form: ${place}`);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + NONCE_BYTES)).setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]);
}
