// Whether this process takes new work, asked of all that it needs.
import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import { type FoundReadiness, judgeReadiness } from "./readiness-rules.ts";

export interface HealthParts {
  readonly readHealth: () => Promise<Health>;
  /** It has been asked to end: what runs moves away, and nothing new is taken. */
  readonly isLeaving: () => boolean;
  /** Audio and video are carried elsewhere: while nobody there does, all processes lack them alike, and classes go on without. */
  readonly mediaElsewhere: boolean;
}

export async function readReadiness({ readHealth, isLeaving, mediaElsewhere }: HealthParts): Promise<FoundReadiness> {
  const { database, media } = await readHealth();
  return judgeReadiness({
    leaving: isLeaving(),
    database: database.status,
    media: mediaElsewhere || media.status === "ok",
  });
}
