// Begins the demo clinic anew: everything it ever did is removed. Touches no other clinic.
import type pg from "pg";
import { DEMO_CLINIC_ID } from "./demo-people.ts";

const OF_SESSIONS = "group_session_id IN (SELECT id FROM group_session WHERE clinic_id = $1)";

export async function resetDemo(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const table of ["pose_chunk", "frame_batch", "journal_entry", "session_lease", "group_session_member"]) {
      await client.query(`DELETE FROM ${table} WHERE ${OF_SESSIONS}`, [DEMO_CLINIC_ID]);
    }
    await client.query("DELETE FROM group_session WHERE clinic_id = $1", [DEMO_CLINIC_ID]);
    await client.query("DELETE FROM sign_in WHERE person_id IN (SELECT id FROM person WHERE clinic_id = $1)", [
      DEMO_CLINIC_ID,
    ]);
    await client.query("DELETE FROM person WHERE clinic_id = $1", [DEMO_CLINIC_ID]);
    await client.query("DELETE FROM clinic WHERE id = $1", [DEMO_CLINIC_ID]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
