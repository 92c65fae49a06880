// A clinic's machine is lost in the middle of a class, and another one, empty, takes its place.

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SetSummary } from "@ensemble/shared/protocol/http-messages.ts";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { readSimulatedSummary } from "../src/demo/read-simulated-summary.ts";
import { readKeys } from "../src/platform/keys.ts";
import { createJournalStore, createLeaseStore, readPoseRecording } from "../src/session/index.ts";
import { createMachine, type Machine } from "./support/machine.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };

describe("a backup of a machine that is lost, restored on an empty one", () => {
  let lost: Machine;
  let empty: Machine;
  let keysKeptApart: string;
  let server: ServerProcess;
  let group: SimulatedClass;
  let finished: FirstSet;
  let countedBefore: readonly number[];
  let lastEpoch: number;
  const backupFile = () => join(lost.directory, "in-the-middle.backup");
  /** What the server runs with: the same address can lead to another machine. */
  const env: Record<string, string> = {};
  beforeAll(async () => {
    [lost, empty] = await Promise.all([createMachine(), createMachine()]);
    keysKeptApart = join(lost.directory, "keys.json");
    server = await createServerProcess(Object.assign(env, lost.env));
    await server.start();
    group = await startSimulatedClass(server.url, 2);
    await group.startSet("squat", 3);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([3, 3]), PATIENCE);
    await group.therapist.participant.link.command({ name: "finishSet" });
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await server?.stop();
    for (const machine of [lost, empty]) await machine?.remove();
  });

  it("is made while the class goes on, and hinders nobody", { timeout: 180_000 }, async () => {
    const pool = await lost.openPool();
    finished = await readFirstSet(pool, keysKeptApart, server.url, group);
    await group.startSet("squat", 5);
    await vi.waitFor(() => expect(Math.min(...group.counts())).toBeGreaterThanOrEqual(1), PATIENCE);
    countedBefore = group.counts();
    const said = await lost.run("backup", "--to", backupFile());
    expect(said).toMatchObject({ status: 0, stderr: "" });
    expect(said.stdout).toMatch(/Backed up \d+ rows of 15 tables in [\d.]+ s: /);
    console.info(said.stdout);
    expect((await stat(backupFile())).mode & 0o777).toBe(0o600);
    expect((await readdir(lost.directory)).filter((name) => name.includes("partial"))).toEqual([]);
    lastEpoch = (await createLeaseStore(pool).findLease(group.created.groupSessionId))?.epoch ?? 0;
    expect(group.therapist.participant.link.status()).toBe("connected");
    expect(group.refusals).toEqual([]);
    await pool.end();
  });

  it("replaces no other file", async () => {
    const said = await lost.run("backup", "--to", backupFile());
    expect(said).toMatchObject({ status: 1, stdout: "" });
    expect(said.stderr).toContain("a backup replaces none");
  });

  it("is refused where the keys are missing, before anything is made", async () => {
    const said = await empty.run("restore", "--from", backupFile());
    expect(said).toMatchObject({ status: 1, stdout: "" });
    expect(said.stderr).toContain("Name the clinic's, which were kept apart: --keys FILE");
    expect(await readdir(empty.directory)).toEqual([]);
  });

  it("brings everything back, and the class goes on from its journal", { timeout: 180_000 }, async () => {
    await server.kill();
    const said = await empty.run("restore", "--from", backupFile(), "--keys", keysKeptApart);
    expect(said).toMatchObject({ status: 0, stderr: "" });
    expect(said.stdout).toMatch(/Restored \d+ rows of 15 tables in [\d.]+ s, as they were at /);
    console.info(said.stdout);
    expect((await stat(join(empty.directory, "keys.json"))).mode & 0o777).toBe(0o600);
    Object.assign(env, empty.env);
    await server.start();
    const statuses = () => group.patients.map((patient) => patient.participant.link.status());
    await vi.waitFor(() => expect(statuses()).toEqual(["connected", "connected"]), PATIENCE);
    await group.waitUntilMoved();
    const { link } = group.therapist.participant;
    expect(await link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    await group.startSet("squat", 2);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([2, 2]), PATIENCE);
  });

  it("has every fact and every frame that was there before", async () => {
    const pool = await empty.openPool();
    const restored = await readFirstSet(pool, join(empty.directory, "keys.json"), server.url, group);
    expect(finished.frames.every((frames) => frames.length > 100)).toBe(true);
    expect(restored.frames).toEqual(finished.frames);
    expect(restored.facts.slice(0, finished.facts.length)).toEqual(finished.facts);
    expect(finished.summary.map(({ set }) => set?.repetitions)).toEqual([3, 3]);
    expect(restored.summary).toEqual(finished.summary);
    const counted = (
      await readSimulatedSummary(server.url, group.created.therapist.link, group.created.groupSessionId)
    ).patients.map(({ sets }) => sets.map((set) => set.repetitions));
    expect(counted.map(([first, , third]) => [first, third])).toEqual([
      [3, 2],
      [3, 2],
    ]);
    // What was counted of the set in whose middle the machine was lost, and no more than was moved.
    for (const [i, [, second = 0]] of counted.entries()) {
      expect(second).toBeGreaterThanOrEqual(countedBefore[i] ?? 5);
      expect(second).toBeLessThanOrEqual(5);
    }
    await pool.end();
  });

  it("is not brought into a machine on which a server runs", async () => {
    const said = await empty.run("restore", "--from", backupFile());
    expect(said).toMatchObject({ status: 1, stdout: "" });
    expect(said.stderr).toContain("already runs the database");
  });

  it("lets nobody write who had the session on the lost machine", async () => {
    const pool = await empty.openPool();
    const journal = createJournalStore(pool, await readKeys(keysKeptApart));
    const { groupSessionId } = group.created;
    const bytes = new Uint8Array([1]);
    // Also if it changed hands there a few times after the backup.
    for (const epoch of [lastEpoch, lastEpoch + 1, lastEpoch + 5]) {
      expect(await journal.append(groupSessionId, epoch, [], 1_000_000, bytes)).toBe("stale");
    }
    const now = (await createLeaseStore(pool).findLease(groupSessionId))?.epoch ?? 0;
    expect(await journal.append(groupSessionId, now, [], 1_000_000, bytes)).toBe("appended");
    await pool.end();
  });
});

interface FirstSet {
  /** All facts so far. */
  readonly facts: readonly unknown[];
  readonly frames: readonly (readonly Uint8Array[])[];
  readonly summary: readonly { readonly name: string; readonly set: SetSummary | undefined }[];
}

async function readFirstSet(pool: pg.Pool, keysFile: string, url: string, group: SimulatedClass): Promise<FirstSet> {
  const journal = createJournalStore(pool, await readKeys(keysFile));
  const { groupSessionId } = group.created;
  const ids = group.patients.map(({ participant }) => participant.me.personId);
  const recordings = await Promise.all(ids.map((id) => readPoseRecording(journal, groupSessionId, id)));
  const summary = await readSimulatedSummary(url, group.created.therapist.link, group.created.groupSessionId);
  return {
    facts: (await journal.readEntries(groupSessionId)).map(({ entry }) => entry),
    frames: recordings.map((sets) => sets[0]?.frames ?? []),
    summary: summary.patients.map(({ name, sets }) => ({ name, set: sets[0] })),
  };
}
