// What a session's rows need around them where no server is wanted: a database of one's own with one clinic in it.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import pg from "pg";
import { createTestDatabase } from "./test-database.ts";

export interface TestClinic {
  readonly id: string;
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  /** A planned session nobody has opened; each has another id unless one is named. */
  readonly planSession: (name?: string) => Promise<GroupSessionId>;
  readonly close: () => Promise<void>;
}

const CLINIC_ID = "clinic";

export async function openTestClinic(): Promise<TestClinic> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  let planned = 0;
  await pool.query("INSERT INTO clinic (id, name) VALUES ($1, 'Clinic')", [CLINIC_ID]);
  return {
    id: CLINIC_ID,
    databaseUrl: database.url,
    pool,
    planSession: async (name = `class-${planned++}`) => {
      await pool.query("INSERT INTO group_session (id, clinic_id, title, starts_at) VALUES ($1, $2, 'Class', now())", [
        name,
        CLINIC_ID,
      ]);
      return name as GroupSessionId;
    },
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
