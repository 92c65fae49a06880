import { expect, it } from "vitest";
import type { Direction } from "../movement/attained.ts";
import type { QualityParts } from "../movement/quality-rules.ts";
import { foldEntries } from "./fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "./identifiers.ts";
import { measuredRepetitions } from "./measured-repetitions.ts";
import { createSessionState } from "./open-session-state.ts";
import type { MeasuredRange, SessionFact } from "./session-fact.ts";
import type { SetSummary } from "./session-summary.ts";
import { summariseSession } from "./summarise-session.ts";

const ana = "ana" as ParticipantId;
const setId = "set" as SetId;
const groupSessionId = "class" as GroupSessionId;
const WAYS: Readonly<Record<string, Direction>> = { squat: "rises", "sit-to-stand": "falls" };

it("says how far a set came at the middle of its repetitions, at the end towards which the exercise moves", () => {
  const ranges = [range(91, 12), range(92, 4), range(88, 7)];
  expect(reachedIn("squat", ranges)).toBe(91);
  expect(reachedIn("sit-to-stand", ranges)).toBe(7);
});

it("says how far the truth may lie below and above of that", () => {
  expect(setOf("squat", [range(91, 12)])).toMatchObject({ rangeBelow95: 4, rangeAbove95: 8 });
});

it("takes of an even number the one that came less far", () => {
  expect(reachedIn("squat", [range(91, 12), range(92, 4)])).toBe(91);
  expect(reachedIn("sit-to-stand", [range(91, 12), range(92, 4)])).toBe(12);
});

it("leaves out what could not be measured from where the camera stood", () => {
  expect(reachedIn("sit-to-stand", [range(92, 4, false), range(90, 20)])).toBe(20);
  expect(reachedIn("sit-to-stand", [range(92, 4, false)])).toBeUndefined();
});

it("says no angle of an exercise of which nobody knows any more which way it went", () => {
  expect(reachedIn("no-longer-there", [range(91, 12)])).toBeUndefined();
});

it("says of a set what its repetitions' quality usually was made of, and nothing where the journal is of before", () => {
  const good = { form: 100, compensation: 95, smoothness: null, symmetry: null, steadiness: 98, compensated: null };
  const parts = [90, 60, 100].map((tempo): QualityParts => ({ ...good, range: 100, tempo }));
  expect(setOf("squat", [range(91, 12), range(92, 4), range(88, 7)], parts)?.parts).toMatchObject({
    tempo: 90,
    compensation: 95,
    symmetry: null,
  });
  expect(setOf("squat", [range(91, 12), range(92, 4), range(88, 7)], parts.slice(1, 2))?.parts?.tempo).toBe(60);
  expect(setOf("squat", [range(91, 12)])).toMatchObject({ quality: 90, parts: undefined });
});

function range(maximum: number, minimum: number, measurable = true): MeasuredRange {
  return { maximum, minimum, below95: 4, above95: 8, measurable };
}

function reachedIn(exercise: string, ranges: readonly MeasuredRange[]): number | undefined {
  return setOf(exercise, ranges)?.attainedDegrees;
}

function setOf(
  exercise: string,
  ranges: readonly MeasuredRange[],
  parts: readonly QualityParts[] = [],
): SetSummary | undefined {
  const exerciseId = exercise as ExerciseId;
  const targets = { [ana]: { repetitions: 10, side: "both" } } as const;
  const facts: SessionFact[] = [
    {
      kind: "sessionOpened",
      groupSessionId,
      members: [{ participantId: ana, role: "patient", mark: 0, simulated: false }],
      pictureMode: "therapistOnly",
    },
    { kind: "participantJoined", participantId: ana },
    { kind: "setStarted", setId, exerciseId, phase: "exercise", targets },
    ...ranges.map(
      (range, index): SessionFact => ({
        kind: "repetitionCounted",
        participantId: ana,
        setId,
        ordinal: index + 1,
        side: "both",
        startMs: 0,
        endMs: 1,
        range,
        quality: 90,
        ...(parts[index] === undefined ? {} : { parts: parts[index] }),
        confidence: 1,
        points: 10,
      }),
    ),
  ];
  const entries = facts.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact }));
  const summary = summariseSession(foldEntries(createSessionState(groupSessionId), entries), {
    title: "Knees",
    viewerId: ana,
    name: () => "Ana",
    nickname: () => "Ana",
    streakDays: () => 0,
    painStops: () => 0,
    measured: measuredRepetitions(entries),
    directionOf: (id) => WAYS[id],
    balloon: 0,
    nowMs: 0,
  });
  return summary.patients[0]?.sets[0];
}
