// An operator has to see how the machines do most of all while the database, which knows who is signed in, is away. This process
// remembers operators it has just answered, and believes its memory only while the database says nothing.
import { endsWithin } from "../platform/ends-within.ts";
import type { Identify } from "./identify.ts";
import type { Identity } from "./person.ts";

const ANSWERS_WITHIN_MS = 1_000;
/** Since they last asked: whoever is looking asks every few seconds. */
const REMEMBERED_MS = 10 * 60_000;

interface Remembered {
  readonly identity: Identity;
  askedAtMs: number;
}

export function rememberOperators(identify: Identify, nowMs: () => number): Identify {
  const operators = new Map<string, Remembered>();

  const ask = async (cookie: string | undefined): Promise<Identity | undefined> => {
    const identity = await identify.findIdentity(cookie);
    if (cookie === undefined) return identity;
    if (identity?.person.role === "operator") operators.set(cookie, { identity, askedAtMs: nowMs() });
    else operators.delete(cookie);
    return identity;
  };

  const recall = (cookie: string | undefined): Remembered | undefined => {
    for (const [key, { identity, askedAtMs }] of operators)
      if (nowMs() - askedAtMs > REMEMBERED_MS || identity.expiresAtMs <= nowMs()) operators.delete(key);
    return cookie === undefined ? undefined : operators.get(cookie);
  };

  return {
    ...identify,
    findIdentity: async (cookie) => {
      const remembered = recall(cookie);
      const answer = ask(cookie);
      if (remembered === undefined) return answer;
      try {
        if (await endsWithin(answer, ANSWERS_WITHIN_MS)) return await answer;
      } catch {
        // The database is away, which is what the operator is about to be told.
      }
      remembered.askedAtMs = nowMs();
      return remembered.identity;
    },
    signOut: async (signInId) => {
      for (const [cookie, { identity }] of operators) if (identity.signInId === signInId) operators.delete(cookie);
      await identify.signOut(signInId);
    },
  };
}
