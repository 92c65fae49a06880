import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balloonHeight } from "../games/balloon.ts";
import { foldEntries, foldEntry } from "./fold-session.ts";
import type { ClockId, CommandId, ExerciseId, GroupSessionId, ParticipantId, SetId } from "./identifiers.ts";
import { measuredRepetitions } from "./measured-repetitions.ts";
import { createSessionState } from "./open-session-state.ts";
import type { JournalEntry, SessionFact } from "./session-fact.ts";

const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const setId = "set" as SetId;
const squat = "squat" as ExerciseId;

const entries = (facts: readonly SessionFact[]): JournalEntry[] =>
  facts.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 1_000 * index, fact }));
const opened: SessionFact = {
  kind: "sessionOpened",
  groupSessionId: "s" as GroupSessionId,
  members: [ana, bruno].map((participantId, mark) => ({ participantId, role: "patient", mark, simulated: false })),
  pictureMode: "therapistOnly",
};
const joined = (participantId: ParticipantId): SessionFact => ({ kind: "participantJoined", participantId });
const started: SessionFact = {
  kind: "setStarted",
  setId,
  exerciseId: squat,
  phase: "exercise",
  targets: { [ana]: { repetitions: 4, side: "both" }, [bruno]: { repetitions: 8, side: "both" } },
};
const counted = (participantId: ParticipantId, ordinal: number): SessionFact => ({
  kind: "repetitionCounted",
  participantId,
  setId,
  ordinal,
  side: "both",
  startMs: 0,
  endMs: 1,
  range: { maximum: 80, minimum: 0, below95: 4, above95: 8, measurable: true },
  quality: 90,
  confidence: 1,
  points: 10,
});
const fold = (facts: readonly SessionFact[]) => foldEntries(createSessionState("s" as GroupSessionId), entries(facts));
const repetitions = (facts: readonly SessionFact[], who: ParticipantId) =>
  fold(facts).participants[who]?.results[0]?.repetitions ?? 0;

