// A class goes on while the database is away, and whoever loses the line meanwhile must find back into it. This process remembers whom it has
// let in, and believes its memory only while the database says nothing.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { endsWithin } from "../platform/ends-within.ts";
import type { AdmitMember, Admitted } from "./admit-member.ts";

const ANSWERS_WITHIN_MS = 1_000;
/** As long as a class lasts. */
const REMEMBERED_MS = 60 * 60_000;
/** More than a process ever seats in that time. */
const REMEMBERED = 10_000;

export function rememberMembers(admit: AdmitMember, nowMs: () => number): AdmitMember {
  /** In the order in which they were let in. */
  const members = new Map<string, Admitted & { readonly admittedAtMs: number }>();

  const ask = async (key: string, ...asked: Parameters<AdmitMember>): Promise<Admitted> => {
    try {
      const admitted = await admit(...asked);
      members.delete(key);
      members.set(key, { ...admitted, admittedAtMs: nowMs() });
      return admitted;
    } catch (error) {
      if (error instanceof DomainError) members.delete(key);
      throw error;
    }
  };

  const forget = () => {
    for (const [key, { admittedAtMs }] of members) {
      if (members.size <= REMEMBERED && nowMs() - admittedAtMs <= REMEMBERED_MS) return;
      members.delete(key);
    }
  };

  return async (cookie, groupSessionId) => {
    forget();
    const key = `${groupSessionId} ${cookie ?? ""}`;
    const remembered = members.get(key);
    const answer = ask(key, cookie, groupSessionId);
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
