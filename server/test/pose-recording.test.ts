// What is stored of a set leads to the very facts the journal has, also when the server was killed and went on from a checkpoint.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type RepetitionFact,
} from "@ensemble/shared/movement/referee.ts";
import { decodeFrame, type FrameHeader } from "@ensemble/shared/protocol/pose-packet.ts";
import type { Target } from "@ensemble/shared/session/session-fact.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { loadExerciseLibrary } from "../src/movement/index.ts";
import { loadKeys } from "../src/platform/keys.ts";
import { createJournalStore, readPoseRecording } from "../src/session/index.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXERCISES = fileURLToPath(new URL("../../assets/exercises", import.meta.url));
const PATIENCE = { timeout: 60_000, interval: 50 };

describe("a set that was recorded, with the server killed in its middle", () => {
  let server: ServerProcess;
  let group: SimulatedClass;
  let pool: pg.Pool;
  let environment: Readonly<Record<string, string>>;
  let drop: (() => Promise<void>) | undefined;
  let journal: ReturnType<typeof createJournalStore>;
  const chunkCount = async () => (await pool.query("SELECT count(*)::int AS n FROM pose_chunk")).rows[0].n as number;
  beforeAll(async () => {
    const made = await testEnvironment();
    const { env } = made;
    environment = env;
    drop = made.drop;
    server = await createServerProcess(env);
    await server.start();
    pool = new pg.Pool({ connectionString: env.DATABASE_URL });
    journal = createJournalStore(pool, await loadKeys(join(env.ENSEMBLE_DATA_DIR ?? "", "keys.json")));
    group = await startSimulatedClass(server.url, 2);
  });
  afterAll(async () => {
    group?.close();
    await server?.stop();
    await pool?.end();
    await drop?.();
  });

  it("is stored in chunks alone once it is over, every frame once", { timeout: 180_000 }, async () => {
    await group.startSet("squat", 5);
    await vi.waitFor(async () => expect(await chunkCount()).toBeGreaterThanOrEqual(2), PATIENCE);
    await server.kill();
    await server.start();
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([5, 5]), PATIENCE);
    expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    const { groupSessionId } = group.created;
    expect(await journal.readFrameBatches(groupSessionId, 0)).toEqual([]);
    for (const { participant } of group.patients) {
      const chunks = await journal.readChunks(groupSessionId, participant.me.personId);
      expect(chunks.length).toBeGreaterThanOrEqual(2);
      for (const [i, chunk] of chunks.entries()) {
        expect(chunk.firstFrame).toBeGreaterThan(chunks[i - 1]?.lastFrame ?? 0);
        expect(chunk.checkpoint).toBeDefined();
      }
    }
    expect(group.refusals).toEqual([]);
  });

  it("gives the journal's repetitions again, bit for bit", async () => {
    const library = await loadExerciseLibrary(EXERCISES);
    const facts = (await journal.readEntries(group.created.groupSessionId)).map(({ entry }) => entry.fact);
    const start = facts.find((fact) => fact.kind === "setStarted");
    const rule = start && library.find(start.exerciseId)?.rule;
    if (start === undefined || rule === undefined) throw new Error("no set was started");
    for (const { participant } of group.patients) {
      const { personId } = participant.me;
      const recording = await readPoseRecording(journal, group.created.groupSessionId, personId);
      expect(recording.map(({ setId }) => setId)).toEqual([start.setId]);
      const replayed = replay(rule, start.targets[personId], recording[0]?.frames ?? []);
      const counted = facts.flatMap((fact) => {
        if (fact.kind !== "repetitionCounted" || fact.participantId !== personId) return [];
        const { ordinal, side, startMs, endMs, range, quality, parts, confidence } = fact;
        return [{ ordinal, side, startMs, endMs, range, quality, parts, confidence }];
      });
      expect(replayed).toHaveLength(5);
      expect(replayed).toEqual(counted);
    }
  });

  it("is replayed by a command, in lines that name nobody", async () => {
    const { groupSessionId: session } = group.created;
    const { status, lines, stdout, stderr } = await runReplay(environment, "--session", session);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const each = { session, exercise: "squat", over: true, repetitions: 5, replayed: 5, same: true, differences: [] };
    expect(lines).toMatchObject([each, each]);
    for (const { frames } of lines) expect(frames).toBeGreaterThan(100);
    for (const { participant } of group.patients) expect(stdout).not.toContain(participant.me.personId);
  });

  it("shows what another checkout counts otherwise, and what the journal has wrong", async () => {
    const other = await mkdtemp(join(tmpdir(), "ensemble-engine-"));
    try {
      for (const part of ["shared", "server", "node_modules"]) await symlink(join(ROOT, part), join(other, part));
      await cp(EXERCISES, join(other, "assets/exercises"), { recursive: true });
      const file = join(other, "assets/exercises/squat.json");
      const squat = JSON.parse(await readFile(file, "utf8"));
      squat.repetition.holdMs = 5000;
      await writeFile(file, JSON.stringify(squat));
      const strict = await runReplay(environment, "--session", group.created.groupSessionId, "--engine", other);
      expect(strict.stderr).toBe("");
      expect(strict.status).toBe(1);
      const gone = [1, 2, 3, 4, 5].map((ordinal) => ({ ordinal, replayed: null }));
      const each = { repetitions: 5, replayed: 0, same: false, differences: gone };
      expect(strict.lines).toMatchObject([each, each]);
    } finally {
      await rm(other, { recursive: true, force: true });
    }
    await pool.query(
      `UPDATE journal_entry SET fact = jsonb_set(fact, '{quality}', '1')
       WHERE kind = 'repetitionCounted' AND ordinal = 3 AND participant_id = $1`,
      [group.patients[0]?.participant.me.personId],
    );
    const spoilt = await runReplay(environment, "--session", group.created.groupSessionId);
    expect(spoilt.status).toBe(1);
    expect(spoilt.lines.flatMap(({ differences }) => differences)).toEqual([
      { ordinal: 3, journal: { quality: 1 }, replayed: { quality: expect.any(Number) } },
    ]);
  });

  it("refuses a session that is not there, keys that are not there and no session", async () => {
    const unknown = await runReplay(environment, "--session", "nothing");
    expect(unknown).toMatchObject({ status: 1, stdout: "", stderr: "There is no session nothing.\n" });
    const keyless = { ...environment, ENSEMBLE_KEYS_FILE: join(environment.ENSEMBLE_DATA_DIR ?? "", "none.json") };
    const closed = await runReplay(keyless, "--session", group.created.groupSessionId);
    expect(closed).toMatchObject({ status: 1, stdout: "" });
    expect(closed.stderr).toContain("keys cannot be read");
    expect((await runReplay(environment)).status).toBe(2);
  });
});

