import type { Annotation } from "@ensemble/shared/session/annotation.ts";
import { FADED_AFTER_MS } from "@ensemble/shared/session/annotation-rules.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { describe, expect, it } from "vitest";
import { readSessionMoments } from "./session-moments-rules.ts";

const OPENED_MS = 1_000_000;
const [thea, ana, bruno] = ["thea", "ana", "bruno"] as [ParticipantId, ParticipantId, ParticipantId];
const session = "s" as GroupSessionId;
const opened: SessionFact = {
  kind: "sessionOpened",
  groupSessionId: session,
  members: [thea, ana, bruno].map((participantId, index) => {
    return { participantId, role: index === 0 ? "therapist" : "patient", mark: index - 1, simulated: false };
  }),
  pictureMode: "therapistOnly",
};
const circle = (annotationId: string, stays = false): Annotation => ({
  annotationId,
  tool: "circle",
  points: [
    [100, 200],
    [300, 400],
  ],
  stays,
});
const target = (annotationId: string): Annotation => ({ annotationId, tool: "target", joint: "leftKnee", degrees: 90 });
const drawn = (annotation: Annotation, participantId = ana): SessionFact => ({
  kind: "annotationDrawn",
  participantId,
  annotation,
});
const erased = (annotationId: string): SessionFact => ({ kind: "annotationErased", participantId: ana, annotationId });
const cleared: SessionFact = { kind: "annotationsCleared", participantId: ana };
const spoken = (participantId: ParticipantId | null): SessionFact => ({ kind: "privateWordMoved", participantId });
const joined = (participantId: ParticipantId): SessionFact => ({ kind: "participantJoined", participantId });

/** Of pairs: seconds after the opening, and what was then. */
const read = (moments: readonly (readonly [number, SessionFact])[], who = ana) =>
  readSessionMoments(
    session,
    [[0, opened] as const, ...moments].map(([seconds, fact], i) => {
      return { sequence: i + 1, epoch: 1, atMs: OPENED_MS + 1_000 * seconds, fact };
    }),
    who,
  );
const spansOf = ({ drawings }: ReturnType<typeof read>) =>
  drawings.map(({ annotation, untilMs }) => [annotation.annotationId, annotation.atMs, untilMs]);

describe("what was drawn on a patient's picture", () => {
  it("stands from its moment until it is taken away by itself, with all others, or by another target of the joint", () => {
    const found = read([
      [10, drawn(circle("a"))],
      [11, drawn(target("b"))],
      [12, drawn(circle("c", true))],
      [13, erased("a")],
      [14, drawn(target("d"))],
      [15, cleared],
      [16, drawn(circle("e"))],
    ]);
    expect(spansOf(found)).toEqual([
      ["a", 10_000, 13_000],
      ["b", 11_000, 14_000],
      ["c", 12_000, 15_000],
      ["d", 14_000, 15_000],
      ["e", 16_000, null],
    ]);
    expect(found.drawings[1]?.annotation).toEqual({ ...target("b"), atMs: 11_000 });
  });

  it("is not said to be taken away where it had faded", () => {
    const later = 10 + FADED_AFTER_MS / 1_000 + 1;
    const found = read([
      [10, drawn(circle("a"))],
      [later, drawn(circle("b"))],
      [later + 1, cleared],
    ]);
    expect(spansOf(found)).toEqual([
      ["a", 10_000, null],
      ["b", 1_000 * later, 1_000 * (later + 1)],
    ]);
  });

  it("is another's matter on another's picture", () => {
    const found = read([
      [1, drawn(circle("a"), bruno)],
      [2, drawn(circle("b"))],
    ]);
    expect(spansOf(found)).toEqual([["b", 2_000, null]]);
  });
});

describe("moments of a session", () => {
  it("are pain and private words of this participant, in their order, and the session's end", () => {
    const found = read([
      [1, joined(thea)],
      [1, joined(ana)],
      [1, joined(bruno)],
      [5, { kind: "painStopped", participantId: ana }],
      [6, { kind: "painReported", participantId: ana, level: 4 }],
      [7, { kind: "painReported", participantId: bruno, level: 9 }],
      [10, spoken(ana)],
      [30, spoken(bruno)],
      [40, spoken(ana)],
      [90, { kind: "sessionEnded" }],
    ]);
    expect(found.moments).toEqual([
      { kind: "painStopped", atMs: 5_000 },
      { kind: "painReported", atMs: 6_000, level: 4 },
      { kind: "privateWord", atMs: 10_000, endMs: 30_000 },
      { kind: "privateWord", atMs: 40_000, endMs: 90_000 },
    ]);
    expect(found.endsAtMs).toBe(90_000);
  });

  it("count a private word while both are there", () => {
    const found = read([
      [1, joined(thea)],
      [2, spoken(ana)],
      [5, joined(ana)],
      [8, { kind: "participantLeft", participantId: ana, reason: "lost" }],
      [9, spoken(null)],
      [10, joined(ana)],
      [11, spoken(ana)],
    ]);
    expect(found.moments).toEqual([
      { kind: "privateWord", atMs: 5_000, endMs: 8_000 },
      { kind: "privateWord", atMs: 11_000, endMs: null },
    ]);
    expect(found.endsAtMs).toBe(11_000);
  });
});

describe("a picture that stood still", () => {
  const held = (held: boolean, participantId = ana): SessionFact => ({
    kind: "pictureHeld",
    participantId,
    held,
    note: true,
  });
  const left = (participantId: ParticipantId): SessionFact => ({
    kind: "participantLeft",
    participantId,
    reason: "lost",
  });
  const spans = (...moments: Parameters<typeof read>[0]) =>
    read(moments).holds.map(({ fromMs, untilMs }) => [fromMs, untilMs]);

  it("does so from its moment until it goes on, or its person goes, or the session ends; others' are others'", () => {
    expect(spans([10, held(true)], [11, held(true, bruno)], [12, held(false, bruno)], [14, held(false)])).toEqual([
      [10_000, 14_000],
    ]);
    expect(spans([10, held(true)], [12, left(bruno)], [13, left(ana)], [15, held(true)])).toEqual([
      [10_000, 13_000],
      [15_000, null],
    ]);
    expect(spans([10, held(true)], [20, { kind: "sessionEnded" }])).toEqual([[10_000, 20_000]]);
  });

  it("goes on when the session has another owner", () => {
    const entries = [opened, held(true), joined(bruno), joined(thea)].map((fact, i) => {
      return { sequence: i + 1, epoch: i < 3 ? 1 : 2, atMs: OPENED_MS + 1_000 * i, fact };
    });
    expect(readSessionMoments(session, entries, ana).holds).toEqual([{ fromMs: 1_000, untilMs: 3_000 }]);
  });
});
