// An entry of the audit log in words.
import { AUDIT_ACTIONS, type AuditLine } from "@ensemble/shared/protocol/audit-messages.ts";
import { ASKED_REASONS, HOLD_REASONS } from "@ensemble/shared/protocol/custody-messages.ts";
import { SENT_WITH } from "@ensemble/shared/protocol/review-messages.ts";
import type { TFunction } from "i18next";

/** A server that is newer may write others. */
const KNOWN: ReadonlySet<string> = new Set<string>(Object.values(AUDIT_ACTIONS).flat());
const REASONS: ReadonlySet<string> = new Set<string>(["retention", ...HOLD_REASONS, ...ASKED_REASONS, ...SENT_WITH]);

export function sayWho(t: TFunction, { role, personName }: Pick<AuditLine, "role" | "personName">): string {
  if (personName !== null) return personName;
  if (role === "server" || role === "operator") return t(`audit.${role}`);
  return t("audit.somebody");
}

export function sayWhat(
  t: TFunction,
  { action, source, reason }: Pick<AuditLine, "action" | "source" | "reason">,
): string {
  const done = t(KNOWN.has(action) ? `audit.done.${action}` : "audit.done.other");
  const what = source === null ? done : t("audit.withSource", { what: done, source: t(`audit.source.${source}`) });
  if (reason === null || !REASONS.has(reason)) return what;
  return t("audit.withReason", { what, reason: t(`audit.because.${reason}`) });
}
