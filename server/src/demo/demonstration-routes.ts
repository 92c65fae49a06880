// Lets programs on this machine try the server with simulated people. Only in a demo clinic, only from this machine.
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import { demonstrationBody } from "@ensemble/shared/protocol/http-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { type HttpRoute, openRoute } from "../platform/http-route.ts";
import { TRIAL_PATIENTS, TRIAL_THERAPIST } from "./demo-people.ts";
import type { Demonstration } from "./demonstration.ts";

export function demonstrationRoutes<Caller>(
  demonstration: Demonstration,
  inviteLink: (personId: string) => string,
): readonly HttpRoute<Caller>[] {
  return [
    openRoute({
      method: "POST",
      path: "/api/demonstrations",
      body: demonstrationBody,
      handle: async ({ body, fromThisMachine }) => {
        if (!fromThisMachine) throw new DomainError("demonstration/not_here");
        const patients = TRIAL_PATIENTS.slice(0, body.patients);
        const answer: DemonstrationAnswer = {
          groupSessionId: await demonstration.createSimulatedSession(body.patients),
          therapist: { name: TRIAL_THERAPIST.name, link: inviteLink(TRIAL_THERAPIST.personId) },
          patients: patients.map(({ personId, name }) => ({ name, link: inviteLink(personId) })),
        };
        return { status: 201, body: answer };
      },
    }),
  ];
}