interface ReplayLine {
  readonly frames: number;
  readonly differences: readonly unknown[];
}

function runReplay(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const command = join(ROOT, "server/src/replay-command.ts");
  return new Promise<{ status: number; lines: ReplayLine[]; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [command, ...args], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      const lines = stdout.split("\n").slice(0, -1);
      resolve({ status: Number(error?.code ?? 0), lines: lines.map((line) => JSON.parse(line)), stdout, stderr });
    });
  });
}

function replay(
  rule: Parameters<typeof createReferee>[0],
  target: Target | undefined,
  frames: readonly Uint8Array[],
): readonly unknown[] {
  const referee = createReferee(rule, { side: target?.side ?? "both", targetDegrees: target?.rangeDegrees });
  const header: FrameHeader = { sequence: 0, captureMs: 0, model: "none", earlierGone: false };
  const frame = createPoseFrame();
  const repetitions: RepetitionFact[] = [];
  const keep = (list: ReturnType<typeof advanceReferee>) => {
    for (const fact of list) if (fact.kind === "repetition") repetitions.push(fact);
  };
  for (const bytes of frames) {
    expect(decodeFrame(bytes, header, frame)).toBeUndefined();
    keep(advanceReferee(referee, frame));
  }
  keep(finishReferee(referee));
  return repetitions.map(({ ordinal, side, startMs, endMs, rangeDegrees, quality, parts, confidence }) => ({
    ordinal,
    side,
    startMs,
    endMs,
    range: rangeDegrees,
    quality,
    parts,
    confidence,
  }));
}
