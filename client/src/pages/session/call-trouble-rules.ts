// What a therapist is told about picture and sound: what passes within seconds is not worth a word.
import type { CallStatus } from "../../call/call.ts";

export type CallTrouble = "failed" | "unsupported" | "away" | "blocked" | "slow";

/** How long opening or coming back may take before it is said. */
export const PATIENCE_MS = 6_000;

export interface CallFacts {
  /** Undefined before the call is open. */
  readonly status: CallStatus | undefined;
  /** It could not be opened at all. */
  readonly failed: boolean;
  /** It has been opening or coming back for longer than the patience. */
  readonly overdue: boolean;
}

export function isUnderWay({ status, failed }: Pick<CallFacts, "status" | "failed">): boolean {
  return !failed && (status === undefined || status === "connecting" || status === "reconnecting");
}

export function callTrouble(facts: CallFacts): CallTrouble | undefined {
  if (facts.failed) return "failed";
  const { status } = facts;
  if (status === "unsupported" || status === "away" || status === "blocked") return status;
  return facts.overdue && isUnderWay(facts) ? "slow" : undefined;
}
