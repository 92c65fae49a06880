// Whether a process takes new work, and what keeps it from it.
import type { Health, Readiness } from "@ensemble/shared/protocol/http-messages.ts";

export type FoundReadiness = "ready" | Extract<Readiness, { readonly ready: false }>["reason"];

export function judgeReadiness(parts: {
  readonly leaving: boolean;
  readonly database: Health["database"]["status"];
  readonly media: boolean;
}): FoundReadiness {
  if (parts.leaving) return "leaving";
  if (parts.database === "down") return "database";
  if (parts.database === "refusesWrites") return "refusesWrites";
  return parts.media ? "ready" : "media";
}
