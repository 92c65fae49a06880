import pg from "pg";
import { describe, expect, it } from "vitest";
import { resetDemo } from "../src/demo/index.ts";
import { readConfig } from "../src/platform/config.ts";
import { createLogger } from "../src/platform/logger.ts";
import { startServer } from "../src/start-server.ts";
import { createTestDatabase } from "./support/test-database.ts";
import { testEnvironment } from "./support/test-server.ts";

/** A row of a clinic in every table; `$1` is the clinic, and its person, session and sign-in bear the same name. */
const ROWS = [
  "INSERT INTO clinic (id, name) VALUES ($1, 'A clinic')",
  "INSERT INTO person (id, clinic_id, role, name_sealed, nickname_sealed) VALUES ($1, $1, 'patient', '', '')",
  "INSERT INTO sign_in (id, person_id, token_hash, expires_at) VALUES ($1, $1, convert_to($1::varchar, 'UTF8'), now())",
  "INSERT INTO group_session (id, clinic_id, title, starts_at) VALUES ($1, $1, 'A group', now())",
  "INSERT INTO group_session_member (group_session_id, person_id, role, mark) VALUES ($1, $1, 'patient', 0)",
  "INSERT INTO session_lease (group_session_id, epoch) VALUES ($1, 1)",
  `INSERT INTO journal_entry (group_session_id, sequence, epoch, at, kind, fact, batch)
    VALUES ($1, 1, 1, now(), 'phaseStarted', '{}', 0)`,
  "INSERT INTO frame_batch (group_session_id, batch, epoch, frames_sealed) VALUES ($1, 1, 1, '')",
  `INSERT INTO pose_chunk (group_session_id, participant_id, first_frame, last_frame, set_id, epoch, frames_sealed)
    VALUES ($1, $1, 1, 2, 'set', 1, '')`,
  `INSERT INTO recording (id, group_session_id, participant_id, source, content_type, begins_at_ms, started_at, key_wrapped, clinic_key)
    VALUES ($1, $1, $1, 'camera', 'video/webm', 0, now(), '', 'key')`,
  `INSERT INTO recording_piece (recording_id, piece, first_byte, starts_ms, duration_ms, key_frame, sealed)
    VALUES ($1, 0, 0, 0, 0, false, '')`,
  "INSERT INTO recording_object (recording_id, first_piece, last_piece, first_byte, pieces) VALUES ($1, 1, 1, 0, '[]')",
  `INSERT INTO review_comment (id, group_session_id, participant_id, author_id, set_id, at_ms, content_sealed, created_at)
    VALUES ($1, $1, $1, $1, 'set', 0, '', now())`,
  `INSERT INTO standing_consent (id, person_id, audience, given_at, ends_at)
    VALUES ($1, $1, 'clinicTherapists', now(), now())`,
  `INSERT INTO audit_entry (clinic_id, sequence, at, actor_role, action, subject, previous_hash, hash, mark)
    VALUES ($1, 1, now(), 'server', 'recording.started', $1, '', '', '')`,
];

async function readAll(pool: pg.Pool): Promise<Record<string, unknown[]>> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  );
  const contents = rows.map(async ({ name }) => [name, (await pool.query(`SELECT * FROM ${name}`)).rows]);
  return Object.fromEntries(await Promise.all(contents));
}

describe("beginning the demo clinic anew", () => {
  it("removes all it ever did from every table, and nothing of another clinic", async () => {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ connectionString: database.url });
    try {
      for (const row of ROWS) await pool.query(row, ["another"]);
      const others = await readAll(pool);
      expect(Object.entries(others).filter(([, rows]) => rows.length !== 1)).toEqual([]);
      for (const row of ROWS) await pool.query(row, ["demo"]);
      await resetDemo(pool);
      expect(await readAll(pool)).toEqual(others);
    } finally {
      await pool.end();
      await database.drop();
    }
  });

  it("is what a start with --reset-demo does, and no other start", async () => {
    const { env, drop } = await testEnvironment();
    const sessionOfStart = async (...args: readonly string[]) => {
      const server = await startServer(readConfig(env, args), createLogger("silent"));
      try {
        return await server.app.demonstration.ensureSession();
      } finally {
        await server.close();
      }
    };
    const first = await sessionOfStart();
    expect(await sessionOfStart()).toBe(first);
    expect(await sessionOfStart("--reset-demo")).not.toBe(first);
    await drop();
  });
});
