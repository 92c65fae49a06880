// What each clinic has set about a no to being recorded.
import type { OnRefusal } from "@ensemble/shared/session/recording-consent.ts";
import type pg from "pg";

export interface RefusalSetting {
  readonly clinicId: string;
  /** null: nothing, the server's configuration holds. */
  readonly onRefusal: OnRefusal | null;
}
export interface RefusalSettings {
  readonly list: () => Promise<readonly RefusalSetting[]>;
  /** For classes that are opened, or taken over, from now on. False where there is no such clinic. */
  readonly set: (clinicId: string, onRefusal: OnRefusal | null) => Promise<boolean>;
}

export function createRefusalSettings(pool: Pick<pg.Pool, "query">): RefusalSettings {
  return {
    list: async () => {
      const { rows } = await pool.query<{ id: string; recording_on_refusal: OnRefusal | null }>(
        "SELECT id, recording_on_refusal FROM clinic ORDER BY id",
      );
      return rows.map((row) => ({ clinicId: row.id, onRefusal: row.recording_on_refusal }));
    },
    set: async (clinicId, onRefusal) => {
      const sql = 'UPDATE clinic SET recording_on_refusal = $2::"RecordingOnRefusal" WHERE id = $1';
      return (await pool.query(sql, [clinicId, onRefusal])).rowCount === 1;
    },
  };
}
