// The class next door: an honest therapist and honest patients, whose every repetition has to be counted whatever happens elsewhere.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";
import { GREATEST_HASTE, startSimulatedPatient } from "../../server/src/demo/simulated-patient.ts";
import { startSimulatedTherapist } from "../../server/src/demo/simulated-therapist.ts";
import { waitUntil } from "../cluster/wait-until.ts";
import type { PlantedClinic } from "./planted-clinic.ts";

const EXERCISE = "squat" as ExerciseId;
const REPETITIONS = 3;
const PATIENCE_MS = 60_000;

export interface NeighbourClass {
  /** Set after set until `isOver`; at least one. */
  readonly exercise: (isOver: () => boolean) => Promise<void>;
  /** Repetitions that were moved and counted. */
  readonly counted: () => number;
  /** What went wrong so far. */
  readonly complaints: readonly string[];
  readonly close: () => void;
}

export async function startNeighbourClass(
  url: string,
  clinic: PlantedClinic,
  exercises: ReadonlyMap<string, TrackedExercise>,
): Promise<NeighbourClass> {
  const { groupSessionId } = clinic;
  const complaints: string[] = [];
  let counted = 0;
  const onStatus = (status: string) => {
    if (status !== "connecting" && status !== "connected" && status !== "closed")
      complaints.push(`a neighbour's connection is ${status}`);
  };
  const therapist = await startSimulatedTherapist({
    url,
    groupSessionId,
    inviteLink: clinic.therapistLink,
    onStatus,
  });
  const patients = await Promise.all(
    clinic.patientLinks.map(async (inviteLink, seed) => {
      const onRefusal = (code: string) => complaints.push(`a neighbour was refused: ${code}`);
      const patient = await startSimulatedPatient({
        ...{ url, groupSessionId, inviteLink, exercises, seed, haste: GREATEST_HASTE, onStatus, onRefusal },
      });
      const { place, emergencyContact } = clinic;
      await patient.participant.link.command({ name: "stateWhereabouts", place, emergencyContact });
      return patient;
    }),
  );
  const { link, state } = therapist.participant;
  const apply = async (command: Parameters<typeof link.command>[0]) => {
    const answer = await link.command(command);
    if (!answer.applied) complaints.push(`the neighbours' ${command.name} was refused: ${answer.code}`);
  };
  const repetitionsOf = (personId: string) => state()?.participants.get(personId)?.repetitions ?? 0;

  const exerciseOnce = async () => {
    const before = state()?.setId;
    await apply({ name: "startPhase", phase: "exercise" });
    await apply({ name: "chooseExercise", exerciseId: EXERCISE });
    const target = { repetitions: REPETITIONS, side: exercises.get(EXERCISE)?.sides[0] ?? "both" } as const;
    for (const { participant } of patients)
      await apply({ name: "setTarget", participantId: participant.me.personId, exerciseId: EXERCISE, target });
    await apply({ name: "startSet" });
    await waitUntil(async () => {
      const setId = state()?.setId;
      if (setId === before) throw new Error("the neighbours' set did not begin");
      for (const patient of patients) {
        if (patient.finishedSet() !== setId) throw new Error("a neighbour did not come to the end of a set");
        const shown = repetitionsOf(patient.participant.me.personId);
        if (shown < REPETITIONS) throw new Error(`a neighbour moved ${REPETITIONS} and ${shown} were counted`);
      }
    }, PATIENCE_MS);
    for (const { participant } of patients) {
      const shown = repetitionsOf(participant.me.personId);
      counted += shown;
      if (shown !== REPETITIONS) complaints.push(`a neighbour moved ${REPETITIONS} and ${shown} were counted`);
    }
    await apply({ name: "finishSet" });
  };

  return {
    exercise: async (isOver) => {
      try {
        do await exerciseOnce();
        while (!isOver());
      } catch (error) {
        complaints.push((error as Error).message);
      }
    },
    counted: () => counted,
    complaints,
    close: () => {
      for (const patient of patients) patient.close();
      therapist.close();
    },
  };
}
