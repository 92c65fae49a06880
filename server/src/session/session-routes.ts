// Sessions over HTTP: one's own list, and the summary of one.
import type { SessionListing, SessionSummary } from "@ensemble/shared/protocol/http-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";

interface Caller {
  readonly person: { readonly personId: ParticipantId };
}

export function sessionRoutes<C extends Caller>(parts: {
  readonly list: (personId: ParticipantId) => Promise<readonly SessionListing[]>;
  readonly summary: (groupSessionId: string, viewerId: ParticipantId) => Promise<SessionSummary>;
}): readonly HttpRoute<C>[] {
  return [
    signedInRoute<C>({
      method: "GET",
      path: "/api/sessions",
      handle: async ({ caller }) => ({ body: await parts.list(caller.person.personId) }),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/sessions/:id/summary",
      handle: async ({ caller, params }) => ({ body: await parts.summary(params.id ?? "", caller.person.personId) }),
    }),
  ];
}
