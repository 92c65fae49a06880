// Whether a process takes new work, and what keeps it from it.
export type FoundReadiness = "ready" | "leaving" | "database" | "media";

export function judgeReadiness(parts: {
  readonly leaving: boolean;
  readonly database: boolean;
  readonly media: boolean;
}): FoundReadiness {
  if (parts.leaving) return "leaving";
  if (!parts.database) return "database";
  return parts.media ? "ready" : "media";
}
