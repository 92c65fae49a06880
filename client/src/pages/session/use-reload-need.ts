// Why the page cannot go on without being loaded again; a server that is about to be renewed is waited for.
import { useSessionPart } from "../../ui/session-context.tsx";
import { useOverdue } from "../../ui/use-overdue.ts";
import { isTooNew } from "./reload-rules.ts";

export type ReloadNeed = "tooOld" | "tooNew";

/** A server that is replaced by a newer one is away for some seconds, not longer. */
const RENEWED_WITHIN_MS = 20_000;

export function useReloadNeed(): ReloadNeed | undefined {
  const tooOld = useSessionPart((session) => session.status === "tooOld");
  const tooNew = useSessionPart(isTooNew);
  const overdue = useOverdue(tooNew, RENEWED_WITHIN_MS);
  if (tooOld) return "tooOld";
  return overdue ? "tooNew" : undefined;
}
