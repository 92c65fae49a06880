import type { RepetitionFact } from "@ensemble/shared/movement/referee.ts";
import type { MeasurementMessage } from "@ensemble/shared/protocol/room-messages.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { expect, it } from "vitest";
import { loadExerciseLibrary } from "../movement/index.ts";
import type { SessionLedger } from "./session-ledger.ts";
import type { SessionOutputs } from "./session-outputs.ts";
import { createSetReferees } from "./set-referees.ts";

const ana = "ana" as ParticipantId;
const groupSessionId = "class" as GroupSessionId;
const members = [{ participantId: ana, role: "patient", mark: 0, simulated: false }] as const;
const library = await loadExerciseLibrary(new URL("../../../assets/exercises", import.meta.url).pathname);

it("tells of a repetition the angle at the end it was for, and keeps both ends in the journal", () => {
  expect(count("squat", { maximum: 88, minimum: 3 })).toMatchObject({ told: 88, kept: { maximum: 88, minimum: 3 } });
  expect(count("sit-to-stand", { maximum: 91, minimum: 5 })).toMatchObject({
    told: 5,
    kept: { maximum: 91, minimum: 5 },
  });
  expect(count("neck-extension", { maximum: 1, minimum: -33 }).told).toBe(-33);
  const { doubt, kept } = count("squat", { maximum: 88, minimum: 3 });
  expect(doubt).toEqual({ below: 4, above: 8 });
  expect(kept).toMatchObject({ below95: 4, above95: 8 });
});

it("gives the points for a target only at that end", () => {
  expect(count("sit-to-stand", { maximum: 91, minimum: 5 }).points).toBe(
    count("sit-to-stand", { maximum: 91, minimum: 40 }).points + 5,
  );
});

/** One repetition of the exercise with the exercise's own target. */
function count(exercise: string, range: { readonly maximum: number; readonly minimum: number }) {
  const happened: SessionFact[] = [
    { kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" },
    {
      kind: "setStarted",
      setId: "set" as SetId,
      exerciseId: exercise as ExerciseId,
      phase: "exercise",
      targets: { [ana]: { repetitions: 10, side: "both" } },
    },
  ];
  const entries = happened.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact }));
  const state = foldEntries(createSessionState(groupSessionId), entries);
  const facts: SessionFact[] = [];
  const told: MeasurementMessage[] = [];
  const ledger = {
    decided: () => state,
    visible: () => state,
    record: (recorded: readonly SessionFact[], _context: unknown, onCommitted: () => void) => {
      facts.push(...recorded);
      onCommitted();
      return Promise.resolve();
    },
  } as unknown as SessionLedger;
  const outputs = {
    repetition: () => undefined,
    measurement: (message: MeasurementMessage) => told.push(message),
  } as unknown as SessionOutputs;
  const referees = createSetReferees({ ledger, library, patients: new Map(), outputs, epoch: 1 });
  referees.conclude(ana, repetition(range), 1);
  const fact = facts.find((one) => one.kind === "repetitionCounted");
  const doubt = { below: told[0]?.rangeBelow95, above: told[0]?.rangeAbove95 };
  return { told: told[0]?.attainedDegrees, doubt, kept: fact?.range, points: fact?.points ?? 0 };
}

function repetition(range: { readonly maximum: number; readonly minimum: number }): RepetitionFact {
  return {
    kind: "repetition",
    ordinal: 1,
    full: true,
    side: "both",
    startMs: 0,
    endMs: 2_000,
    rangeDegrees: { ...range, below95: 4, above95: 8, measurable: true },
    otherRangesDegrees: [],
    quality: 90,
    confidence: 1,
  } as unknown as RepetitionFact;
}
