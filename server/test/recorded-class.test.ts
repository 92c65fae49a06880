// A class as it is really recorded, in processes of their own: marked pictures and sounds are sent over the network to a media node, tapped, handed
// over to the server, sealed and stored, looked at and downloaded. Node and server are killed in the middle: at most the last two seconds are lost, and
// what was written is read as a player reads it. Then the marks are looked for in every file there is: the server's data directory with its database, both
// logs, Redis's folder and the folder for temporary files of both processes.
import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { inventKeyFrame, inventOpus } from "../../media/test/invented-media.ts";
import { readRecorded } from "../../media/test/read-recorded.ts";
import { type MediaNodeProcess, startMediaNode } from "../../scripts/cluster/media-node-process.ts";
import { createServerProcess, type ServerProcess } from "../../scripts/cluster/server-process.ts";
import { type RunningRedis, startRedis } from "../../scripts/cluster/start-redis.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { type DistantSender, openDistantSender } from "./support/distant-sender.ts";
import { isStamped, stamp, stampOf } from "./support/invented-node.ts";
import { createMachine, type Machine } from "./support/machine.ts";
import { type RawSeat, takeRawSeat } from "./support/raw-seat.ts";
import { searchFiles } from "./support/search-files.ts";
import { createSession } from "./support/simulated-class.ts";

const PATIENCE = { timeout: 60_000, interval: 200 };
const MINUTE_MS = 60_000;
const LOST_AT_MOST_MS = 2_000;
const MARK = randomBytes(24);
/** Stands in a table as it is, so that the search is known to find what is there. */
const CONTROL = randomBytes(24);
const MARKS_EACH = 10;
const SOURCES = ["camera", "microphone"] as const;
const marks = Buffer.concat(Array.from({ length: MARKS_EACH }, () => MARK));
const FRAMES = {
  camera: () => stamp(Uint8Array.of(...inventKeyFrame(640, 360), ...marks, ...new Uint8Array(8))),
  microphone: () => stamp(Uint8Array.of(...inventOpus(), ...marks, ...new Uint8Array(8))),
};

