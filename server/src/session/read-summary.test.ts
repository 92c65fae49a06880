import type { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { expect, it } from "vitest";
import { loadExerciseLibrary } from "../movement/index.ts";
import type { GroupSession } from "./group-session.ts";
import type { GroupSessionStore } from "./group-session-store.ts";
import type { JournalStore } from "./journal-store.ts";
import { readSummary } from "./read-summary.ts";
import { createSummaryBudget } from "./summary-budget.ts";

const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const groupSessionId = "class" as GroupSessionId;
const members = [
  { participantId: ana, role: "patient", mark: 0, simulated: false },
  { participantId: bruno, role: "patient", mark: 1, simulated: false },
] as const;
const library = await loadExerciseLibrary(new URL("../../../assets/exercises", import.meta.url).pathname);

it("says of a journal how far somebody came: bent for a squat, stretched for standing up, behind the body for an extension", async () => {
  const reached = async (exercise: string, maximum: number, minimum: number) =>
    (await summaryOf(exercise, maximum, minimum)).patients[0]?.sets[0]?.attainedDegrees;
  expect(await reached("squat", 84, 2)).toBe(84);
  expect(await reached("sit-to-stand", 92, 4)).toBe(4);
  expect(await reached("standing-hip-extension", 1, -22)).toBe(-22);
  expect(await reached("taken-out-of-the-library", 92, 4)).toBeUndefined();
});

it("reads a journal as often as somebody leafs through summaries, not as often as a program could ask, each person for themselves", async () => {
  let nowMs = 0;
  let read = 0;
  const budget = createSummaryBudget(() => nowMs);
  const ask = (viewer: ParticipantId) =>
    summaryOf("squat", 84, 2, { budget, viewer, onRead: () => (read += 1) }).then(
      () => "told",
      (error: DomainError) => error.code,
    );
  const answers = await Promise.all(Array.from({ length: 100 }, () => ask(ana)));
  expect(answers).toEqual([...Array(30).fill("told"), ...Array(70).fill("protocol/too_many")]);
  expect(read).toBe(30);
  expect(await ask(bruno)).toBe("told");
  nowMs += 15_000;
  expect(await ask(ana)).toBe("told");
});

async function summaryOf(
  exercise: string,
  maximum: number,
  minimum: number,
  { budget = createSummaryBudget(() => 0), viewer = ana, onRead = (): unknown => undefined } = {},
) {
  const setId = "set" as SetId;
  const facts: SessionFact[] = [
    { kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" },
    { kind: "participantJoined", participantId: ana },
    {
      kind: "setStarted",
      setId,
      exerciseId: exercise as ExerciseId,
      phase: "exercise",
      targets: { [ana]: { repetitions: 10, side: "both" } },
    },
    {
      kind: "repetitionCounted",
      participantId: ana,
      setId,
      ordinal: 1,
      side: "both",
      startMs: 0,
      endMs: 2_000,
      range: { maximum, minimum, below95: 4, above95: 8, measurable: true },
      quality: 90,
      confidence: 1,
      points: 10,
    },
  ];
  const entries = facts.map((fact, index) => ({ entry: { sequence: index + 1, epoch: 1, atMs: 0, fact } }));
  const sessions = {
    findGroupSession: async () => ({ groupSessionId, title: "Knees", members }) as unknown as GroupSession,
  } as unknown as GroupSessionStore;
  const readEntries = async () => {
    onRead();
    return entries;
  };
  const journal = { readEntries } as unknown as JournalStore;
  const parts = {
    budget,
    sessions,
    journal,
    heldBack: { holdBack: () => undefined },
    library,
    findPeople: async () => [],
    streakDaysOf: async () => 0,
    nowMs: () => 0,
  };
  return readSummary(parts, groupSessionId, viewer);
}
