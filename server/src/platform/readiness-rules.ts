// Whether a process takes new work, and what keeps it from it.
type Readiness = "ready" | "leaving" | "database" | "media";

export function judgeReadiness(parts: {
  readonly leaving: boolean;
  readonly database: boolean;
  readonly media: boolean;
}): Readiness {
  if (parts.leaving) return "leaving";
  if (!parts.database) return "database";
  return parts.media ? "ready" : "media";
}
