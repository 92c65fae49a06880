import type { SessionSummary } from "@ensemble/shared/protocol/http-messages.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import type { CommandId } from "@ensemble/shared/session/identifiers.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { joinAsSimulated } from "../src/demo/simulated-participant.ts";
import { createSession, type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const PATIENCE = { timeout: 20_000, interval: 50 };

describe("a class with two simulated patients", () => {
  let server: TestServer;
  let group: SimulatedClass;
  beforeAll(async () => {
    server = await startTestServer();
    group = await startSimulatedClass(server.url, 2);
  });
  afterAll(async () => {
    group?.close();
    await server?.close();
  });

  it("counts on every screen what was performed, and acknowledges every frame", async () => {
    await group.startSet("squat", 4);
    await group.waitUntilMoved();
    const performed = group.patients.map((patient) => patient.performed());
    expect(performed).toEqual([4, 4]);
    await vi.waitFor(() => expect(group.counts()).toEqual(performed), PATIENCE);
    for (const patient of group.patients) {
      const seen = () =>
        [...(patient.participant.state()?.participants.values() ?? [])].filter((one) => one.role === "patient");
      await vi.waitFor(() => expect(seen().map((one) => one.repetitions)).toEqual(performed), PATIENCE);
    }
    expect((await group.therapist.participant.link.command({ name: "finishSet" })).applied).toBe(true);
    for (const patient of group.patients) patient.stopMoving();
    await vi.waitFor(() => {
      expect(group.patients.map((patient) => patient.participant.link.unacknowledged())).toEqual([0, 0]);
    }, PATIENCE);
    expect(group.refusals).toEqual([]);
  });

  it("shows a patient's measurements to the therapist and to that patient, and to nobody else", () => {
    const [first, second] = group.patients.map((patient) => patient.participant);
    const own = first?.me.personId ?? "";
    const others = second?.me.personId ?? "";
    const therapists = group.therapist.participant.state();
    expect(therapists?.clinical.get(own)?.targetRangeDegrees).toBeGreaterThan(0);
    expect(therapists?.clinical.get(others)?.targetRangeDegrees).toBeGreaterThan(0);
    expect(first?.state()?.clinical.get(own)?.targetRangeDegrees).toBeGreaterThan(0);
    expect(Object.values(first?.state()?.clinical.get(others) ?? {}).filter((value) => value !== undefined)).toEqual(
      [],
    );
  });

  it("tells the therapist that nobody is seen once a patient's frames stay away", async () => {
    // Both have stopped moving; the connections stay.
    const seen = () => [...(group.therapist.participant.state()?.clinical.values() ?? [])];
    await vi.waitFor(() => {
      for (const clinical of seen())
        expect(clinical).toMatchObject({ tracking: "lost", trackingReason: "nobody_seen" });
    }, PATIENCE);
    expect(seen()).toHaveLength(2);
  });

  it("refuses what a patient may not do", async () => {
    const { link } = group.patients[0]!.participant;
    for (const name of ["startSet", "finishSession", "pauseSet"] as const) {
      expect(await link.command({ name })).toMatchObject({ applied: false, code: "command/not_allowed" });
    }
  });

  it("applies a command once, however often it is sent", async () => {
    const { link } = group.therapist.participant;
    const commandId = crypto.randomUUID() as CommandId;
    const request = { commandId, command: { name: "changePictureMode", mode: "everybody" } };
    const answers = await Promise.all([1, 2, 3].map(() => link.request(WIRE.command, request)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ applied: true });
  });

  it("tells the therapist of a pain stop, and goes on only when both agree", async () => {
    const patient = group.patients[0]!.participant;
    const { link } = group.therapist.participant;
    const me = patient.me.personId;
    const alarms: unknown[] = [];
    group.therapist.participant.onMessage(WIRE.alarm, (message) => alarms.push(message));
    const stopped = () => group.therapist.participant.state()?.clinical.get(me)?.stopped;
    await patient.link.command({ name: "stopForPain" });
    await vi.waitFor(() => expect(alarms).toMatchObject([{ participantId: me, alarm: "pain" }]), PATIENCE);
    await patient.link.command({ name: "agreeResume" });
    await link.command({ name: "takeAlarm", participantId: me });
    await vi.waitFor(() => expect(stopped()).toBe(true), PATIENCE);
    await link.command({ name: "agreeResume", participantId: me });
    await vi.waitFor(() => expect(stopped()).toBe(false), PATIENCE);
  });

  it("keeps results after the end, everything for the therapist, one's own for a patient", async () => {
    await group.patients[1]!.participant.link.command({ name: "reportPain", level: 3 });
    await group.therapist.finishSession();
    const { groupSessionId } = group.created;
    const read = async (link: string): Promise<SessionSummary> => {
      const signedIn = await fetch(new URL("/api/sign-in", server.url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ link }),
      });
      const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
      const response = await fetch(new URL(`/api/sessions/${groupSessionId}/summary`, server.url), {
        headers: { cookie },
      });
      return (await response.json()) as SessionSummary;
    };
    const therapists = await read(group.created.therapist.link);
    expect(therapists.patients.map((one) => one.sets.map((set) => set.repetitions))).toEqual([[4], [4]]);
    expect(therapists.patients[1]).toMatchObject({ pain: 3, stoppedForPain: 0 });
    expect(therapists.patients[0]).toMatchObject({ stoppedForPain: 1 });
    expect(therapists.balloon).toBe(250);
    const own = await read(group.created.patients[1]!.link);
    expect(own.patients.map((one) => one.participantId)).toEqual([group.patients[1]!.participant.me.personId]);
    expect(own.leaderboard).toHaveLength(2);
  });

  it("refuses to join a session that ended a while ago, or that is not one's own", async () => {
    const pool = new pg.Pool({ connectionString: server.databaseUrl, max: 1 });
    await pool.query("UPDATE group_session SET ended_at = ended_at - interval '31 minutes'");
    await pool.end();
    const refusals: (string | undefined)[] = [];
    const onStatus = (_status: string, refusal: string | undefined) => refusals.push(refusal);
    const ended = await joinAsSimulated({
      url: server.url,
      inviteLink: group.created.patients[0]!.link,
      groupSessionId: group.created.groupSessionId,
      source: "none",
      onStatus,
    });
    await vi.waitFor(() => expect(refusals).toEqual(["session/ended"]), PATIENCE);
    const small = await createSession(server.url, 1);
    const stranger = await joinAsSimulated({
      url: server.url,
      inviteLink: group.created.patients[1]!.link,
      groupSessionId: small.groupSessionId,
      source: "none",
      onStatus,
    });
    await vi.waitFor(() => expect(refusals).toEqual(["session/ended", "session/not_a_member"]), PATIENCE);
    ended.link.close();
    stranger.link.close();
  });
});
