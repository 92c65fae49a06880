// The proof that the other side has the media secret, without either saying it.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { proofText } from "@ensemble/shared/protocol/media-channel.ts";

export function createNonce(): string {
  return randomBytes(32).toString("hex");
}

export function proveSecret(secret: string, by: "server" | "node", nodeNonce: string, serverNonce: string): string {
  return createHmac("sha256", secret)
    .update(proofText(by, nodeNonce, serverNonce))
    .digest("hex");
}

export function isProof(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
