// The clinic's audit log over HTTP, for its therapists.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { PersonRole } from "@ensemble/shared/session/identifiers.ts";
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import type { AuditReader } from "./audit-log.ts";

interface Caller {
  readonly person: { readonly clinicId: string; readonly role: PersonRole };
}

export function auditRoutes<C extends Caller>(reader: AuditReader): readonly HttpRoute<C>[] {
  const clinicOf = ({ person }: Caller): string => {
    if (person.role !== "therapist") throw new DomainError("recording/not_allowed");
    return person.clinicId;
  };
  return [
    signedInRoute<C>({
      method: "GET",
      path: "/api/audit/log/:kind/:personId/:before",
      handle: async ({ caller, params: { kind = "", personId = "", before = "" } }) => ({
        body: await reader.read(clinicOf(caller), kind, personId, before),
      }),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/audit/people",
      handle: async ({ caller }) => ({ body: await reader.people(clinicOf(caller)) }),
    }),
    signedInRoute<C>({
      method: "GET",
      path: "/api/audit/chain",
      handle: async ({ caller }) => ({ body: await reader.checkChain(clinicOf(caller)) }),
    }),
  ];
}
