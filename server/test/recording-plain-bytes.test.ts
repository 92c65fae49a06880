// Marked pictures and sounds go through everything that keeps them, a running server, a crash and a view; then every byte of every file is
// looked at: data directory, database with its log, store, server's log. None has the mark, in whatever writing. Swap and core dumps, which
// no test of ours can look into, are docs/recordings.md's business.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { DEMO_CLINIC_ID } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { findRunningPostgres } from "../src/platform/embedded-postgres.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { ownDatabaseUrl } from "../src/platform/open-server-database.ts";
import { auditKey } from "../src/recordings/audit-chain.ts";
import type { RecordedPiece } from "../src/recordings/recording.ts";
import { createMachine, type Machine } from "./support/machine.ts";
import { searchFiles } from "./support/search-files.ts";
import { createSession } from "./support/simulated-class.ts";
import { cameraOf, failIfStopped, joined } from "./support/vault.ts";
import { findEpoch, openVaultAt } from "./support/vault-places.ts";

const MARK = randomBytes(24);
/** Stands in a table as it is, so that the search is known to find what is there. */
const CONTROL = randomBytes(24);
const THERAPIST = { personId: "tess", clinicId: DEMO_CLINIC_ID, role: "therapist" } as const;

const pieces: readonly RecordedPiece[] = Array.from({ length: 50 }, (_, index) => ({
  index,
  kind: index === 0 ? "header" : "media",
  startMs: index * 1_000,
  durationMs: 1_000,
  keyFrame: true,
  bytes: Buffer.concat([randomBytes(100), ...Array.from({ length: 40 }, () => MARK), randomBytes(index)]),
}));

describe("a recording with a mark in it", () => {
  let machine: Machine;
  let server: ServerProcess;
  let vault: Awaited<ReturnType<typeof openVaultAt>>;
  let admin: pg.Pool;
  let session: GroupSessionId;
  let cookie: string;
  const recordings: string[] = [];

  beforeAll(async () => {
    machine = await createMachine();
    const logFile = join(machine.directory, "server.log");
    server = await createServerProcess({ ...machine.env, LOG_LEVEL: "trace" }, { logFile });
    await server.start();
    const created = await createSession(server.url, 1);
    session = created.groupSessionId;
    cookie = (await signInByLink(server.url, created.therapist.link)).cookie;
    const keys = await loadKeys(join(machine.directory, "keys.json"));
    const running = await findRunningPostgres(join(machine.directory, "database"));
    vault = await openVaultAt({
      databaseUrl: ownDatabaseUrl(running ?? ""),
      storeDirectory: join(machine.directory, "recordings"),
      keysFile: join(machine.directory, "recording-keys.json"),
      auditKey: auditKey(keys.fields),
    });
    admin = await machine.openPool();
  }, 120_000);
  afterAll(async () => {
    await vault?.pool.end();
    await admin?.end();
    await server?.stop();
    await machine?.remove();
  });

  it("is kept: one whole, one still in rows, one destroyed, one changed", async () => {
    const epoch = await findEpoch(vault.pool, session);
    const start = () => vault.recordings.startKeeping(cameraOf(session, "ana", epoch), THERAPIST, failIfStopped);
    for (const count of [50, 50, 50, 7]) {
      const keeping = await start();
      for (const piece of pieces.slice(0, count)) expect(await keeping.keepPiece(piece)).toBe("kept");
      if (count === 50) await keeping.finish();
      recordings.push(keeping.recordingId);
    }
    await vault.recordings.destroy(recordings[1]!, "asked", THERAPIST);
    await vault.pool.query("UPDATE recording_object SET pieces = '[[0,1,1,5]]' WHERE recording_id = $1", [
      recordings[2],
    ]);
  });

  it("is seen through the server, and what was changed is refused and logged", async () => {
    const see = (id: string | undefined, range = "bytes=0-") =>
      fetch(`${server.url}/api/recordings/${id}/media`, { headers: { cookie, range } });
    const seen = Buffer.from(await (await see(recordings[0])).arrayBuffer());
    expect(seen.equals(joined(pieces))).toBe(true);
    expect((await (await see(recordings[3], "bytes=5-500")).arrayBuffer()).byteLength).toBe(496);
    expect((await see(recordings[2])).status).toBe(503);
    expect((await see(recordings[1])).status).toBe(410);
  });

  it("is in no file", { timeout: 120_000 }, async () => {
    await admin.query("CREATE TABLE control (plain bytea)");
    await admin.query("INSERT INTO control VALUES ($1)", [CONTROL]);
    // Everything onto the disk, where it is looked for; and the server as a power cut ends it.
    await admin.query("CHECKPOINT");
    const live = await searchFiles(machine.directory, MARK, CONTROL);
    await server.kill();
    const dead = await searchFiles(machine.directory, MARK, CONTROL);
    for (const { files, bytes, control, mark } of [live, dead]) {
      expect(files).toBeGreaterThan(500);
      expect(bytes).toBeGreaterThan(20_000_000);
      expect(control.some((file) => file.includes("/base/"))).toBe(true);
      expect(control.some((file) => file.includes("/pg_wal/"))).toBe(true);
      expect(mark).toEqual([]);
    }
    const seen = new Set(dead.names.map((name) => name.split("/")[0]));
    for (const name of ["database", "recordings", "server.log", "keys.json", "recording-keys.json"])
      expect(seen).toContain(name);
    expect(dead.names.filter((name) => name.startsWith("recordings/pieces/")).length).toBeGreaterThanOrEqual(6);
  });
});
