// This side of the proof that both have the media secret, without either saying it.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { proofText } from "@ensemble/shared/protocol/media-channel.ts";

export interface ServerProof {
  readonly nonce: string;
  readonly proof: string;
  /** Whether the node has it as well. */
  readonly isNodes: (proof: string) => boolean;
}

export function proveServer(secret: string, nodeNonce: string): ServerProof {
  const nonce = randomBytes(32).toString("hex");
  const sign = (by: "server" | "node") =>
    createHmac("sha256", secret)
      .update(proofText(by, nodeNonce, nonce))
      .digest();
  return {
    nonce,
    proof: sign("server").toString("hex"),
    isNodes: (proof) => {
      const given = Buffer.from(proof, "hex");
      const expected = sign("node");
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
