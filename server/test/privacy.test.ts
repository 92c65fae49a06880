import { fileURLToPath } from "node:url";
import { decodeAvatarBundle } from "@ensemble/shared/protocol/avatar-bundle.ts";
import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { OF_A_REPETITION, OF_EVERYBODY } from "../../scripts/chaos/received-rules.ts";
import { joinAsSimulated, type SimulatedParticipant } from "../src/demo/simulated-participant.ts";
import { GREATEST_HASTE, type SimulatedPatient, startSimulatedPatient } from "../src/demo/simulated-patient.ts";
import { readTrackedExercises } from "../src/movement/index.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const EXERCISES = fileURLToPath(new URL("../../assets/exercises", import.meta.url));
const PATIENCE = { timeout: 30_000, interval: 20 };
const exerciseId = "hip-abduction" as ExerciseId;
const TARGET = { repetitions: 3, rangeDegrees: 27, side: "left" } as const;
const DEVICES = { camera: "good", microphone: "muted", speaker: "good", line: "weak", lineCause: "radio" } as const;
const PAIN = 9;
const EFFORT = 8;

interface SeenState {
  readonly pictureMode: string;
  readonly participants: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly clinical: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

describe("what a patient's device is told of another patient", () => {
  let server: TestServer;
  let therapist: SimulatedParticipant;
  let ana: SimulatedPatient;
  let bruno: SimulatedParticipant;
  let anasId: string;
  let anasName: string;
  /** All that ever reached Bruno's device, decoded. */
  const states: SeenState[] = [];
  const messages: { readonly type: string; readonly message: unknown }[] = [];
  /** What the therapist and Ana herself were told of her repetitions. */
  const measurements: { readonly therapist: unknown[]; readonly ana: unknown[] } = { therapist: [], ana: [] };
  let stoppedFrom = 0;
  let stoppedUntil = 0;

  /** Everything before has been told to Bruno, too: he sees a change made after it. */
  const untilBrunoSees = async (mode: "everybody" | "pairs" | "therapistOnly") => {
    // Ana with somebody who is not Bruno.
    const pairs = mode === "pairs" ? { pairs: [[0, 2]] } : {};
    await therapist.link.command({ name: "changePictureMode", mode, ...pairs });
    await vi.waitFor(() => expect(states.at(-1)?.pictureMode).toBe(mode), PATIENCE);
    return states.length;
  };
  const clinicalOfAna = (who: SimulatedParticipant) =>
    who.state()?.clinical.get(anasId) as Readonly<Record<string, unknown>> | undefined;

  beforeAll(async () => {
    server = await startTestServer();
    const { inviteLink, demonstration } = server.app;
    const common = { url: server.url, groupSessionId: await demonstration.ensureSession() };
    therapist = await joinAsSimulated({ ...common, inviteLink: inviteLink("demo-therapist"), source: "none" });
    const exercises = await readTrackedExercises(EXERCISES);
    const anasLink = inviteLink("demo-ana");
    ana = await startSimulatedPatient({ ...common, inviteLink: anasLink, exercises, seed: 1, haste: GREATEST_HASTE });
    anasName = ana.participant.me.name;
    anasId = ana.participant.me.personId;
    await ana.participant.link.command({ name: "chooseStanding", standing: "nickname" });
    await ana.participant.link.command({ name: "shareStreak", shared: false });

    bruno = await joinAsSimulated({
      ...common,
      inviteLink: inviteLink("demo-bruno"),
      source: "simulated",
      onRoom: (room) => {
        room.onStateChange((state) => states.push(structuredClone((state as { toJSON(): SeenState }).toJSON())));
      },
    });
    for (const type of Object.values(WIRE)) bruno.onMessage(type, (message) => messages.push({ type, message }));
    await bruno.link.command({ name: "acceptAgreement", version: AGREEMENT_VERSION });

    ana.participant.link.announce(WIRE.deviceCheck, DEVICES);
    await vi.waitFor(() => {
      for (const who of [therapist, ana.participant])
        expect(clinicalOfAna(who)).toMatchObject({ checkedMicrophone: "muted", checkedLineCause: "radio" });
    }, PATIENCE);
    therapist.onMessage(WIRE.measurement, (message) => measurements.therapist.push(message));
    ana.participant.onMessage(WIRE.measurement, (message) => measurements.ana.push(message));

    const { link } = therapist;
    await link.command({ name: "startPhase", phase: "exercise" });
    await link.command({ name: "chooseExercise", exerciseId });
    await link.command({ name: "setTarget", participantId: ana.participant.me.personId, exerciseId, target: TARGET });
    await link.command({ name: "startSet" });
    await vi.waitFor(() => expect(ana.finishedSet()).toBe(therapist.state()?.setId), { timeout: 60_000, interval: 50 });
    await vi.waitFor(() => expect(therapist.state()?.participants.get(anasId)?.repetitions).toBe(3), PATIENCE);

    await untilBrunoSees("pairs");
    stoppedFrom = await untilBrunoSees("everybody");
    await ana.participant.link.command({ name: "stopForPain" });
    await ana.participant.link.command({ name: "reportPain", level: PAIN });
    await ana.participant.link.command({ name: "reportEffort", level: EFFORT });
    await link.command({ name: "takeAlarm", participantId: ana.participant.me.personId });
    await vi.waitFor(() => expect(clinicalOfAna(therapist)).toMatchObject({ stopped: true, pain: PAIN }), PATIENCE);
    await untilBrunoSees("therapistOnly");
    await ana.participant.link.command({ name: "agreeResume" });
    await link.command({ name: "agreeResume", participantId: ana.participant.me.personId });
    await vi.waitFor(() => expect(clinicalOfAna(therapist)).toMatchObject({ stopped: false }), PATIENCE);
    stoppedUntil = await untilBrunoSees("everybody");
    await ana.participant.link.command({ name: "chooseStanding", standing: "hidden" });
    await link.command({ name: "finishSet" });
    await untilBrunoSees("therapistOnly");
  });
  afterAll(async () => {
    ana?.close();
    for (const one of [bruno, therapist]) one?.link.close();
    await server?.close();
  });

  it("is what the group may know, and no field more", () => {
    const fields = new Set(states.flatMap((state) => Object.keys(state.participants[anasId] ?? {})));
    expect([...fields].sort()).toEqual([...OF_EVERYBODY].sort());
    const clinical = states.flatMap((state) => Object.values(state.clinical[anasId] ?? {}));
    expect(clinical.filter((value) => value !== undefined)).toEqual([]);
  });

  it("is her repetitions as numbers, without the side, and no other message about her", () => {
    const about = messages.filter(
      ({ message }) => !(message instanceof Uint8Array) && JSON.stringify(message).includes(anasId),
    );
    expect(about.map(({ type }) => type)).toEqual([WIRE.repetition, WIRE.repetition, WIRE.repetition]);
    for (const { message } of about) expect(Object.keys(message as object)).toEqual([...OF_A_REPETITION]);
  });

  it("is nothing of what her quality is made of, which the therapist and she herself are told", async () => {
    await vi.waitFor(() => expect(measurements.therapist).toHaveLength(3), PATIENCE);
    await vi.waitFor(() => expect(measurements.ana).toHaveLength(3), PATIENCE);
    for (const message of [...measurements.therapist, ...measurements.ana]) {
      expect(message).toMatchObject({
        participantId: anasId,
        parts: { range: expect.any(Number), form: expect.any(Number) },
      });
    }
    const everything = JSON.stringify([states, messages.filter(({ message }) => !(message instanceof Uint8Array))]);
    for (const secret of ["parts", "steadiness", "compensated", "erred", "uneven"])
      expect(everything).not.toContain(secret);
  });

  it("is joint rotations of her body, and no picture's points", () => {
    const bytes = messages.filter(({ message }) => message instanceof Uint8Array);
    expect(bytes.length).toBeGreaterThan(0);
    for (const { type, message } of bytes) {
      expect(type).toBe(WIRE.avatars);
      expect(decodeAvatarBundle(message as Uint8Array)).toBeDefined();
    }
  });

  it("does not change by a pain stop, nor by going on after it", () => {
    const rows = states.slice(stoppedFrom - 1, stoppedUntil).map((state) => state.participants[anasId]);
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) expect(row).toEqual({ ...rows[0], ready: true });
  });

  it("is never her full name once she chose another, nor where she is, nor whom to call", () => {
    const everything = JSON.stringify([states, messages.filter(({ message }) => !(message instanceof Uint8Array))]);
    for (const secret of [anasName, "Simulated place", "Nobody: simulated"]) expect(everything).not.toContain(secret);
    expect(states.at(-1)?.participants[anasId]).toMatchObject({ standing: "hidden", shownAs: "nickname" });
  });

  it("is never with whom she is paired", () => {
    const paired = states.filter(({ pictureMode }) => pictureMode === "pairs");
    expect(paired.length).toBeGreaterThan(0);
    for (const { clinical } of states)
      expect(Object.values(clinical).map((row) => row.pairedWith ?? "")).not.toContain("2");
  });

  it("is all there for the therapist and for herself", () => {
    for (const who of [therapist, ana.participant]) {
      expect(clinicalOfAna(who)).toMatchObject({
        fullName: anasName,
        side: "left",
        targetRepetitions: 3,
        targetRangeDegrees: 27,
        pain: PAIN,
        effort: EFFORT,
        streakDays: expect.any(Number),
        pairedWith: "2",
        place: "Simulated place",
        emergencyContact: "Nobody: simulated",
      });
    }
  });
});
