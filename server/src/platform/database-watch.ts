// Since when the database is away, or takes nothing that is to be stored. Whoever needs it and fails raises the suspicion; while it is so, and
// only then, it is asked every second.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type { DatabaseReach } from "@ensemble/shared/protocol/operator-report.ts";

const AGAIN_AFTER_MS = 1_000;

export type DatabaseChange = "away" | "back" | "refusesWrites" | "takesWrites";

export interface DatabaseWatch {
  /** Asks. */
  readonly read: () => Promise<Health["database"]>;
  /** What the last answers said. */
  readonly known: () => DatabaseReach;
  /** Something that needs the database has failed: it is asked. */
  readonly suspect: () => void;
  readonly close: () => void;
}

export function createDatabaseWatch(parts: {
  readonly read: () => Promise<Health["database"]>;
  readonly changed: (how: DatabaseChange) => void;
  readonly nowMs: () => number;
}): DatabaseWatch {
  let known: DatabaseReach = { reachable: true };
  let timer: NodeJS.Timeout | undefined;
  let asking = false;
  let closed = false;

  const read = async (): Promise<Health["database"]> => {
    const askedAtMs = parts.nowMs();
    const answer = await parts.read();
    const changes = changesBetween(known, answer.status);
    if (changes.length > 0) known = reachOf(answer.status, askedAtMs);
    for (const how of changes) parts.changed(how);
    if (answer.status !== "ok" && !closed) timer ??= setTimeout(askAgain, AGAIN_AFTER_MS);
    return answer;
  };
  const askAgain = () => {
    timer = undefined;
    void suspect();
  };
  const suspect = async (): Promise<void> => {
    if (asking || closed) return;
    asking = true;
    await read();
    asking = false;
  };

  return {
    read,
    known: () => known,
    suspect: () => void suspect(),
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

type Status = Health["database"]["status"];

function reachOf(status: Status, sinceMs: number): DatabaseReach {
  if (status === "down") return { reachable: false, sinceMs };
  return status === "ok" ? { reachable: true } : { reachable: true, refusesWritesSinceMs: sinceMs };
}

/** One that is away says nothing about what it would take. */
function changesBetween(known: DatabaseReach, status: Status): readonly DatabaseChange[] {
  if (!known.reachable) return status === "down" ? [] : status === "ok" ? ["back"] : ["back", "refusesWrites"];
  if (status === "down") return ["away"];
  const refused = known.refusesWritesSinceMs !== undefined;
  if (refused === (status === "refusesWrites")) return [];
  return [refused ? "takesWrites" : "refusesWrites"];
}