describe("the fold over a journal", () => {
  it("counts a repetition once, however often its entry is read, and none out of order", () => {
    expect(
      repetitions([opened, started, counted(ana, 1), counted(ana, 1), counted(ana, 3), counted(ana, 2)], ana),
    ).toBe(2);
  });

  it("reads ranges of journals of before, whose interval was even to both sides", () => {
    const even = { maximum: 80, minimum: 2, halfWidth95: 6, measurable: true };
    const before = { ...counted(ana, 1), range: even } as SessionFact;
    const facts = [opened, joined(ana), started, before, counted(ana, 2)];
    const now = { maximum: 80, minimum: 0, below95: 4, above95: 8, measurable: true };
    expect(measuredRepetitions(entries(facts))(ana, setId).ranges).toEqual([
      { maximum: 80, minimum: 2, below95: 6, above95: 6, measurable: true },
      now,
    ]);
    expect(fold(facts).participants[ana]?.results[0]?.lastRange).toEqual(now);
  });

  it("holds no more of a set after a thousand repetitions than after one", () => {
    const after = (count: number) => {
      const facts = Array.from({ length: count }, (_, index) => counted(ana, index + 1));
      return JSON.stringify(fold([opened, joined(ana), started, ...facts]).participants[ana]?.results).length;
    };
    expect(after(1_000) - after(1)).toBeLessThan(20);
  });

  it("is not what tells of every repetition, which a journal does once each", () => {
    const read = measuredRepetitions(entries([counted(ana, 1), counted(ana, 1), counted(ana, 3), counted(ana, 2)]));
    expect(read(ana, setId).ranges).toHaveLength(2);
    expect(read(bruno, setId)).toEqual({ ranges: [], parts: [] });
  });

  it("never lets a count go back, whatever is written", () => {
    const any = fc.array(fc.tuple(fc.constantFrom(ana, bruno), fc.integer({ min: 0, max: 6 })), { maxLength: 60 });
    fc.assert(
      fc.property(any, (list) => {
        let state = fold([opened, joined(ana), started]);
        let last = { ana: 0, bruno: 0, balloon: 0 };
        for (const [who, ordinal] of list) {
          state = foldEntry(state, {
            sequence: state.sequence + 1,
            epoch: 1,
            atMs: 9_000,
            fact: counted(who, ordinal),
          });
          const count = (id: ParticipantId) => state.participants[id]?.results[0]?.repetitions ?? 0;
          const now = { ana: count(ana), bruno: count(bruno), balloon: balloonHeight(state) };
          expect(now.ana).toBeGreaterThanOrEqual(last.ana);
          expect(now.bruno).toBeGreaterThanOrEqual(last.bruno);
          expect(now.balloon).toBeGreaterThanOrEqual(last.balloon);
          last = now;
        }
      }),
    );
  });

  it("lifts the balloon as much for four of four as for eight of eight, and by a quarter for a whole set", () => {
    const base = [opened, joined(ana), joined(bruno), started];
    const all = (who: ParticipantId, count: number) => Array.from({ length: count }, (_, i) => counted(who, i + 1));
    expect(balloonHeight(fold([...base, ...all(ana, 4)]))).toBe(125);
    expect(balloonHeight(fold([...base, ...all(bruno, 8)]))).toBe(125);
    expect(balloonHeight(fold([...base, ...all(ana, 4), ...all(bruno, 8)]))).toBe(250);
    expect(balloonHeight(fold([...base, ...all(ana, 9)]))).toBe(125);
  });

  it("adds up the time somebody was there, over comings and goings", () => {
    const left: SessionFact = { kind: "participantLeft", participantId: ana, reason: "lost" };
    const state = fold([opened, joined(ana), joined(bruno), left, joined(ana), joined(ana)]);
    expect(state.participants[ana]).toMatchObject({ presentMs: 2_000, presentSinceMs: 4_000, present: true });
  });

  it("counts nobody's time after the end, and nobody in who only comes after it", () => {
    const left: SessionFact = { kind: "participantLeft", participantId: ana, reason: "left" };
    const ended: SessionFact = { kind: "sessionEnded" };
    const state = fold([opened, joined(ana), ended, joined(bruno), left, joined(ana)]);
    expect(state.participants[ana]).toMatchObject({ present: true, presentMs: 1_000, presentSinceMs: null });
    expect(state.participants[bruno]).toMatchObject({ present: true, everJoined: false, presentMs: 0 });
  });

  it("adds up the time a set ran, without its pauses", () => {
    const state = fold([
      opened,
      started,
      { kind: "setPaused", setId },
      joined(ana),
      { kind: "setResumed", setId },
      { kind: "setFinished", setId },
    ]);
    expect(state.set).toMatchObject({ ranMs: 2_000, finished: true });
  });

  it("keeps the name somebody was known by when they leave the leaderboard", () => {
    const chosen = (standing: "name" | "nickname" | "hidden"): SessionFact => ({
      kind: "standingChosen",
      participantId: ana,
      standing,
    });
    const shown = (facts: readonly SessionFact[]) => fold([opened, ...facts]).participants[ana];
    expect(shown([chosen("nickname"), chosen("hidden")])).toMatchObject({ standing: "hidden", shownAs: "nickname" });
    expect(shown([chosen("nickname"), chosen("hidden"), chosen("name")])).toMatchObject({ shownAs: "name" });
    expect(shown([chosen("hidden")])).toMatchObject({ standing: "hidden", shownAs: "name" });
  });

  it("does not let readiness, which everybody sees, tell of a pain stop", () => {
    const resumed = (by: "patient" | "therapist"): SessionFact => ({ kind: "resumeAgreed", participantId: ana, by });
    const stop: readonly SessionFact[] = [
      { kind: "painStopped", participantId: ana },
      resumed("patient"),
      resumed("therapist"),
    ];
    for (const ready of [true, false]) {
      const declared: SessionFact = { kind: "readinessDeclared", participantId: ana, ready };
      for (let told = 0; told <= stop.length; told++) {
        expect(fold([opened, declared, ...stop.slice(0, told)]).participants[ana]?.ready).toBe(ready);
      }
    }
  });

  it("grows with nothing that a participant may say without end", () => {
    const said = (count: number) =>
      Array.from({ length: count }, (_, index): JournalEntry[] => {
        const own = { sequence: 2 + 2 * index, epoch: 1, atMs: 5, commandId: `c${index}` as CommandId };
        return [
          { ...own, fact: { kind: "readinessDeclared", participantId: ana, ready: false } },
          {
            ...own,
            sequence: own.sequence + 1,
            commandId: undefined,
            fact: { kind: "clockMapped", participantId: ana, clockId: `page${index}` as ClockId, offsetMs: 1 },
          },
        ];
      }).flat();
    const after = (count: number) => ({ ...foldEntries(fold([opened]), said(count)), sequence: 0 });
    expect(after(500)).toEqual(after(1));
  });

  it("numbers sets within their exercise and part of the session", () => {
    const set = (name: string, exerciseId: ExerciseId, phase: "warmUp" | "exercise"): SessionFact[] => [
      { kind: "setStarted", setId: name as SetId, exerciseId, phase, targets: {} },
      { kind: "setFinished", setId: name as SetId },
    ];
    const marching = "marching" as ExerciseId;
    const state = fold([
      opened,
      ...set("a", squat, "warmUp"),
      ...set("b", squat, "exercise"),
      ...set("c", marching, "exercise"),
      ...set("d", squat, "exercise"),
    ]);
    expect(state.sets.map((one) => one.ordinal)).toEqual([1, 1, 1, 2]);
  });

  it("is not moved by facts about strangers", () => {
    const stranger = "x" as ParticipantId;
    const before = fold([opened]);
    for (const fact of [
      joined(stranger),
      counted(stranger, 1),
      { kind: "painStopped", participantId: stranger } as const,
    ]) {
      expect({ ...foldEntry(before, { sequence: 2, epoch: 1, atMs: 5, fact }), sequence: 1 }).toEqual(before);
    }
  });
});

