// When a page that is older than its server asks to be loaded again: after the set, not in it, and over nothing that has to be answered.
import type { ClientSession } from "../../connection/client-session.ts";

type Asked = Pick<ClientSession, "outdated" | "status" | "view" | "stoppedHere">;

export function mayAskForReload({ outdated, status, view, stoppedHere }: Asked): boolean {
  // Without a line the page would not come back.
  if (!outdated || status !== "connected" || view === undefined) return false;
  // At the end there are questions to answer, and the next class begins with a page of its own.
  if (view.phase === "summary") return false;
  if (view.set !== undefined && view.set.state !== "finished") return false;
  return !stoppedHere && !view.participants.some((one) => one.stopped);
}

/** The server is older than the page: it is about to be renewed, or the newer one was taken back. */
export function isTooNew({ status, refusal }: Pick<ClientSession, "status" | "refusal">): boolean {
  return refusal === "protocol/too_new" && (status === "reconnecting" || status === "connecting");
}
