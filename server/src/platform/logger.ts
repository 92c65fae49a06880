// Structured logs without health data: identifiers and codes only, secrets redacted, nothing a patient said or did.
import { type Logger, pino } from "pino";

export type { Logger };

const REDACTED = ["secrets", "*.secrets", "cookie", "*.cookie", "authorization", "*.authorization", "link", "*.link"];

export function createLogger(level: string): Logger {
  return pino({ level, redact: { paths: REDACTED, censor: "[redacted]" }, base: null });
}
