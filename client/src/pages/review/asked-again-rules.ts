// When what a page needs of a recording is asked for once more by itself: a picture that is late is nobody's business but the machine's. Pure.
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import { REFUSALS } from "@ensemble/shared/protocol/refusal-codes.ts";

const AFTER_FAILURE_MS = 5_000;
const WHILE_RUNNING_MS = 10_000;
/** Too many at once; away for a moment. */
const PASSING_STATUS: readonly number[] = [429, 503];

/** `code`: of a refusal, or `network` or `unexpected`. Milliseconds, or false where another question has the same answer. */
export function askAgainAfter(code: string | undefined): number | false {
  if (code === undefined) return false;
  const status: number | undefined = Object.hasOwn(REFUSALS, code)
    ? REFUSALS[code as keyof typeof REFUSALS]
    : undefined;
  return status === undefined || PASSING_STATUS.includes(status) ? AFTER_FAILURE_MS : false;
}

/** Just after a class some recordings are still being finished: they are there a moment later. */
export function listAgainAfter(
  code: string | undefined,
  listed: readonly Pick<RecordingListing, "state">[] | undefined,
): number | false {
  if (code !== undefined) return askAgainAfter(code);
  return listed?.some(({ state }) => state === "running") ? WHILE_RUNNING_MS : false;
}
