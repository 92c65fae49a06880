// Whole simulated classes against a running server over the real protocol, measured from outside: what was moved and what was counted.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";
import { type RepetitionMessage, WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { describeReason } from "../platform/explain-failure.ts";
import { type LatencySummary, latencySummary } from "./latency-summary.ts";
import type { WireState } from "./simulated-participant.ts";
import { type SimulatedPatient, startSimulatedPatient } from "./simulated-patient.ts";
import { type Block, startSimulatedTherapist, waitUntil } from "./simulated-therapist.ts";

export interface DemonstrationReport {
  readonly sessions: readonly {
    readonly patients: readonly { readonly name: string; readonly performed: number; readonly counted: number }[];
  }[];
  readonly framesSent: number;
  readonly framesAcknowledged: number;
  /** From the sending of the frame that finishes a repetition to its arrival at the therapist's. */
  readonly frameToRepetitionMs: LatencySummary;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly refusals: number;
}

const READY_AT_MOST_MS = 30_000;
const SET_AT_MOST_MS = 180_000;
const SETTLE_AT_MOST_MS = 10_000;

export async function runDemonstration(options: {
  readonly url: string;
  readonly patients: number;
  readonly rooms: number;
  readonly minutes: number;
  /** How many times as fast as people the patients move. */
  readonly haste: number;
  readonly exercises: ReadonlyMap<string, TrackedExercise>;
  readonly say: (text: string) => void;
}): Promise<DemonstrationReport> {
  const latencies: number[] = [];
  const deadline = performance.now() + options.minutes * 60_000;
  const classes = await Promise.all(
    Array.from({ length: options.rooms }, (_, room) => runClass({ ...options, room, deadline, latencies })),
  );
  const everybody = classes.flatMap((one) => one.participants);
  return {
    sessions: classes.map(({ patients }) => ({ patients })),
    framesSent: sum(classes.map((one) => one.framesSent)),
    framesAcknowledged: sum(classes.map((one) => one.framesAcknowledged)),
    frameToRepetitionMs: latencySummary(latencies),
    bytesIn: sum(everybody.map((one) => one.traffic().bytesIn)),
    bytesOut: sum(everybody.map((one) => one.traffic().bytesOut)),
    refusals: sum(everybody.map((one) => one.refusals())),
  };
}

async function runClass(options: {
  readonly url: string;
  readonly patients: number;
  readonly room: number;
  readonly haste: number;
  readonly deadline: number;
  readonly exercises: ReadonlyMap<string, TrackedExercise>;
  readonly latencies: number[];
  readonly say: (text: string) => void;
}) {
  const { url, exercises, say } = options;
  const created = await createClass(url, options.patients);
  const { groupSessionId } = created;
  const sentAt = new Map<string, Map<number, number>>();
  const counted = new Map<string, Map<string, number>>();
  const therapist = await startSimulatedTherapist({ url, groupSessionId, inviteLink: created.therapist.link });
  const patients: SimulatedPatient[] = [];
  for (const [seed, patient] of created.patients.entries()) {
    patients.push(await startSimulatedPatient({ ...options, groupSessionId, inviteLink: patient.link, seed }));
  }
  for (const patient of patients) sentAt.set(patient.participant.me.personId, patient.sentAtMs());
  therapist.participant.onMessage(WIRE.repetition, (message: RepetitionMessage) => {
    const sent = sentAt.get(message.participantId)?.get(message.frame);
    if (sent !== undefined) options.latencies.push(performance.now() - sent);
    const sets = counted.get(message.participantId) ?? new Map<string, number>();
    sets.set(message.setId, Math.max(message.repetitions, sets.get(message.setId) ?? 0));
    counted.set(message.participantId, sets);
  });
  const ready = (state: WireState) =>
    [...state.participants.values()].filter((one) => one.ready).length === patients.length;
  if (!(await waitUntil(therapist.participant, ready, READY_AT_MOST_MS)))
    throw new Error("the simulated patients did not get ready");
  for (let index = 0; performance.now() < options.deadline; index++) {
    const block = blockOf(index, exercises);
    say(`class ${options.room + 1}: ${block.exerciseId}`);
    const wasMoved = (state: WireState) => patients.every((patient) => patient.finishedSet() === state.setId);
    await therapist.lead(block, wasMoved, SET_AT_MOST_MS);
  }
  for (const patient of patients) patient.stopMoving();
  const settled = () => patients.every((patient) => patient.participant.link.unacknowledged() === 0);
  await waitUntil(therapist.participant, settled, SETTLE_AT_MOST_MS);
  const report = created.patients.map(({ name }, index) => ({
    name,
    performed: patients[index]?.performed() ?? 0,
    counted: sum([...(counted.get(patients[index]?.participant.me.personId ?? "")?.values() ?? [])]),
  }));
  const framesSent = sum(patients.map((patient) => patient.framesMade()));
  const framesAcknowledged = sum(patients.map((patient) => patient.participant.link.framesAcknowledged()));
  await therapist.finishSession();
  for (const patient of patients) patient.close();
  therapist.close();
  return {
    patients: report,
    framesSent,
    framesAcknowledged,
    participants: [therapist.participant, ...patients.map((one) => one.participant)],
  };
}

/** A new session of simulated people, with their links; the server must serve the demo clinic. */
export async function createClass(url: string, patients: number): Promise<DemonstrationAnswer> {
  const response = await fetch(new URL("/api/demonstrations", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ patients }),
  }).catch((error: unknown) => {
    throw new Error(
      `No server answers at ${url}: ${describeReason(error)}. Start one there with npm start, or leave --url out to have one started.`,
      { cause: error },
    );
  });
  if (!response.ok)
    throw new Error(`${url} does not take simulated classes (${response.status} ${await response.text()})`);
  return (await response.json()) as DemonstrationAnswer;
}

function blockOf(index: number, exercises: ReadonlyMap<string, TrackedExercise>): Block {
  const ids = [...exercises.keys()];
  return { phase: "exercise", exerciseId: ids[index % ids.length] ?? "" };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
