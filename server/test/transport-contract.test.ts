// What a class may rely on, whichever of the two transports carries it.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Protocol } from "@colyseus/core";
import { decodeAvatarBundle } from "@ensemble/shared/protocol/avatar-bundle.ts";
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { ServerProcess } from "../../scripts/cluster/server-process.ts";
import { type DeafLine, openDeafLine } from "./support/deaf-line.ts";
import { describeOverBothTransports } from "./support/over-both-transports.ts";
import { type RawSeat, takeRawSeat } from "./support/raw-seat.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 30_000, interval: 20 };
const KILOBYTE = 1024;
const PATIENTS_MOVING = 2;
const REPETITIONS = 1;
/** More than any page sends in a minute. */
const FLOOD_MESSAGES = 10_000;
/** Bundles, of fifteen a second. */
const LEFT_OUT = 15;
const TEXT_FRAME_RUBBISH = "no message of any kind";

describeOverBothTransports("a class", ({ name, createServer }) => {
  let server: ServerProcess;
  let logFile: string;
  let databaseUrl: string;
  let drop: (() => Promise<void>) | undefined;
  let group: SimulatedClass;
  let line: DeafLine;
  /** A patient's seat, by a line that can go deaf, from which anything is sent. */
  let seat: RawSeat;

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    databaseUrl = environment.env.DATABASE_URL ?? "";
    logFile = join(environment.env.ENSEMBLE_DATA_DIR ?? "", "server.log");
    server = await createServer({ ...environment.env, LOG_LEVEL: "info" }, { auto: true, logFile });
    await server.start();
    group = await startSimulatedClass(server.url, PATIENTS_MOVING, { others: 1 });
    line = await openDeafLine(server.url);
    seat = await takeSeat();
  }, 120_000);
  afterAll(async () => {
    seat?.close();
    group?.close();
    await line?.close();
    await server?.stop();
    await drop?.();
  });

  const takeSeat = async (page?: string): Promise<RawSeat> => {
    const { groupSessionId, patients } = group.created;
    const taken = await takeRawSeat(line.url, {
      groupSessionId,
      link: patients[PATIENTS_MOVING]?.link ?? "",
      ...(page === undefined ? {} : { page }),
    });
    expect(await taken.hello()).toMatchObject({ welcome: true, participantId: taken.me.personId });
    await taken.command({ name: "acceptAgreement", version: AGREEMENT_VERSION });
    return taken;
  };
  const statuses = () => [group.therapist, ...group.patients].map(({ participant }) => participant.link.status());
  const othersAreWell = () => expect(statuses()).toEqual(statuses().map(() => "connected"));
  const connections = async () => (await readMetrics(server.url)).get('ensemble_connections{role="patient"}');

  it("is carried by the transport that `auto` can have, and the log says which and why", async () => {
    const lines = (await readFile(logFile, "utf8")).split("\n").filter((text) => text.includes('"server listens"'));
    const said = JSON.parse(lines[0] ?? "{}") as { transport?: string; why?: string };
    expect(said.transport).toBe(name);
    if (name === "ws") expect(said.why).toContain("UWS_HOME is not set");
    else expect(said.why).toBeUndefined();
  });

  it("takes a command once, however often and however close together it comes", async () => {
    const commandId = randomUUID();
    const command = { name: "reportEffort", level: 7 };
    const together = await Promise.all([1, 2, 3, 4].map(() => seat.command(command, commandId)));
    const later = await seat.command(command, commandId);
    expect(together).toEqual(together.map(() => later));
    expect(later).toMatchObject({ applied: true });
    const pool = new pg.Pool({ connectionString: databaseUrl });
    const { rows } = await pool.query("SELECT count(*)::int AS written FROM journal_entry WHERE command_id = $1", [
      commandId,
    ]);
    await pool.end();
    expect(rows).toEqual([{ written: 1 }]);
  });

  it.each([
    { what: "an unknown message", code: "protocol/unknown_message", send: () => seat.room.send("nothing", { a: 1 }) },
    {
      what: "a malformed message",
      code: "protocol/malformed",
      send: () => seat.room.send(WIRE.framing, { framing: "<script>" }),
    },
    {
      what: "frames that cannot be read",
      code: "frame/malformed",
      send: () => seat.room.sendBytes(WIRE.pose, new Uint8Array([1])),
    },
    {
      what: "frames above their limit",
      code: "protocol/too_large",
      send: () => seat.room.sendBytes(WIRE.pose, new Uint8Array(20_000)),
    },
    {
      what: "too many frames",
      code: "protocol/too_many",
      send: () => {
        for (let i = 0; i < 400; i++) seat.room.sendBytes(WIRE.pose, new Uint8Array([1]));
      },
    },
  ])("refuses $what and keeps the connection", async ({ code, send }) => {
    const before = seat.refusals().length;
    send();
    await vi.waitFor(() => expect(seat.refusals().slice(before)).toContain(code), PATIENCE);
    expect(await seat.hello()).toMatchObject({ welcome: true });
    expect(seat.isOpen()).toBe(true);
  });

  it("keeps the connection on what is no message at all", async () => {
    for (const bytes of [[], [13], [13, 0xd9], [255, 255, 255], [14, 0xff, 0xc1], [22, 0xda, 255, 255]])
      seat.socket.send(new Uint8Array(bytes));
    seat.socket.send(new Uint8Array([13, 0xa3, 97, 98, 99, 0xc1]));
    seat.socket.send(TEXT_FRAME_RUBBISH);
    expect(await seat.hello()).toMatchObject({ welcome: true });
  });

  it("answers a command above its limit, refuses too many, and takes a pain stop all the same", async () => {
    const large = { name: "reportEffort", level: 1, padding: "x".repeat(9_000) };
    expect(await seat.command(large)).toMatchObject({ applied: false, code: "protocol/too_large" });
    const asked = Promise.all(Array.from({ length: 120 }, () => seat.command({ name: "declareReady", ready: false })));
    const stop = seat.command({ name: "stopForPain" });
    expect(await asked).toContainEqual(expect.objectContaining({ code: "protocol/too_many" }));
    expect(await stop).toMatchObject({ applied: true });
    const { participant } = group.therapist;
    const participantId = seat.me.personId as never;
    expect(await participant.link.command({ name: "takeAlarm", participantId })).toMatchObject({ applied: true });
    expect(await participant.link.command({ name: "agreeResume", participantId })).toMatchObject({ applied: true });
    await vi.waitFor(
      async () => expect(await seat.command({ name: "agreeResume" })).toMatchObject({ applied: true }),
      PATIENCE,
    );
  });

  it("ends the connection on one message above 64 KiB, and lets the same page come back to its seat", async () => {
    const { page } = seat;
    seat.room.sendBytes(WIRE.pose, new Uint8Array(70 * KILOBYTE));
    await seat.ended;
    seat = await takeSeat(page);
    othersAreWell();
  });

  it.each([
    { what: "frames", send: () => seat.room.sendBytes(WIRE.pose, new Uint8Array([1])) },
    { what: "what costs nothing", send: () => seat.socket.send(new Uint8Array([Protocol.PING])) },
  ])("puts off a page that goes on and on with $what, counts it, and lets it come back", async ({ send }) => {
    const { page } = seat;
    const counted = async () => (await readMetrics(server.url)).get("ensemble_clients_flooding_total") ?? 0;
    const before = await counted();
    for (let i = 0; i < FLOOD_MESSAGES; i++) send();
    expect(await seat.ended).toBe(CLOSE_CODES.flooding);
    expect(await counted()).toBe(before + 1);
    othersAreWell();
    // What it sends from now on is paid for by the second.
    await vi.waitFor(async () => {
      seat = await takeSeat(page);
    }, PATIENCE);
    expect(await seat.hello()).toMatchObject({ welcome: true });
  });

  it("gives the seat to the newest page, and not back to the one before", async () => {
    const before = seat;
    seat = await takeSeat();
    expect(await before.ended).toBe(CLOSE_CODES.takenOver);
    await expect(takeSeat(before.page)).rejects.toThrow("session/taken_over");
    expect(await seat.hello()).toMatchObject({ welcome: true });
  });

  it("counts what is moved, and shows it, with every answer, to one who hears nothing for a while", {
    timeout: 120_000,
  }, async () => {
    const bodies = () => seat.messages.filter(({ type }) => type === WIRE.avatars).length;
    await vi.waitFor(() => expect(bodies()).toBeGreaterThan(0), PATIENCE);
    line.goDeaf();
    await group.startSet("squat", REPETITIONS);
    const answer = seat.command({ name: "reportEffort", level: 4 });
    const effort = () =>
      (group.therapist.participant.state()?.clinical.get(seat.me.personId) as { effort?: number } | undefined)?.effort;
    await vi.waitFor(() => expect(effort()).toBe(4), PATIENCE);
    expect(seat.states.at(-1)?.setState).not.toBe("running");
    line.hearAgain();
    expect(await answer).toMatchObject({ applied: true });
    await vi.waitFor(
      () => expect(seat.states.at(-1)).toMatchObject({ setState: "running", exerciseId: "squat" }),
      PATIENCE,
    );

    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]), PATIENCE);
    const links = group.patients.map(({ participant }) => participant.link);
    await vi.waitFor(() => expect(links.map((link) => link.framesAcknowledged() > 0)).toEqual([true, true]), PATIENCE);
    expect(group.refusals).toEqual([]);
    const repetitions = () => seat.messages.filter(({ type }) => type === WIRE.repetition);
    await vi.waitFor(() => expect(repetitions()).toHaveLength(PATIENTS_MOVING * REPETITIONS), PATIENCE);
    const bodiesBefore = bodies();
    await vi.waitFor(() => expect(bodies()).toBeGreaterThan(bodiesBefore + 3), PATIENCE);
    expect(seat.isOpen()).toBe(true);
  });

  it("leaves out bodies for one who takes nothing for a while, and goes on with the newest: nothing old comes late", {
    timeout: 60_000,
  }, async () => {
    /** Session times of the first patient's bodies. */
    const timesIn = (bundle: unknown) =>
      (decodeAvatarBundle(new Uint8Array(bundle as Uint8Array))?.avatars ?? []).flatMap(({ slot, atMs }) =>
        slot === 0 ? [atMs] : [],
      );
    const shown: number[] = [];
    group.therapist.participant.onMessage(WIRE.avatars, (bundle: Uint8Array) => shown.push(...timesIn(bundle)));
    const shownLate = () =>
      seat.messages.flatMap(({ type, message }) => (type === WIRE.avatars ? timesIn(message) : []));
    const leftOut = async () => (await readMetrics(server.url)).get("ensemble_bodies_left_out_total") ?? 0;
    await vi.waitFor(() => expect(shown.length).toBeGreaterThan(0), PATIENCE);
    const [before, from] = [await leftOut(), shown[0] ?? 0];
    line.goDeaf();
    await vi.waitFor(async () => expect(await leftOut()).toBeGreaterThan(before + LEFT_OUT), PATIENCE);
    const newest = shown.at(-1) ?? 0;
    line.hearAgain();
    await vi.waitFor(() => expect(shownLate().at(-1)).toBeGreaterThan(newest), PATIENCE);
    const came = shownLate().filter((atMs) => atMs >= from);
    const missed = shown.filter((atMs) => atMs <= newest && !came.includes(atMs));
    expect(missed.length).toBeGreaterThanOrEqual(LEFT_OUT / 2);
    const [first = 0, last = 0] = [missed[0], missed.at(-1)];
    expect(came.filter((atMs) => atMs > first && atMs < last)).toEqual([]);
    expect(came).toEqual(came.toSorted((a, b) => a - b));
    expect(seat.isOpen()).toBe(true);
    // State was not left out, and what is asked for is answered.
    expect(await seat.command({ name: "reportEffort", level: 5 })).toMatchObject({ applied: true });
  });

  it("tells a patient's device nothing clinical of another, and the therapist all of it", () => {
    const others = group.patients.map(({ participant }) => participant.me.personId);
    const told = seat.states.flatMap((state) => others.flatMap((id) => Object.values(state.clinical[id] ?? {})));
    expect(seat.states.length).toBeGreaterThan(0);
    expect(told.filter((value) => value !== undefined)).toEqual([]);
    expect(seat.messages.filter(({ type }) => type === WIRE.measurement || type === WIRE.figures)).toEqual([]);
    const { clinical } = group.therapist.participant.state() ?? {};
    for (const id of [...others, seat.me.personId])
      expect(clinical?.get(id)).toMatchObject({ stopped: false, side: expect.any(String) });
  });

  it("puts off one who takes nothing any more, without harm to the others", { timeout: 60_000 }, async () => {
    const { page } = seat;
    line.goDeaf();
    await vi.waitFor(async () => expect(await connections()).toBe(PATIENTS_MOVING), PATIENCE);
    othersAreWell();
    await group.therapist.participant.link.command({ name: "finishSet" });
    await vi.waitFor(() => {
      for (const { participant } of group.patients) expect(participant.state()?.setState).not.toBe("running");
    }, PATIENCE);
    line.hearAgain();
    await seat.ended;
    seat = await takeSeat(page);
    const ownRow = () => seat.states.at(-1)?.participants[seat.me.personId];
    await vi.waitFor(() => expect(ownRow()).toMatchObject({ present: true }), PATIENCE);
  });
});
