import { fileURLToPath } from "node:url";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import { createReferee } from "@ensemble/shared/movement/referee.ts";
import { encodeFrame, packFrames } from "@ensemble/shared/protocol/pose-packet.ts";
import type { AcknowledgementMessage } from "@ensemble/shared/protocol/room-messages.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import { useClock } from "@ensemble/shared/session/frame-intake.ts";
import type { ClockId, ExerciseId, GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { expect, it } from "vitest";
import { loadExerciseLibrary } from "../movement/index.ts";
import { createFrameReception } from "./frame-reception.ts";
import type { JournalWriter } from "./journal-writer.ts";
import { createPatientMovement } from "./patient-movement.ts";

const EXERCISES = fileURLToPath(new URL("../../../assets/exercises", import.meta.url));
const ana = "ana" as ParticipantId;
const library = await loadExerciseLibrary(EXERCISES);

async function openReception({
  agreed = AGREEMENT_VERSION,
  isFull = (): boolean => false,
  sessionNowMs = (): number => 10_000,
} = {}) {
  const exercise = library.tracked.find(({ position }) => position === "standing");
  const rule = exercise === undefined ? undefined : library.find(exercise.id as ExerciseId)?.rule;
  if (exercise === undefined || rule === undefined) throw new Error("there is no standing exercise");
  const bodies = synthesizeRecording(exercise, { repetitions: 0 }).frames;
  const message = (sequences: readonly number[], earlierGone: boolean) =>
    packFrames(
      sequences.map((sequence) => {
        const captureMs = 67 * sequence;
        const body = bodies[sequence];
        if (body === undefined) throw new Error("the recording is too short");
        return encodeFrame({ sequence, captureMs, model: "none", earlierGone }, { ...body, atMs: captureMs });
      }),
    );
  const facts: SessionFact[] = [
    {
      kind: "sessionOpened",
      groupSessionId: "class" as GroupSessionId,
      members: [{ participantId: ana, role: "patient", mark: 0, simulated: false }],
      pictureMode: "therapistOnly",
    },
    { kind: "agreementAccepted", participantId: ana, version: agreed },
  ];
  const state = foldEntries(
    createSessionState("class" as GroupSessionId),
    facts.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact })),
  );
  const movement = createPatientMovement(0, 0, -1);
  useClock(movement.intake, "clock" as ClockId, undefined);
  movement.referee = createReferee(rule, { side: "both" });
  const silent = () => undefined;
  const told: AcknowledgementMessage[] = [];
  const refused: string[] = [];
  const outcomes: string[] = [];
  const recorded: SessionFact[] = [];
  const frames = createFrameReception({
    patients: new Map([[ana, movement]]),
    epoch: 1,
    outputs: {
      changed: silent,
      repetition: silent,
      measurement: silent,
      cue: silent,
      alarm: silent,
      acknowledge: (_participant, answer) => told.push(answer),
      refuse: (_participant, code) => refused.push(code),
      consentTakenBack: silent,
      lost: silent,
    },
    metrics: { frame: (outcome) => outcomes.push(outcome) },
    writer: { isFull } as JournalWriter,
    compaction: { compact: silent, compactIfDue: silent },
    decided: () => state,
    sessionNowMs,
    record: (facts) => recorded.push(...facts),
    onMovement: silent,
  });
  const send = (sequences: readonly number[], earlierGone = false) => {
    frames.receive(ana, message(sequences, earlierGone));
    frames.acknowledge();
  };
  return { send, acknowledge: frames.acknowledge, told, refused, outcomes, recorded };
}

it("leaves frames with the device while too much waits for the database, and asks for them when there is room", async () => {
  let full = false;
  const { send, acknowledge, told, refused, outcomes } = await openReception({ isFull: () => full });
  send([1, 2]);
  full = true;
  send([3]);
  send([4]);
  expect(told).toEqual([{ epoch: 1, through: 2 }]);
  full = false;
  acknowledge();
  expect(told.at(-1)).toEqual({ epoch: 1, through: 2, resendFrom: 3 });
  send([3, 4, 5]);
  acknowledge();
  expect(told).toHaveLength(3);
  expect(told.at(-1)).toEqual({ epoch: 1, through: 5 });
  expect(refused).toEqual([]);
  expect(outcomes).toEqual(Array.from({ length: 5 }, () => "accepted"));
});

it("asks once for what is missing, however much comes before that is heard, and again when nothing has come of it", async () => {
  let nowMs = 10_000;
  const { send, told } = await openReception({ sessionNowMs: () => nowMs });
  const asked = () => told.flatMap(({ resendFrom }) => resendFrom ?? []);
  send([1]);
  for (let sequence = 3; sequence < 23; sequence++) send([sequence]);
  expect(asked()).toEqual([2]);
  nowMs += 3_000;
  send([23]);
  expect(asked()).toEqual([2, 2]);
  send([2, 3, 4]);
  send([7]);
  expect(asked()).toEqual([2, 2, 5]);
});

it("keeps one fact of all that a device leaves out in some seconds, and takes what it brings", async () => {
  let nowMs = 10_000;
  const { send, told, outcomes, recorded } = await openReception({ sessionNowMs: () => nowMs });
  for (let sequence = 2; sequence <= 20; sequence += 2) send([sequence], true);
  expect(told.at(-1)).toEqual({ epoch: 1, through: 20 });
  expect(outcomes).toEqual(Array.from({ length: 10 }, () => "accepted"));
  nowMs += 10_000;
  send([21]);
  expect(recorded.filter(({ kind }) => kind === "framesMissed")).toEqual([
    { kind: "framesMissed", participantId: ana, from: 1, before: 2 },
    { kind: "framesMissed", participantId: ana, from: 3, before: 20 },
  ]);
});

it("takes no frames of somebody who has accepted only an earlier text of the agreement", async () => {
  const { send, told, refused, outcomes } = await openReception({ agreed: AGREEMENT_VERSION - 1 });
  send([1]);
  expect(outcomes).toEqual(["command/agreement_first"]);
  expect(refused).toEqual(["command/agreement_first"]);
  expect(told).toEqual([]);
});
