// The clinic's audit log as its therapists read it: who, what, about whom and of which class, in names; and whether its chain holds.
import {
  ANY_IN_LOG,
  AUDIT_ACTIONS,
  AUDIT_ENTRIES_A_PAGE,
  AUDIT_KINDS,
  type AuditChain,
  type AuditLog,
  type AuditPerson,
} from "@ensemble/shared/protocol/audit-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ParticipantId, PersonRole } from "@ensemble/shared/session/identifiers.ts";
import type { AuditStore } from "./audit-store.ts";
import type { AuditSubjects } from "./audit-subjects-store.ts";

export interface AuditReader {
  /** Throws `protocol/malformed`. */
  readonly read: (clinicId: string, kind: string, personId: string, before: string) => Promise<AuditLog>;
  readonly people: (clinicId: string) => Promise<readonly AuditPerson[]>;
  /** Reads the whole log; asked often, it answers with what it found a moment ago. */
  readonly checkChain: (clinicId: string) => Promise<AuditChain>;
}

interface ClinicPerson {
  readonly personId: ParticipantId;
  readonly name: string;
  readonly role: PersonRole;
  readonly simulated: boolean;
}

const SEQUENCE = /^\d{1,9}$/;
const CHECKED_FOR_MS = 30_000;

export function createAuditReader(parts: {
  readonly audit: Pick<AuditStore, "read" | "verify">;
  readonly subjects: AuditSubjects;
  readonly namesOf: (personIds: readonly ParticipantId[]) => Promise<ReadonlyMap<ParticipantId, string>>;
  readonly findClinicPeople: (clinicId: string) => Promise<readonly ClinicPerson[]>;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
}): AuditReader {
  const { audit, subjects } = parts;
  const checks = new Map<string, { readonly sinceMs: number; readonly chain: Promise<AuditChain> }>();

  const check = async (clinicId: string): Promise<AuditChain> => {
    const { entries, faults } = await audit.verify(clinicId);
    const firstFault = faults.length === 0 ? null : Math.min(...faults.map(({ sequence }) => sequence));
    return { holds: firstFault === null, entries, checkedAtMs: parts.nowMs(), firstFault };
  };

  return {
    read: async (clinicId, kind, personId, before) => {
      const isNewest = before === ANY_IN_LOG;
      const named = AUDIT_KINDS.find((one) => one === kind);
      if ((named === undefined && kind !== ANY_IN_LOG) || !(isNewest || SEQUENCE.test(before)))
        throw new DomainError("protocol/malformed");
      // PostgreSQL's texts hold no such character.
      if (personId.includes("\u0000")) throw new DomainError("protocol/malformed");
      const found = await audit.read(clinicId, {
        limit: AUDIT_ENTRIES_A_PAGE + 1,
        ...(isNewest ? {} : { before: Number(before) }),
        ...(named === undefined ? {} : { actions: AUDIT_ACTIONS[named] }),
        ...(personId === ANY_IN_LOG ? {} : { about: personId }),
      });
      const page = found.slice(0, AUDIT_ENTRIES_A_PAGE);
      const known = await subjects.describe(clinicId, [...new Set(page.map(({ subject }) => subject))]);
      const ids = page.flatMap(({ actor, subject }) =>
        [actor.personId ?? [], known.get(subject)?.personId ?? []].flat(),
      );
      const names = await parts.namesOf([...new Set(ids)] as ParticipantId[]);
      const nameOf = (id: string | null | undefined) => names.get(id as ParticipantId) ?? null;
      return {
        entries: page.map(({ sequence, atMs, actor, action, subject, reason }) => {
          const about = known.get(subject);
          return {
            ...{ sequence, atMs, role: actor.role, personName: nameOf(actor.personId), action, reason },
            source: about?.source ?? null,
            about: nameOf(about?.personId),
            session: about?.session ?? null,
          };
        }),
        olderThan: found.length > page.length ? (page.at(-1)?.sequence ?? null) : null,
      };
    },
    people: async (clinicId) =>
      (await parts.findClinicPeople(clinicId)).flatMap(({ personId, name, role, simulated }) =>
        simulated || role === "operator" ? [] : [{ personId, name, role }],
      ),
    checkChain: (clinicId) => {
      const last = checks.get(clinicId);
      const sinceMs = parts.monotonicMs();
      if (last !== undefined && sinceMs - last.sinceMs < CHECKED_FOR_MS) return last.chain;
      const chain = check(clinicId);
      checks.set(clinicId, { sinceMs, chain });
      // What failed is tried again by the next question; this one is told.
      chain.catch(() => checks.delete(clinicId));
      return chain;
    },
  };
}
