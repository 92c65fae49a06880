// Runs the simulated people of the demo session in a process of their own: patients keep the places of those who are away,
// the therapist leads while no real one is there and somebody is there to be led. Ends when the session has ended.
import { z } from "zod";
import { readTrackedExercises } from "../movement/index.ts";
import { chooseSeatAddress } from "./seat-address-rules.ts";
import type { WireState } from "./simulated-participant.ts";
import { type SimulatedPatient, startSimulatedPatient } from "./simulated-patient.ts";
import { type Block, type SimulatedTherapist, startSimulatedTherapist, waitUntil } from "./simulated-therapist.ts";

/** The one argument, as JSON. */
const plan = z.strictObject({
  url: z.url(),
  publicAddress: z.string().optional(),
  publicUrl: z.url().optional(),
  groupSessionId: z.string(),
  exercisesDirectory: z.string(),
  therapistLink: z.string(),
  patientLinks: z.array(z.string()),
});

const BLOCKS: readonly Block[] = [
  { phase: "warmUp", exerciseId: "marching" },
  { phase: "exercise", exerciseId: "shoulder-abduction" },
  { phase: "exercise", exerciseId: "squat" },
  { phase: "exercise", exerciseId: "sit-to-stand" },
  { phase: "exercise", exerciseId: "hip-abduction" },
  { phase: "coolDown", exerciseId: "lateral-trunk-tilt" },
];
const LOOK_EVERY_MS = 500;
const SET_AT_MOST_MS = 150_000;
const REST_MS = 15_000;
/** Time for somebody who has just come in to get ready before the class begins without them. */
const GET_READY_AT_MOST_MS = 120_000;

const { groupSessionId, exercisesDirectory, therapistLink, patientLinks, ...server } = plan.parse(
  JSON.parse(process.argv[2] ?? ""),
);
const exercises = await readTrackedExercises(exercisesDirectory);

// Dies with the server that started it.
process.on("disconnect", () => process.exit(0));

const seatAddress = (named: URL) => chooseSeatAddress(named, server);
const common = { url: server.url, groupSessionId, seatAddress };
const over = (status: string) => {
  if (status === "refused") process.exit(0);
};
const observer = await startSimulatedTherapist({ ...common, inviteLink: therapistLink, onStatus: over });
const patients = new Map<number, SimulatedPatient>();

void keepPlaces();
await leadWhenNeeded(observer);

/** Each simulated patient comes and goes with the real one of the same mark. */
async function keepPlaces(): Promise<void> {
  for (;;) {
    const state = observer.participant.state();
    if (state !== undefined) {
      if (mayLead(state)) await observer.answerStops();
      const real = [...state.participants.values()].filter(
        (one) => one.role === "patient" && !one.simulated && one.present,
      );
      const taken = new Set(real.map((one) => one.mark));
      for (const [mark, inviteLink] of patientLinks.entries()) {
        const running = patients.get(mark);
        if (taken.has(mark) && running !== undefined) {
          running.close();
          patients.delete(mark);
        } else if (!taken.has(mark) && running === undefined) {
          patients.set(mark, await startSimulatedPatient({ ...common, inviteLink, exercises, seed: mark }));
        }
      }
      if (state.phase === "summary") process.exit(0);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function leadWhenNeeded(therapist: SimulatedTherapist): Promise<void> {
  for (const block of BLOCKS) {
    await waitUntil(therapist.participant, mayLead, Number.POSITIVE_INFINITY);
    if (block === BLOCKS[0]) await waitUntil(therapist.participant, someoneIsReady, GET_READY_AT_MOST_MS);
    else await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const state = therapist.participant.state();
    if (state === undefined || !mayLead(state)) continue;
    await therapist.lead(block, (state) => !mayLead(state) || everybodyIsDone(state), SET_AT_MOST_MS);
  }
  await waitUntil(therapist.participant, mayLead, Number.POSITIVE_INFINITY);
  await therapist.finishSession();
}

/** Somebody real is there, and no real therapist. */
function mayLead(state: WireState): boolean {
  const real = [...state.participants.values()].filter((one) => one.present && !one.simulated);
  return real.length > 0 && !real.some((one) => one.role === "therapist");
}

function someoneIsReady(state: WireState): boolean {
  return [...state.participants.values()].some(
    (one) => one.role === "patient" && one.present && !one.simulated && one.ready,
  );
}

function everybodyIsDone(state: WireState): boolean {
  const moving = [...state.participants].filter(
    ([id, one]) => one.role === "patient" && one.present && one.ready && !state.clinical.get(id)?.stopped,
  );
  return (
    moving.length > 0 &&
    moving.every(([id, one]) => one.repetitions >= (state.clinical.get(id)?.targetRepetitions ?? 0))
  );
}
