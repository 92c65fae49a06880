// Since when the database is away. Whoever needs it and fails raises the suspicion; while it is away, and only then, it is asked every second.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type { Reach } from "@ensemble/shared/protocol/operator-report.ts";

const AGAIN_AFTER_MS = 1_000;

export interface DatabaseWatch {
  /** Asks. */
  readonly read: () => Promise<Health["database"]>;
  /** What the last answers said. */
  readonly known: () => Reach;
  /** Something that needs the database has failed: it is asked. */
  readonly suspect: () => void;
  readonly close: () => void;
}

export function createDatabaseWatch(parts: {
  readonly read: () => Promise<Health["database"]>;
  readonly changed: (how: "away" | "back") => void;
  readonly nowMs: () => number;
}): DatabaseWatch {
  let known: Reach = { reachable: true };
  let timer: NodeJS.Timeout | undefined;
  let asking = false;
  let closed = false;

  const read = async (): Promise<Health["database"]> => {
    const askedAtMs = parts.nowMs();
    const answer = await parts.read();
    const reachable = answer.status === "ok";
    if (reachable !== known.reachable) {
      known = reachable ? { reachable } : { reachable, sinceMs: askedAtMs };
      parts.changed(reachable ? "back" : "away");
    }
    if (!reachable && !closed) timer ??= setTimeout(askAgain, AGAIN_AFTER_MS);
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
