import { fileURLToPath } from "node:url";
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { GREATEST_HASTE, type SimulatedPatient, startSimulatedPatient } from "../src/demo/simulated-patient.ts";
import { type SimulatedTherapist, startSimulatedTherapist } from "../src/demo/simulated-therapist.ts";
import { readTrackedExercises } from "../src/movement/index.ts";
import { createSession } from "./support/simulated-class.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const EXERCISES = fileURLToPath(new URL("../../assets/exercises", import.meta.url));
const PATIENCE = { timeout: 40_000, interval: 50 };
const SQUATS = 3;
const exerciseId = "squat" as ExerciseId;

describe("somebody who comes while a set runs", () => {
  let server: TestServer;
  let therapist: SimulatedTherapist;
  const patients: SimulatedPatient[] = [];
  let join: (patient: number) => Promise<SimulatedPatient>;

  beforeAll(async () => {
    server = await startTestServer();
    const created = await createSession(server.url, 2);
    const common = { url: server.url, groupSessionId: created.groupSessionId };
    const exercises = await readTrackedExercises(EXERCISES);
    join = async (patient) => {
      const inviteLink = created.patients[patient]?.link ?? "";
      const person = { inviteLink, exercises, seed: patient, haste: GREATEST_HASTE };
      const joined = await startSimulatedPatient({ ...common, ...person });
      patients.push(joined);
      return joined;
    };
    therapist = await startSimulatedTherapist({ ...common, inviteLink: created.therapist.link });
  });
  afterAll(async () => {
    for (const patient of patients) patient.close();
    therapist?.close();
    await server?.close();
  });

  it("lands in it and is counted like those who were there from the start", async () => {
    const { link, state } = therapist.participant;
    const first = await join(0);
    await link.command({ name: "startPhase", phase: "exercise" });
    await link.command({ name: "chooseExercise", exerciseId });
    const members = [...(state()?.clinical.keys() ?? [])] as ParticipantId[];
    expect(members).toHaveLength(2);
    for (const participantId of members) {
      const target = { repetitions: SQUATS, side: "both" } as const;
      await link.command({ name: "setTarget", participantId, exerciseId, target });
    }
    await link.command({ name: "startSet" });
    const countOf = (patient: SimulatedPatient) =>
      state()?.participants.get(patient.participant.me.personId)?.repetitions;
    await vi.waitFor(() => expect(countOf(first)).toBeGreaterThan(0), PATIENCE);

    const late = await join(1);
    await vi.waitFor(() => expect(late.participant.state()?.setState).toBe("running"), PATIENCE);
    expect(late.participant.state()?.setId).toBe(state()?.setId);
    await vi.waitFor(() => expect(late.finishedSet()).toBe(state()?.setId), PATIENCE);
    expect(late.performed()).toBe(SQUATS);
    await vi.waitFor(() => expect([countOf(first), countOf(late)]).toEqual([SQUATS, SQUATS]), PATIENCE);
    await link.command({ name: "finishSet" });
    await vi.waitFor(() => expect(state()?.setState).toBe("finished"), PATIENCE);
    expect([countOf(first), countOf(late)]).toEqual([SQUATS, SQUATS]);
  });
});
