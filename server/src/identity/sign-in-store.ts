// Signed-in browsers. The cookie itself is never stored, only its hash.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { PrismaClient } from "../platform/generated/prisma/client.ts";

export interface SignInStore {
  /** Returns the cookie's secret. */
  readonly createSignIn: (personId: string, expiresAtMs: number) => Promise<string>;
  readonly findSignIn: (
    secret: string,
    nowMs: number,
  ) => Promise<{ signInId: string; personId: string; expiresAtMs: number } | undefined>;
  readonly endSignIn: (signInId: string, nowMs: number) => Promise<void>;
}

export function createSignInStore(prisma: PrismaClient): SignInStore {
  return {
    createSignIn: async (personId, expiresAtMs) => {
      const secret = randomBytes(32).toString("base64url");
      await prisma.signIn.create({
        data: { id: randomUUID(), personId, tokenHash: hash(secret), expiresAt: new Date(expiresAtMs) },
      });
      return secret;
    },
    findSignIn: async (secret, nowMs) => {
      const row = await prisma.signIn.findUnique({ where: { tokenHash: hash(secret) } });
      if (row === null || row.endedAt !== null || row.expiresAt.getTime() <= nowMs) return undefined;
      return { signInId: row.id, personId: row.personId, expiresAtMs: row.expiresAt.getTime() };
    },
    endSignIn: async (signInId, nowMs) => {
      await prisma.signIn.update({ where: { id: signInId }, data: { endedAt: new Date(nowMs) } });
    },
  };
}

function hash(secret: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(secret).digest());
}