describe("a class that is recorded over a media node of its own", () => {
  let machine: Machine;
  let redis: RunningRedis;
  let server: ServerProcess;
  let admin: pg.Pool;
  let created: Awaited<ReturnType<typeof createSession>>;
  let cookie: string;
  let sender: DistantSender | undefined;
  const nodes: MediaNodeProcess[] = [];
  const seats: RawSeat[] = [];
  const secret = randomBytes(32).toString("hex");

  beforeAll(async () => {
    machine = await createMachine();
    const TMPDIR = join(machine.directory, "tmp");
    await mkdir(TMPDIR);
    redis = await startRedis(TMPDIR);
    await startNode();
    server = await createServerProcess(
      { ...machine.env, ...shared(), MEDIA_NODES: "1", LOG_LEVEL: "trace" },
      { logFile: join(machine.directory, "server.log") },
    );
    await server.start();
    admin = await machine.openPool();
    created = await createSession(server.url, 1);
    // The people of such a class are simulated, and nobody records those.
    await admin.query("UPDATE person SET simulated = false");
    cookie = (await signInByLink(server.url, created.therapist.link)).cookie;
  }, 3 * MINUTE_MS);
  afterAll(async () => {
    sender?.close();
    for (const seat of seats) seat.close();
    await admin?.end();
    await server?.stop();
    for (const node of nodes) await node.kill();
    await redis?.stop();
    await machine?.remove();
  });

  const shared = () => ({
    REDIS_URL: redis.url,
    MEDIA_SECRET: secret,
    MEDIASOUP_WORKER_BIN: inject("mediaWorker"),
    TMPDIR: join(machine.directory, "tmp"),
  });
  const startNode = async () => {
    const name = `node-${nodes.length}`;
    const logFile = join(machine.directory, `${name}.log`);
    const write = (line: string) => appendFileSync(logFile, `${line}\n`);
    nodes.push(await startMediaNode(name, { ...shared(), LOG_LEVEL: "trace" }, write));
  };
  const enter = async (link: string) => {
    const seat = await takeRawSeat(server.url, { groupSessionId: created.groupSessionId, link });
    seats.push(seat);
    await seat.hello();
    return seat;
  };
  const applied = async (seat: RawSeat, command: object) =>
    expect(await seat.command(command)).toMatchObject({ applied: true });
  const ask = async <Answer>(seat: RawSeat, request: MediaRequest): Promise<Answer> => {
    const said = (await seat.room.request("media", request, { timeout: MINUTE_MS })) as { answer?: Answer };
    if (said.answer === undefined) throw new Error(`not answered: ${JSON.stringify(said)}`);
    return said.answer;
  };
  /** As a page does that has heard that everything is to be built anew; again where that was the former node still. */
  const sendFrom = (seat: RawSeat) =>
    vi.waitFor(async () => {
      sender?.close();
      await ask(seat, { op: "capabilities" });
      const line = await openDistantSender(inject("mediaWorker"), {
        openTransport: () => ask(seat, { op: "openTransport", direction: "send" }),
        connectTransport: (transportId, dtlsParameters) =>
          ask(seat, { op: "connectTransport", transportId, dtlsParameters }),
        produce: (what) => ask(seat, { op: "produce", ...what }),
      });
      sender = line;
      for (const source of SOURCES) await line.send(source, FRAMES[source]);
    }, PATIENCE);
  const list = async (): Promise<readonly RecordingListing[]> => {
    const answer = await fetch(`${server.url}/api/sessions/${created.groupSessionId}/recordings`, {
      headers: { cookie },
    });
    return answer.json() as Promise<readonly RecordingListing[]>;
  };
  const newest = async (source: MediaSource) => {
    const of = (await list()).filter((one) => one.source === source);
    return of.toSorted((one, other) => one.startedAtMs - other.startedAtMs).at(-1);
  };
  /** Both are under way, and have more in them than may be lost. */
  const untilRecorded = async () => {
    await vi.waitFor(async () => {
      for (const source of SOURCES) {
        const recording = await newest(source);
        expect(recording).toMatchObject({ state: "running" });
        expect(recording?.durationMs).toBeGreaterThan(2 * LOST_AT_MOST_MS);
      }
    }, PATIENCE);
    return Promise.all(SOURCES.map(async (source) => (await newest(source))?.recordingId ?? ""));
  };
  const untilEnded = (recordingIds: readonly string[], state: string) =>
    vi.waitFor(async () => {
      const ended = (await list()).filter(({ recordingId }) => recordingIds.includes(recordingId));
      expect(ended.map((one) => one.state)).toEqual([state, state]);
    }, PATIENCE);
  const read = async (recordingId: string, how: "media" | "download") => {
    const answer = await fetch(`${server.url}/api/recordings/${recordingId}/${how}`, { headers: { cookie } });
    expect(answer.status).toBe(200);
    return Buffer.from(await answer.arrayBuffer());
  };
  /** What was made up to two seconds before it is in the file; and every frame of it is one that was sent. */
  const expectAllUntil = async (recordingIds: readonly string[], killedAtMs: number) => {
    for (const [position, source] of SOURCES.entries()) {
      const file = await read(recordingIds[position] ?? "", "media");
      expect(file.equals(await read(recordingIds[position] ?? "", "download"))).toBe(true);
      const packets = (await readRecorded(file, source)).filter(isStamped);
      expect(packets.length).toBeGreaterThan(50);
      for (const packet of packets) expect(Buffer.from(packet).includes(marks)).toBe(true);
      const last = Math.max(...packets.map(stampOf));
      expect(last, `the end of the ${source}`).toBeGreaterThan(killedAtMs - LOST_AT_MOST_MS);
    }
  };

  it("loses at most the last two seconds when the media node is killed", { timeout: 3 * MINUTE_MS }, async () => {
    const thea = await enter(created.therapist.link);
    const ana = await enter(created.patients[0]?.link ?? "");
    await applied(ana, { name: "acceptAgreement", version: AGREEMENT_VERSION });
    await sendFrom(ana);
    await applied(thea, { name: "runRecording", running: true });
    await applied(ana, { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE });
    const recorded = await untilRecorded();
    const killedAtMs = performance.now();
    await nodes[0]?.kill();
    await untilEnded(recorded, "whole");
    await expectAllUntil(recorded, killedAtMs);
    await startNode();
    await sendFrom(ana);
  });

  it("loses at most the last two seconds when the server is killed", { timeout: 3 * MINUTE_MS }, async () => {
    const recorded = await untilRecorded();
    const killedAtMs = performance.now();
    await server.kill();
    sender?.close();
    await server.start();
    // Whoever comes opens the class again, which ends what the dead one had open.
    await enter(created.therapist.link);
    await untilEnded(recorded, "cutOff");
    await expectAllUntil(recorded, killedAtMs);
  });

  it("has left no plain byte in any file", { timeout: 3 * MINUTE_MS }, async () => {
    await admin.query("CREATE TABLE control (plain bytea)");
    await admin.query("INSERT INTO control VALUES ($1)", [CONTROL]);
    // Everything onto the disk, where it is looked for; and the processes as a power cut ends them.
    await admin.query("CHECKPOINT");
    const live = await searchFiles(machine.directory, MARK, CONTROL);
    await server.kill();
    await nodes[1]?.kill();
    const dead = await searchFiles(machine.directory, MARK, CONTROL);
    for (const { files, control, mark } of [live, dead]) {
      expect(files).toBeGreaterThan(500);
      expect(control.some((file) => file.includes("/base/"))).toBe(true);
      expect(control.some((file) => file.includes("/pg_wal/"))).toBe(true);
      expect(mark).toEqual([]);
    }
    const seen = new Set(dead.names.map((name) => name.split("/")[0]));
    for (const name of ["database", "recordings", "server.log", "node-0.log", "node-1.log"])
      expect(seen).toContain(name);
    expect(dead.names.filter((name) => name.startsWith("recordings/pieces/")).length).toBeGreaterThanOrEqual(4);
  });
});
