// What the page of the audit log is asked for, as it stands in the address: a link shows the same, and the back button goes back a page.
import { ANY_IN_LOG, AUDIT_KINDS, type AuditKind } from "@ensemble/shared/protocol/audit-messages.ts";

export interface AuditAsk {
  readonly kind: AuditKind | undefined;
  /** Whose. */
  readonly personId: string | undefined;
  /** Older than the entry of this number. */
  readonly before: number | undefined;
}
export interface AuditSearch {
  readonly kind?: string;
  readonly of?: string;
  readonly before?: number;
}

const HIGHEST = 999_999_999;

export function readAuditAsk(search: Record<string, unknown>): AuditAsk {
  const before = Number(search.before);
  return {
    kind: AUDIT_KINDS.find((kind) => kind === search.kind),
    personId: search.of === undefined || search.of === "" ? undefined : String(search.of),
    before: Number.isInteger(before) && before > 0 && before <= HIGHEST ? before : undefined,
  };
}

/** Keeps what the address may say and drops the rest. */
export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  return writeAuditAsk(readAuditAsk(search));
}

export function writeAuditAsk({ kind, personId, before }: AuditAsk): AuditSearch {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(personId === undefined ? {} : { of: personId }),
    ...(before === undefined ? {} : { before }),
  };
}

/** Where the server answers it. */
export function pathOfAudit({ kind, personId, before }: AuditAsk): string {
  const asked = [kind, personId, before].map((part) => encodeURIComponent(part ?? ANY_IN_LOG));
  return `/api/audit/log/${asked.join("/")}`;
}
