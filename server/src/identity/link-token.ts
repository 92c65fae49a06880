// Personal sign-in links: who, until when, and a signature. The secret part travels in the address's fragment, which no server logs.
import { createHmac, timingSafeEqual } from "node:crypto";

export const LINK_VALID_MS = 12 * 60 * 60 * 1000;
const VERSION = "1";

export type LinkReading =
  | { readonly personId: string; readonly expiresAtMs: number }
  | { readonly refusal: "sign_in/link_invalid" | "sign_in/link_expired" };

export function createLink(key: Buffer, personId: string, expiresAtMs: number): string {
  const body = Buffer.from(`${VERSION}.${personId}.${expiresAtMs}`).toString("base64url");
  return `${body}.${signature(key, body)}`;
}

export function readLink(key: Buffer, link: string, nowMs: number): LinkReading {
  const [body, signed, ...rest] = link.split(".");
  if (body === undefined || signed === undefined || rest.length > 0) return { refusal: "sign_in/link_invalid" };
  const expected = Buffer.from(signature(key, body));
  const given = Buffer.from(signed);
  if (expected.byteLength !== given.byteLength || !timingSafeEqual(expected, given)) {
    return { refusal: "sign_in/link_invalid" };
  }
  const [version, personId, expiry] = Buffer.from(body, "base64url").toString().split(".");
  const expiresAtMs = Number(expiry);
  if (version !== VERSION || !personId || !Number.isSafeInteger(expiresAtMs))
    return { refusal: "sign_in/link_invalid" };
  return nowMs < expiresAtMs ? { personId, expiresAtMs } : { refusal: "sign_in/link_expired" };
}

function signature(key: Buffer, body: string): string {
  return createHmac("sha256", key).update(`sign-in-link:${body}`).digest("base64url");
}