describe("a private word", () => {
  const therapist = "thea" as ParticipantId;
  const withTherapist: SessionFact = {
    ...opened,
    members: [...opened.members, { participantId: therapist, role: "therapist", mark: -1, simulated: false }],
  } as SessionFact;
  const word = (participantId: ParticipantId | null): SessionFact => ({ kind: "privateWordMoved", participantId });
  const left = (participantId: ParticipantId): SessionFact => ({
    kind: "participantLeft",
    participantId,
    reason: "lost",
  });
  const there = [withTherapist, joined(therapist), joined(ana), joined(bruno)];
  const privateMs = (facts: readonly SessionFact[]) => {
    const { participants, privateWord } = fold(facts);
    return {
      ana: participants[ana]?.privateMs,
      bruno: participants[bruno]?.privateMs,
      open: privateWord?.participantId,
    };
  };

  it("counts for the one it is with, until it ends or moves on", () => {
    expect(privateMs([...there, word(ana)])).toEqual({ ana: 0, bruno: 0, open: ana });
    expect(privateMs([...there, word(ana), started, word(bruno), word(null)])).toEqual({
      ana: 2_000,
      bruno: 1_000,
      open: undefined,
    });
  });

  it.each([
    ["the class is over", { kind: "phaseStarted", phase: "summary" } as SessionFact],
    ["the session ends", { kind: "sessionEnded" } as SessionFact],
  ])("ends when %s", (_what, fact) => {
    expect(privateMs([...there, word(ana), fact])).toEqual({ ana: 1_000, bruno: 0, open: undefined });
  });

  it.each([
    ["the one it is with", ana],
    ["the therapist", therapist],
  ])("outlasts the broken line of %s, and does not count meanwhile", (_who, who) => {
    const away = [...there, word(ana), left(who), started];
    expect(privateMs(away)).toEqual({ ana: 1_000, bruno: 0, open: ana });
    expect(privateMs([...away, joined(who), word(null)])).toEqual({ ana: 2_000, bruno: 0, open: undefined });
  });

  it("goes on counting when somebody else leaves", () => {
    expect(privateMs([...there, word(ana), left(bruno), word(null)]).ana).toBe(2_000);
  });

  const tom = "tom" as ParticipantId;
  const twoTherapists: SessionFact = {
    ...withTherapist,
    members: [
      ...(withTherapist as Extract<SessionFact, { kind: "sessionOpened" }>).members,
      { participantId: tom, role: "therapist", mark: -1, simulated: false },
    ],
  } as SessionFact;
  const both = [twoTherapists, joined(therapist), joined(tom), joined(ana), joined(bruno)];
  const byThea: SessionFact = { kind: "privateWordMoved", participantId: ana, byId: therapist };

  it("counts while the therapist is there who began it, whoever else is", () => {
    expect(privateMs([...both, byThea, left(tom), started, word(null)]).ana).toBe(3_000);
    expect(privateMs([...both, byThea, left(therapist), started, word(null)]).ana).toBe(1_000);
    // Of a journal of before, which does not say who began it, either one is enough.
    expect(privateMs([...both, word(ana), left(therapist), started, word(null)]).ana).toBe(3_000);
  });

  it("knows since when its therapist is away, and who that is", () => {
    const since = (facts: readonly SessionFact[]) => fold([...both, byThea, ...facts]).privateWord;
    expect(since([])).toMatchObject({ byId: therapist, therapistAwaySinceMs: null });
    const lost = since([left(therapist), started]);
    expect(lost).toMatchObject({ sinceMs: null, therapistAwaySinceMs: 6_000 });
    expect(since([left(therapist), left(tom), left(ana)])?.therapistAwaySinceMs).toBe(lost?.therapistAwaySinceMs);
    expect(since([left(therapist), joined(therapist)])?.therapistAwaySinceMs).toBeNull();
  });
});
