// What an entry of the audit log is about: whose recording, review, comments or consent, and of which class.
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type pg from "pg";

export interface AuditSubject {
  readonly personId: string | undefined;
  readonly source: MediaSource | undefined;
  readonly session: { readonly title: string; readonly startsAtMs: number } | undefined;
}
export interface AuditSubjects {
  /** By subject. Of one that is gone, as a comment that was removed, nothing is known. */
  readonly describe: (clinicId: string, subjects: readonly string[]) => Promise<ReadonlyMap<string, AuditSubject>>;
}

interface Row {
  subject: string;
  person_id: string | null;
  source: MediaSource | null;
  title: string | null;
  starts_at: Date | null;
}

const DESCRIBE = `SELECT a.subject, r.source, g.title, g.starts_at,
    COALESCE(r.participant_id, c.participant_id, k.person_id, m.person_id, p.id) AS person_id
  FROM unnest($2::text[]) AS a(subject)
  LEFT JOIN recording r ON r.id = a.subject
  LEFT JOIN review_comment c ON c.id = a.subject
  LEFT JOIN standing_consent k ON k.id = a.subject
  LEFT JOIN group_session_member m
    ON m.group_session_id = split_part(a.subject, '/', 1) AND m.person_id = split_part(a.subject, '/', 2)
  LEFT JOIN person p ON p.id = a.subject AND p.clinic_id = $1
  LEFT JOIN group_session g
    ON g.id = COALESCE(r.group_session_id, c.group_session_id, m.group_session_id) AND g.clinic_id = $1`;

/** Every subject under which entries about the person $4 may stand. */
export const SUBJECTS_OF_PERSON = `SELECT r.id FROM group_session_member m
    JOIN recording r ON r.group_session_id = m.group_session_id AND r.participant_id = m.person_id WHERE m.person_id = $4
  UNION ALL SELECT c.id FROM review_comment c WHERE c.participant_id = $4
  UNION ALL SELECT k.id FROM standing_consent k WHERE k.person_id = $4
  UNION ALL SELECT m.group_session_id || '/' || m.person_id FROM group_session_member m WHERE m.person_id = $4
  UNION ALL SELECT $4::text`;

export function createAuditSubjects(pool: Pick<pg.Pool, "query">): AuditSubjects {
  return {
    describe: async (clinicId, subjects) => {
      const { rows } = await pool.query<Row>(DESCRIBE, [clinicId, subjects]);
      return new Map(
        rows.map(({ subject, person_id, source, title, starts_at }) => [
          subject,
          {
            personId: person_id ?? undefined,
            source: source ?? undefined,
            session: title === null || starts_at === null ? undefined : { title, startsAtMs: starts_at.getTime() },
          },
        ]),
      );
    },
  };
}
