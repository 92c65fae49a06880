// On which days somebody exercised: read from the journals of all sessions.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { PrismaClient } from "../platform/generated/prisma/client.ts";

export interface ExerciseDayStore {
  /** Days as `2026-11-21` (UTC), of the last `lookBackDays`. */
  readonly findExerciseDays: (participantId: ParticipantId, sinceMs: number) => Promise<readonly string[]>;
}

export function createExerciseDayStore(prisma: PrismaClient): ExerciseDayStore {
  return {
    findExerciseDays: async (participantId, sinceMs) => {
      const since = new Date(sinceMs);
      const rows = await prisma.$queryRaw<{ day: string }[]>`
        SELECT DISTINCT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM journal_entry
        WHERE participant_id = ${participantId} AND kind = 'repetitionCounted' AND at >= ${since}`;
      return rows.map(({ day }) => day);
    },
  };
}
