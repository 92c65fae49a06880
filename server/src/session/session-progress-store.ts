// What is going on in sessions, for lists: looked up in their journals by index, never by reading a journal through.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Phase } from "@ensemble/shared/session/session-fact.ts";
import type pg from "pg";

export interface SessionProgress {
  readonly phase: Phase;
  /** Patients who are there. */
  readonly present: number;
}
export interface SessionProgressStore {
  /** Of those whose journal has begun. */
  readonly readProgress: (
    groupSessionIds: readonly GroupSessionId[],
  ) => Promise<ReadonlyMap<GroupSessionId, SessionProgress>>;
}

/** As the fold has it: the phase is the one named last, and there is who came after they last went. */
const PROGRESS = `
SELECT opened.group_session_id AS id, phase.name AS phase, present.count AS present
FROM journal_entry opened
LEFT JOIN LATERAL (
  SELECT fact->>'phase' AS name FROM journal_entry
  WHERE group_session_id = opened.group_session_id AND kind IN ('phaseStarted', 'setStarted')
  ORDER BY sequence DESC LIMIT 1
) phase ON true
CROSS JOIN LATERAL (
  SELECT count(*)::int AS count FROM group_session_member member
  WHERE member.group_session_id = opened.group_session_id AND member.role = 'patient' AND (
    SELECT max(sequence) FROM journal_entry
    WHERE group_session_id = opened.group_session_id AND kind = 'participantJoined' AND participant_id = member.person_id
  ) > coalesce((
    SELECT max(sequence) FROM journal_entry
    WHERE group_session_id = opened.group_session_id AND kind = 'participantLeft' AND participant_id = member.person_id
  ), 0)
) present
WHERE opened.sequence = 1 AND opened.group_session_id = ANY($1)`;

export function createSessionProgressStore(pool: pg.Pool): SessionProgressStore {
  return {
    readProgress: async (groupSessionIds) => {
      if (groupSessionIds.length === 0) return new Map();
      const { rows } = await pool.query<{ id: GroupSessionId; phase: Phase | null; present: number }>(PROGRESS, [
        groupSessionIds,
      ]);
      return new Map(rows.map(({ id, phase, present }) => [id, { phase: phase ?? "lobby", present }]));
    },
  };
}
