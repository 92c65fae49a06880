// A database whose clock a test sets: what the server asks for the time is answered by a function of the test's own, which hides
// PostgreSQL's. Only connections that are opened afterwards see it.
import pg from "pg";

export interface ShiftedDatabase {
  /** By so much the database's clock is ahead from now on. */
  readonly shift: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function takeDatabaseClock(databaseUrl: string): Promise<ShiftedDatabase> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`
    CREATE TABLE shifted_clock AS SELECT interval '0' AS ahead;
    CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz VOLATILE LANGUAGE sql
      AS $$ SELECT pg_catalog.clock_timestamp() + (SELECT ahead FROM public.shifted_clock) $$;
    DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$`);
  return {
    shift: async (ms) => {
      await client.query("UPDATE shifted_clock SET ahead = $1 * interval '1 millisecond'", [ms]);
    },
    close: () => client.end(),
  };
}
