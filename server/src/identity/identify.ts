// Who is asking: the one interface the rest of the server uses. Full accounts will fill it later; personal links do now.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { createLink, LINK_VALID_MS, readLink } from "./link-token.ts";
import type { Identity } from "./person.ts";
import type { PersonStore } from "./person-store.ts";
import type { SignInStore } from "./sign-in-store.ts";

export const COOKIE_NAME = "ensemble";

export interface Identify {
  /** Exchanges a personal link for a cookie's secret. Throws `sign_in/link_invalid`, `sign_in/link_expired`. */
  readonly signIn: (link: string) => Promise<{ readonly secret: string; readonly identity: Identity }>;
  /** Reads the cookie header. */
  readonly findIdentity: (cookieHeader: string | undefined) => Promise<Identity | undefined>;
  readonly signOut: (signInId: string) => Promise<void>;
  /** A personal link, valid for twelve hours. */
  readonly inviteLink: (personId: string) => string;
}

export function createIdentify(options: {
  readonly people: PersonStore;
  readonly signIns: SignInStore;
  readonly linkKey: Buffer;
  readonly nowMs: () => number;
}): Identify {
  const { people, signIns, linkKey, nowMs } = options;
  const identityOf = async (secret: string): Promise<Identity | undefined> => {
    const found = await signIns.findSignIn(secret, nowMs());
    if (found === undefined) return undefined;
    const person = await people.findPerson(found.personId);
    return person === undefined ? undefined : { signInId: found.signInId, person, expiresAtMs: found.expiresAtMs };
  };
  return {
    signIn: async (link) => {
      const reading = readLink(linkKey, link, nowMs());
      if ("refusal" in reading) throw new DomainError(reading.refusal);
      if ((await people.findPerson(reading.personId)) === undefined) throw new DomainError("sign_in/link_invalid");
      const secret = await signIns.createSignIn(reading.personId, nowMs() + LINK_VALID_MS);
      const identity = await identityOf(secret);
      if (identity === undefined) throw new Error("a sign-in that was just made is not there");
      return { secret, identity };
    },
    findIdentity: async (cookieHeader) => {
      const secret = readCookie(cookieHeader);
      return secret === undefined ? undefined : identityOf(secret);
    },
    signOut: (signInId) => signIns.endSignIn(signInId, nowMs()),
    inviteLink: (personId) => createLink(linkKey, personId, nowMs() + LINK_VALID_MS),
  };
}

function readCookie(header: string | undefined): string | undefined {
  for (const part of (header ?? "").split(";")) {
    const pair = part.trim();
    // All of it: a secret with something behind it is another one.
    if (pair.startsWith(`${COOKIE_NAME}=`)) return pair.slice(COOKIE_NAME.length + 1) || undefined;
  }
  return undefined;
}
