// The protocol templates over HTTP, for those who prescribe: what there is, and one of them in full.
import type { ProtocolListing, ProtocolPage } from "@ensemble/shared/protocol/http-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { PersonRole } from "@ensemble/shared/session/identifiers.ts";
import { type HttpAnswer, type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import type { ProtocolLibrary } from "./protocol-library.ts";

interface Caller {
  readonly person: { readonly role: PersonRole };
}

export function protocolRoutes<C extends Caller>(library: ProtocolLibrary): readonly HttpRoute<C>[] {
  const answer = (body: ProtocolPage | readonly ProtocolListing[]): HttpAnswer => ({
    body,
    packed: true,
    headers: { "cache-control": "private, no-cache" },
  });
  // One list for all who ask: what is packed once is found again by being the same object.
  const listings = library.all.map(({ phases, ...listing }) => ({ ...listing, phases: phases.length }));
  return [
    signedInRoute<C>({
      method: "GET",
      path: "/api/protocols",
      handle: async ({ caller }) => {
        requireTherapist(caller);
        return answer(listings);
      },
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/protocols/:id",
      handle: async ({ caller, params }) => {
        requireTherapist(caller);
        const page = library.find(params.id ?? "");
        if (page === undefined) throw new DomainError("library/unknown_template");
        return answer(page);
      },
    }),
  ];
}

/** Patients see what they were prescribed, never what others might be. */
function requireTherapist({ person }: Caller): void {
  if (person.role !== "therapist") throw new DomainError("library/staff_only");
}
