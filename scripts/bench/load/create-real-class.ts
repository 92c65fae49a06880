// A fresh class whose people count as real ones. Those that are made for the asking are simulated, and a simulated one is told nothing of what
// changes in the call: whoever opens a page in such a place sees nobody who comes later, and sends on whatever the line carries.
import { join } from "node:path";
import pg from "pg";
import { createClass } from "../../../server/src/demo/run-demonstration.ts";
import { findRunningPostgres } from "../../../server/src/platform/embedded-postgres.ts";
import { ownDatabaseUrl } from "../../../server/src/platform/open-server-database.ts";
import type { MeasuredProcess } from "./start-measured.ts";

export async function createRealClass({ url, dataDirectory }: MeasuredProcess, patients: number) {
  const created = await createClass(url, patients);
  const running = await findRunningPostgres(join(dataDirectory, "database"));
  if (running === undefined) throw new Error("the measured server has no database");
  const client = new pg.Client({ connectionString: ownDatabaseUrl(running) });
  await client.connect();
  try {
    await client.query("UPDATE person SET simulated = false");
  } finally {
    await client.end();
  }
  return created;
}
