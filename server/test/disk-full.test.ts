// A disk that is really full, under the database: a small file system of its own, filled to the last byte.
import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ClassOnOwnDatabase, openClassOnOwnDatabase } from "./support/class-on-own-database.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
/** PostgreSQL begins with some 60 MB, a third of it its log. */
const DISK = "size=128m,mode=711";
const PIECE = Buffer.alloc(65_536);
const REPETITIONS = 10;

/** A file system in memory, where this user may make one. */
function mountDisk(directory: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", DISK, "tmpfs", directory], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Until there is room for nothing more. */
function fill(file: string): void {
  const filler = openSync(file, "w");
  try {
    for (let length = PIECE.byteLength; length > 0; ) {
      try {
        writeSync(filler, PIECE, 0, length);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        length = Math.floor(length / 2);
      }
    }
  } finally {
    closeSync(filler);
  }
}

const place = await mkdtemp(join(tmpdir(), "ensemble-disk-"));
await chmod(place, 0o711);
const mounted = mountDisk(place);
afterAll(async () => {
  if (mounted) execFileSync("umount", ["--lazy", place]);
  await rm(place, { recursive: true, force: true });
});

describe.skipIf(!mounted)(
  `a class whose database has no room left${mounted ? "" : " (skipped: needs the right to mount)"}`,
  () => {
    let opened: ClassOnOwnDatabase;
    const restarts: unknown[] = [];
    const filler = join(place, "filler");
    beforeAll(async () => {
      opened = await openClassOnOwnDatabase({ within: place, tellRestart: (failure) => restarts.push(failure) });
    }, 180_000);
    afterAll(() => opened?.close());

    const isReady = async () => (await fetch(new URL("/readyz", opened.url))).status === 200;
    const query = async (text: string) => {
      const client = new pg.Client({ connectionString: opened.database.url });
      // Where the server ends under it, the query says so.
      client.on("error", () => undefined);
      await client.connect();
      try {
        return (await client.query(text)).rows as readonly Record<string, unknown>[];
      } finally {
        await client.end().catch(() => undefined);
      }
    };

    it("counts on, says that counts are provisional, and has each repetition once when there is room again, though PostgreSQL gave up meanwhile", {
      timeout: 180_000,
    }, async () => {
      const { group } = opened;
      const state = () => group.therapist.participant.state();
      await group.startSet("shoulder-abduction", REPETITIONS);
      await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(1), PATIENCE);
      fill(filler);
      // What PostgreSQL has laid out of its log has room for hours of one patient: it needs the next piece at once.
      await query("SELECT pg_switch_wal()").catch(() => undefined);
      await query("SELECT pg_switch_wal()").catch(() => undefined);
      await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
      await vi.waitFor(async () => expect(await isReady()).toBe(false), PATIENCE);
      const [before = 0] = group.counts();
      await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThan(before), PATIENCE);
      // It had no room to begin again either.
      await vi.waitFor(() => expect(restarts).toEqual([expect.any(Error)]), PATIENCE);

      rmSync(filler);
      await vi.waitFor(() => expect(restarts).toEqual([expect.any(Error), undefined]), PATIENCE);
      await group.waitUntilMoved();
      await vi.waitFor(() => expect([group.counts(), state()?.provisional]).toEqual([[REPETITIONS], false]), PATIENCE);
      expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
      await vi.waitFor(async () => expect(await isReady()).toBe(true), PATIENCE);
      const counted = "SELECT ordinal FROM journal_entry WHERE kind = 'repetitionCounted' ORDER BY sequence";
      expect(await query(counted)).toEqual(Array.from({ length: REPETITIONS }, (_, index) => ({ ordinal: index + 1 })));
      expect(group.refusals).toEqual([]);
      // Not a page of it was left half written.
      expect(await query("SELECT count(*)::int AS damaged FROM pg_stat_database WHERE checksum_failures > 0")).toEqual([
        { damaged: 0 },
      ]);
    });
  },
);
