import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import type { JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { describe, expect, it } from "vitest";
import { readReviewedSets } from "./reviewed-sets-rules.ts";

const OPENED_MS = 1_000_000;
const [ana, bruno] = ["ana", "bruno"] as ParticipantId[];
const session = "s" as GroupSessionId;
const squat = "squat" as ExerciseId;
const range = { maximum: 80, minimum: 4, below95: 5, above95: 9, measurable: true };
const parts = undefined;

const opened: SessionFact = {
  kind: "sessionOpened",
  groupSessionId: session,
  members: [ana, bruno].map((participantId = "" as ParticipantId, mark) => {
    return { participantId, role: "patient", mark, simulated: false };
  }),
  pictureMode: "therapistOnly",
};
const started = (setId: string, who = [ana, bruno]): SessionFact => ({
  kind: "setStarted",
  setId: setId as SetId,
  exerciseId: squat,
  phase: "exercise",
  targets: Object.fromEntries(who.map((id) => [id, { repetitions: 4, side: "both" }])),
});
const counted = (participantId: ParticipantId, ordinal: number, startMs: number): SessionFact => ({
  kind: "repetitionCounted",
  participantId,
  setId: "one" as SetId,
  ordinal,
  side: "both",
  startMs,
  endMs: startMs + 900,
  range,
  quality: 90,
  confidence: 1,
  points: 10,
});
/** At so many seconds after the opening. */
const at = (seconds: number, fact: SessionFact, marks?: JournalEntry["marks"]) => ({ seconds, fact, marks });
const read = (moments: readonly ReturnType<typeof at>[], who = ana as ParticipantId) =>
  readReviewedSets(
    session,
    moments.map(({ seconds, fact, marks }, i) => {
      return { sequence: i + 1, epoch: 1, atMs: OPENED_MS + 1_000 * seconds, fact, marks };
    }),
    who,
    () => "rises",
  );
const setId = "one" as SetId;

describe("one participant's sets out of a journal", () => {
  const whole = [
    at(0, opened),
    at(10, started("one")),
    at(12, counted(ana!, 1, 11_000)),
    at(12, counted(bruno!, 1, 11_100)),
    at(13, { kind: "cueGiven", participantId: ana!, setId, cue: "knees" }, { [ana!]: 77 }),
    at(14, { kind: "setPaused", setId }),
    at(19, { kind: "setResumed", setId }),
    at(20, counted(ana!, 2, 19_200)),
    at(20, counted(ana!, 2, 19_200)),
    at(25, { kind: "setFinished", setId }),
  ];

  it("have its own repetitions, each once, cues with their frames, and pauses, in session time", () => {
    const [set, ...more] = read(whole);
    expect(more).toEqual([]);
    const measured = { side: "both", attainedDegrees: 80, below95: 5, above95: 9, quality: 90, parts, confidence: 1 };
    expect(set).toEqual({
      setId,
      ordinal: 1,
      exerciseId: squat,
      phase: "exercise",
      startMs: 10_000,
      endMs: 25_000,
      target: { repetitions: 4, side: "both" },
      pauses: [{ startMs: 14_000, endMs: 19_000 }],
      repetitions: [
        { ordinal: 1, startMs: 11_000, endMs: 11_900, ...measured },
        { ordinal: 2, startMs: 19_200, endMs: 20_100, ...measured },
      ],
      cues: [{ atMs: 13_000, frame: 77, cue: "knees" }],
      stopsMs: [],
      finishesMovement: true,
    });
    expect(read(whole, bruno)[0]?.repetitions).toHaveLength(1);
    expect(read(whole, bruno)[0]?.cues).toEqual([]);
  });

  it("keep their number in the session where somebody had no part in one", () => {
    const sets = read([
      at(0, opened),
      at(1, started("zero", [bruno])),
      at(2, { kind: "setFinished", setId: "zero" as SetId }),
      at(3, started("one")),
    ]);
    expect(sets.map(({ ordinal, endMs }) => [ordinal, endMs])).toEqual([[2, null]]);
  });

  it("do not finish a movement of whoever stopped for pain, and say when that was", () => {
    const stopped = [
      ...whole.slice(0, 3),
      at(15, { kind: "painStopped", participantId: ana! }),
      at(16, { kind: "setFinished", setId }),
    ];
    expect(read(stopped)).toMatchObject([{ stopsMs: [15_000], finishesMovement: false, endMs: 16_000 }]);
    expect(read(stopped, bruno)).toMatchObject([{ stopsMs: [], finishesMovement: true }]);
  });

  it("end a pause with the set where it was not gone on with", () => {
    const paused = [...whole.slice(0, 6), at(18, { kind: "setFinished", setId })];
    expect(read(paused)).toMatchObject([{ pauses: [{ startMs: 14_000, endMs: 18_000 }], finishesMovement: false }]);
  });
});
