// A small simulated class in a fresh session, ready to be led.
import { fileURLToPath } from "node:url";
import type { Room } from "@colyseus/sdk";
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";
import { expect, vi } from "vitest";
import { GREATEST_HASTE, type SimulatedPatient, startSimulatedPatient } from "../../src/demo/simulated-patient.ts";
import { type SimulatedTherapist, startSimulatedTherapist } from "../../src/demo/simulated-therapist.ts";
import { readTrackedExercises } from "../../src/movement/index.ts";

const EXERCISES = fileURLToPath(new URL("../../../assets/exercises", import.meta.url));
/** Read once, before anything waits for it. */
const exercises = await readTrackedExercises(EXERCISES);
const PATIENCE = { timeout: 30_000, interval: 50 };

export interface SimulatedClass {
  readonly created: DemonstrationAnswer;
  readonly therapist: SimulatedTherapist;
  readonly patients: readonly SimulatedPatient[];
  readonly refusals: readonly string[];
  /** Chooses, sets everybody's repetitions, starts. */
  readonly startSet: (exerciseId: string, repetitions: number) => Promise<void>;
  readonly waitUntilMoved: (atMostMs?: number) => Promise<void>;
  readonly counts: () => readonly number[];
  readonly close: () => void;
}

export async function createSession(url: string, patients: number): Promise<DemonstrationAnswer> {
  const response = await fetch(new URL("/api/demonstrations", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ patients }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as DemonstrationAnswer;
}

export interface Lines {
  /** Where each patient reaches the server, when that is not its own address. */
  readonly lineOf?: (patient: number) => string;
  /** The server's own address, where `url` is that of a front: only there sessions are made for the asking. */
  readonly ownAddress?: string;
  /** For every room the therapist joins. */
  readonly onTherapistRoom?: (room: Room) => void;
  /** More patients who belong to the session, for whom somebody else joins. */
  readonly others?: number;
  /** How many times as fast as people; as fast as may be when nothing is said, because nobody looks on. */
  readonly haste?: number;
}

export async function startSimulatedClass(
  url: string,
  count: number,
  { lineOf = () => url, ownAddress = url, onTherapistRoom: onRoom, others = 0, haste = GREATEST_HASTE }: Lines = {},
): Promise<SimulatedClass> {
  const created = await createSession(ownAddress, count + others);
  const { groupSessionId } = created;
  const refusals: string[] = [];
  const therapist = await startSimulatedTherapist({ url, groupSessionId, inviteLink: created.therapist.link, onRoom });
  const patients = await Promise.all(
    created.patients.slice(0, count).map(({ link }, seed) =>
      startSimulatedPatient({
        url: lineOf(seed),
        groupSessionId,
        inviteLink: link,
        exercises,
        seed,
        haste,
        onRefusal: (code) => refusals.push(code),
      }),
    ),
  );
  const state = () => therapist.participant.state();
  await vi.waitFor(
    () => expect([...(state()?.participants.values() ?? [])].filter((one) => one.ready)).toHaveLength(count),
    PATIENCE,
  );
  return {
    created,
    therapist,
    patients,
    refusals,
    startSet: async (name, repetitions) => {
      const { link } = therapist.participant;
      const exerciseId = name as ExerciseId;
      await link.command({ name: "startPhase", phase: "exercise" });
      await link.command({ name: "chooseExercise", exerciseId });
      for (const { participant } of patients) {
        const target = { repetitions, side: exercises.get(name)?.sides[0] ?? "both" };
        await link.command({ name: "setTarget", participantId: participant.me.personId, exerciseId, target });
      }
      const before = state()?.setId;
      await link.command({ name: "startSet" });
      // An answer may come before the state that goes with it.
      await vi.waitFor(() => {
        expect(state()?.setId).not.toBe(before);
        expect(state()?.setState).toBe("running");
      }, PATIENCE);
    },
    waitUntilMoved: (atMostMs = 60_000) =>
      vi.waitFor(
        () => expect(patients.map((patient) => patient.finishedSet())).toEqual(patients.map(() => state()?.setId)),
        { timeout: atMostMs, interval: 100 },
      ),
    counts: () =>
      patients.map((patient) => state()?.participants.get(patient.participant.me.personId)?.repetitions ?? -1),
    close: () => {
      for (const patient of patients) patient.close();
      therapist.close();
    },
  };
}
