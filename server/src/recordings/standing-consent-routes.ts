// A patient's own standing consent over HTTP: whether there is one, giving it, taking it back. Nobody does any of it for somebody else.
import {
  type GiveConsentBody,
  giveConsentBody,
  type StandingConsentView,
} from "@ensemble/shared/protocol/http-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ParticipantId, PersonRole } from "@ensemble/shared/session/identifiers.ts";
import { createBudgetForEach } from "../platform/budget-for-each.ts";
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import type { StandingConsents } from "./standing-consents.ts";

interface Caller {
  readonly person: { readonly personId: ParticipantId; readonly clinicId: string; readonly role: PersonRole };
}

const QUESTIONS = { perSecond: 1, burst: 30 };
/** Each leaves a row and entries of the audit log that stay. */
const GIVEN = { perSecond: 1 / 60, burst: 5 };
const REMEMBERED = 10_000;

export function standingConsentRoutes<C extends Caller>(
  consents: Pick<StandingConsents, "readEnd" | "give" | "takeBack">,
  changed: () => void,
  monotonicMs: () => number,
): readonly HttpRoute<C>[] {
  const questions = createBudgetForEach(QUESTIONS, REMEMBERED, monotonicMs);
  const given = createBudgetForEach(GIVEN, REMEMBERED, monotonicMs);
  const admit = ({ person }: Caller, budget = questions) => {
    if (person.role !== "patient") throw new DomainError("recording/not_allowed");
    if (!budget.spend(person.personId)) throw new DomainError("protocol/too_many");
    return person;
  };
  return [
    signedInRoute<C>({
      method: "GET",
      path: "/api/standing-consent",
      handle: async ({ caller }) => {
        const { personId } = admit(caller);
        const body: StandingConsentView = { untilMs: await consents.readEnd(personId) };
        return { body };
      },
    }),
    signedInRoute<C, GiveConsentBody>({
      method: "POST",
      path: "/api/standing-consent/give",
      body: giveConsentBody,
      handle: async ({ caller }) => {
        const { untilMs } = await consents.give(admit(caller, given));
        changed();
        const body: StandingConsentView = { untilMs };
        return { body };
      },
    }),
    signedInRoute<C>({
      method: "POST",
      path: "/api/standing-consent/take-back",
      handle: async ({ caller }) => {
        await consents.takeBack(admit(caller));
        changed();
        const body: StandingConsentView = { untilMs: null };
        return { body };
      },
    }),
  ];
}
