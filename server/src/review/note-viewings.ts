// Looking at somebody's movement, or at what one was sent of it, is an entry of the audit log, written before anything is read; one sitting is one
// entry, however often the page asks. Kept in this process only: who comes back to another one is noted there again.
import type { AuditStore } from "../recordings/index.ts";
import type { Reviewer } from "./admit-reviewer.ts";

/** Without a request for so long, the next one is another viewing. */
const IDLE_MS = 2 * 60_000;
/** However busy: who looks for hours is seen to do so. */
const LONGEST_MS = 30 * 60_000;
const MOST = 1_000;

/** `subject`: as the audit log names it. */
export type NoteViewing = (
  viewer: Reviewer,
  action: "review.viewed" | "comment.viewed",
  subject: string,
) => Promise<void>;

export function createNoteViewing(
  audit: {
    readonly append: (clinicId: string, fact: Parameters<AuditStore["append"]>[1]) => Promise<unknown>;
  },
  clocks: { readonly nowMs: () => number; readonly monotonicMs: () => number },
): NoteViewing {
  const viewings = new Map<string, { readonly sinceMs: number; lastMs: number; readonly noted: Promise<unknown> }>();
  return async ({ personId, clinicId, role }, action, subject) => {
    const key = JSON.stringify([personId, action, subject]);
    const now = clocks.monotonicMs();
    const present = viewings.get(key);
    if (present !== undefined && now - present.lastMs < IDLE_MS && now - present.sinceMs < LONGEST_MS) {
      present.lastMs = now;
      await present.noted;
      return;
    }
    viewings.delete(key);
    const oldest = viewings.keys().next();
    if (viewings.size >= MOST && !oldest.done) viewings.delete(oldest.value);
    const noted = audit.append(clinicId, {
      atMs: clocks.nowMs(),
      actor: { personId, role },
      action,
      subject,
      reason: null,
    });
    const viewing = { sinceMs: now, lastMs: now, noted };
    viewings.set(key, viewing);
    // What could not be noted is tried again by the next request; this one is refused.
    noted.catch(() => {
      if (viewings.get(key) === viewing) viewings.delete(key);
    });
    await noted;
  };
}
