// A class goes on while the database is away, and whoever loses the line meanwhile must find back into it. This process remembers whom it has
// let in, and believes its memory only while the database says nothing.
import { createHash } from "node:crypto";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { endsWithin } from "../platform/ends-within.ts";
import type { AdmitMember, Admitted } from "./admit-member.ts";

const ANSWERS_WITHIN_MS = 1_000;
/** As long as a class lasts. */
const REMEMBERED_MS = 60 * 60_000;
/** More than a process ever seats in that time. */
const REMEMBERED = 10_000;

export function rememberMembers(admit: AdmitMember, nowMs: () => number): AdmitMember {
  /** One for each person and session, however often it is asked and with whatever cookie; in the order in which they were let in. */
  const members = new Map<string, Remembered>();
  /** By what is asked with, which is kept as a hash only: it is what people sign in with. */
  const asked = new Map<string, string>();

  const forget = (person: string) => {
    const known = members.get(person);
    if (known === undefined) return;
    members.delete(person);
    asked.delete(known.with);
  };

  const ask = async (askedWith: string, ...given: Parameters<AdmitMember>): Promise<Admitted> => {
    try {
      const admitted = await admit(...given);
      const person = `${admitted.groupSessionId} ${admitted.member.personId}`;
      forget(person);
      members.set(person, { ...admitted, with: askedWith, admittedAtMs: nowMs() });
      asked.set(askedWith, person);
      return admitted;
    } catch (error) {
      if (error instanceof DomainError) forget(asked.get(askedWith) ?? "");
      throw error;
    }
  };

  const forgetOld = () => {
    for (const [person, { admittedAtMs }] of members) {
      if (members.size <= REMEMBERED && nowMs() - admittedAtMs <= REMEMBERED_MS) return;
      forget(person);
    }
  };

  return async (cookie, groupSessionId) => {
    forgetOld();
    const askedWith = createHash("sha256").update(`${groupSessionId} ${cookie}`).digest("base64");
    const remembered = members.get(asked.get(askedWith) ?? "");
    const answer = ask(askedWith, cookie, groupSessionId);
    if (remembered === undefined || remembered.expiresAtMs <= nowMs()) return answer;
    try {
      if (await endsWithin(answer, ANSWERS_WITHIN_MS)) return await answer;
    } catch (error) {
      // Any other one is the database's, which every statement of the session says as well.
      if (error instanceof DomainError) throw error;
    }
    return remembered;
  };
}

interface Remembered extends Admitted {
  readonly with: string;
  readonly admittedAtMs: number;
}
