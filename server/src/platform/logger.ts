// Structured logs without health data: identifiers and codes only, secrets redacted, nothing a patient said or did.
import { type DestinationStream, type Logger, pino } from "pino";
import { withoutInput } from "./without-input.ts";

export type { Logger };

const REDACTED = ["secrets", "*.secrets", "cookie", "*.cookie", "authorization", "*.authorization", "link", "*.link"];
const DEEPEST_CAUSE = 3;

/** To stdout, unless another place is given. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const serializers = { err: (error: unknown) => describeError(error, 0), detail: describeDetail };
  const options = { level, redact: { paths: REDACTED, censor: "[redacted]" }, base: { pid: process.pid }, serializers };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** What else is in an error comes from clients and rows: the message that was handled, a key that was there already. */
function describeError(error: unknown, depth: number): unknown {
  if (!(error instanceof Error)) return { name: typeof error };
  const { name, cause } = error;
  const message = withoutInput(error);
  const stack = error.stack?.replace(error.message, () => message);
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    name,
    code,
    message,
    stack,
    cause: cause === undefined || depth >= DEEPEST_CAUSE ? undefined : describeError(cause, depth + 1),
  };
}

function describeDetail(detail: unknown): unknown {
  return detail instanceof Error ? describeError(detail, 0) : detail;
}
