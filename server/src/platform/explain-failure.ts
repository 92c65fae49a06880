// What a setting names cannot be used: the system's few words ("connect ECONNREFUSED …") alone would leave whoever
// starts the server to guess which setting they are about and what to do.
import { withoutInput } from "./without-input.ts";

/**
 * Waits for a step whose failure in the system is told with the words given. What fails with words of its own is left
 * as it is: only a system's, a database's or a parser's error carries a code.
 */
export async function explainFailure<T>(step: Promise<T>, explain: (reason: string) => string): Promise<T> {
  try {
    return await step;
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== "string") throw error;
    throw new Error(explain(describeReason(error)), { cause: error });
  }
}

/** An error in one line, without what it may quote of what was read; what was tried at several addresses has no message, and what `fetch` says hides the cause. */
export function describeReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.message === "") return error.errors.map(describeReason).join("; ");
  const own = withoutInput(error) || ((error as NodeJS.ErrnoException).code ?? error.name);
  return error.message === "fetch failed" && error.cause !== undefined ? describeReason(error.cause) : own;
}
