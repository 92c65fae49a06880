// What the room server's core has to say, in our log. It quotes what clients sent in its errors, and any client can make it
// say them as often as it likes: only their kind and place are logged, a few at a time. Of everything else it says, quotations are left out.
import { createSpending, spend } from "../platform/budget.ts";
import type { Logger } from "../platform/logger.ts";

const ERRORS: { readonly perSecond: number; readonly burst: number } = { perSecond: 0.1, burst: 5 };
const SHOWN_FRAMES = 4;

export interface CoreLogger {
  readonly error: (text: unknown) => void;
  readonly warn: (text: unknown) => void;
  readonly info: (text: unknown) => void;
  readonly debug: (text: unknown) => void;
  readonly trace: (text: unknown) => void;
}

export function createCoreLogger(logger: Logger, nowMs: () => number): CoreLogger {
  const spending = createSpending(ERRORS, nowMs());
  let unsaid = 0;
  return {
    error: (text) => {
      unsaid += 1;
      if (!spend(spending, ERRORS, nowMs())) return;
      logger.error({ ...describe(String(text)), times: unsaid }, "the room server's core reports an error");
      unsaid = 0;
    },
    warn: (text) => logger.warn(withoutQuotations(String(text))),
    info: (text) => logger.info(withoutQuotations(String(text))),
    debug: (text) => logger.debug(withoutQuotations(String(text))),
    trace: (text) => logger.trace(withoutQuotations(String(text))),
  };
}

/** The first line, up to the first and from the last quotation mark: what stands between may be what a client sent. */
function withoutQuotations(text: string): string {
  if (/^\s+at /m.test(text)) return `the room server's core reports ${describe(text).kind}`;
  return (text.split("\n")[0] ?? "").replace(/["'`].*["'`]/, "…");
}

/** Of a stack: the kind of error, and where. */
function describe(text: string): { readonly kind: string; readonly where: readonly string[] } {
  const frames = text.split("\n").flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? []);
  return { kind: /^\w*(Error|Exception)\b/.exec(text)?.[0] ?? "error", where: frames.slice(0, SHOWN_FRAMES) };
}
