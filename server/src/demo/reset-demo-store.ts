// Begins the demo clinic anew: everything it ever did is removed. Touches no other clinic.
import type pg from "pg";
import { DEMO_CLINIC_ID } from "./demo-people.ts";

const OF_RECORDINGS = `recording_id IN (SELECT r.id FROM recording r JOIN group_session s ON s.id = r.group_session_id WHERE s.clinic_id = $1)`;
const OF_SESSIONS = "group_session_id IN (SELECT id FROM group_session WHERE clinic_id = $1)";

export async function resetDemo(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const table of ["recording_piece", "recording_object"]) {
      await client.query(`DELETE FROM ${table} WHERE ${OF_RECORDINGS}`, [DEMO_CLINIC_ID]);
    }
    // The audit log of every other clinic can only grow.
    await client.query("SELECT set_config('ensemble.forgotten_clinic', $1, true)", [DEMO_CLINIC_ID]);
    await client.query("DELETE FROM audit_entry WHERE clinic_id = $1", [DEMO_CLINIC_ID]);
    for (const table of [
      "recording",
      "review_comment",
      "pose_chunk",
      "frame_batch",
      "journal_entry",
      "session_lease",
      "group_session_member",
    ]) {
      await client.query(`DELETE FROM ${table} WHERE ${OF_SESSIONS}`, [DEMO_CLINIC_ID]);
    }
    await client.query("DELETE FROM group_session WHERE clinic_id = $1", [DEMO_CLINIC_ID]);
    await client.query("DELETE FROM sign_in WHERE person_id IN (SELECT id FROM person WHERE clinic_id = $1)", [
      DEMO_CLINIC_ID,
    ]);
    await client.query("DELETE FROM standing_consent WHERE person_id IN (SELECT id FROM person WHERE clinic_id = $1)", [
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
