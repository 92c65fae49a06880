import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Annotation, MOST_ANNOTATIONS, TARGET_JOINTS, type TargetJoint } from "./annotation.ts";
import { FADED_AFTER_MS, opacityAt, refusePointing, SHOWN_FOR_MS, stillShown } from "./annotation-rules.ts";
import { type DecisionContext, decideCommand } from "./decide-command.ts";
import { foldEntry } from "./fold-session.ts";
import type { GroupSessionId, ParticipantId, SetId } from "./identifiers.ts";
import { createSessionState } from "./open-session-state.ts";
import type { SessionCommand } from "./session-command.ts";
import type { SessionState } from "./session-state.ts";

const [thea, ana, bruno] = ["thea", "ana", "bruno"] as ParticipantId[] as [ParticipantId, ParticipantId, ParticipantId];

function opened(): SessionState {
  const groupSessionId = "s" as GroupSessionId;
  const members = [thea, ana, bruno].map((participantId, index) => ({
    participantId,
    role: index === 0 ? ("therapist" as const) : ("patient" as const),
    mark: index - 1,
    simulated: false,
  }));
  const fact = { kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" } as const;
  return foldEntry(createSessionState(groupSessionId), { sequence: 1, epoch: 1, atMs: 0, fact });
}
function ask(state: SessionState, atMs: number, command: SessionCommand, by = thea): SessionState | string {
  const context: DecisionContext = {
    offer: () => undefined,
    newSetId: "x" as SetId,
    nowMs: atMs,
    stated: undefined,
    recordingOnRefusal: "leaveOut",
  };
  const decision = decideCommand(state, by, command, context);
  if ("refusal" in decision) return decision.refusal;
  return decision.facts.reduce(
    (next, fact) => foldEntry(next, { sequence: next.sequence + 1, epoch: 1, atMs, fact }),
    state,
  );
}
const circle = (annotationId: string, stays = false): Annotation => ({
  annotationId,
  tool: "circle",
  points: [
    [1, 2],
    [3, 4],
  ],
  stays,
});
const target = (annotationId: string, joint: TargetJoint): Annotation => ({
  annotationId,
  tool: "target",
  joint,
  degrees: 90,
});
const draw = (annotation: Annotation, participantId = ana) =>
  ({ name: "drawAnnotation", participantId, annotation }) as const;
const idsOf = (state: SessionState | string, of = ana) =>
  typeof state === "string" ? state : state.participants[of]?.annotations.map(({ annotationId }) => annotationId);
const done = (state: SessionState | string): SessionState => {
  if (typeof state === "string") throw new Error(state);
  return state;
};

describe("a drawing", () => {
  it("fades on its own, steadily, and is gone for good; what stays and a target do not", () => {
    const ages = fc.integer({ min: 0, max: 3_600_000 });
    fc.assert(
      fc.property(ages, ages, (age, more) => {
        const placed = { ...circle("a"), atMs: 1_000 };
        expect(opacityAt(placed, 1_000 + age + more)).toBeLessThanOrEqual(opacityAt(placed, 1_000 + age));
        expect(opacityAt({ ...circle("a", true), atMs: 1_000 }, 1_000 + age)).toBe(1);
        expect(opacityAt({ ...target("a", "leftKnee"), atMs: 1_000 }, 1_000 + age)).toBe(1);
      }),
    );
    const placed = { ...circle("a"), atMs: 1_000 };
    expect(opacityAt(placed, 1_000 + SHOWN_FOR_MS)).toBe(1);
    expect(opacityAt(placed, 1_000 + FADED_AFTER_MS)).toBe(0);
    expect(stillShown([placed], 1_000 + FADED_AFTER_MS)).toEqual([]);
    // A page's clock is a little off.
    expect(opacityAt(placed, 0)).toBe(1);
  });

  it("is on that patient's picture only, once, and goes with undo or all at once", () => {
    let state = done(ask(opened(), 1_000, draw(circle("a"))));
    state = done(ask(state, 2_000, draw(circle("a"))));
    state = done(ask(state, 2_000, draw(circle("b"))));
    expect(idsOf(state)).toEqual(["a", "b"]);
    expect(idsOf(state, bruno)).toEqual([]);
    const undone = done(ask(state, 3_000, { name: "eraseAnnotation", participantId: ana, annotationId: "b" }));
    expect(idsOf(undone)).toEqual(["a"]);
    const same = ask(undone, 3_000, { name: "eraseAnnotation", participantId: ana, annotationId: "b" });
    expect(same).toBe(undone);
    const cleared = done(ask(undone, 3_000, { name: "clearAnnotations", participantId: ana }));
    expect(idsOf(cleared)).toEqual([]);
    expect(ask(cleared, 3_000, { name: "clearAnnotations", participantId: ana })).toBe(cleared);
  });

  it("makes room when it has faded, and there are never more than a picture bears", () => {
    let state = opened();
    for (let i = 0; i < MOST_ANNOTATIONS; i++) state = done(ask(state, 1_000, draw(circle(`${i}`))));
    expect(ask(state, 2_000, draw(circle("more")))).toBe("command/too_many_annotations");
    expect(idsOf(done(ask(state, 2_000, draw(circle("0")))))).toHaveLength(MOST_ANNOTATIONS);
    expect(idsOf(done(ask(state, 2_000, draw(circle("of bruno"), bruno))), bruno)).toHaveLength(1);
    expect(idsOf(done(ask(state, 1_000 + FADED_AFTER_MS, draw(circle("more")))))).toEqual(["more"]);
  });

  it("replaces the target of the same joint", () => {
    let state = done(ask(opened(), 1_000, draw(target("a", "leftKnee"))));
    state = done(ask(state, 1_000, draw(target("b", "rightKnee"))));
    state = done(ask(state, 1_000, draw(target("c", "leftKnee"))));
    expect(idsOf(state)).toEqual(["b", "c"]);
  });

  it("has room for a target that replaces one", () => {
    let state = opened();
    for (let i = 0; i < MOST_ANNOTATIONS; i++) {
      const joint = TARGET_JOINTS[i];
      state = done(ask(state, 1_000, draw(joint === undefined ? circle(`${i}`, true) : target(`${i}`, joint))));
    }
    expect(idsOf(done(ask(state, 1_000, draw(target("new", "leftKnee")))))).toHaveLength(MOST_ANNOTATIONS);
  });
});

describe("who may point", () => {
  it("is the therapist, at patients, while the session runs", () => {
    const state = opened();
    expect(refusePointing(state, thea, ana)).toBeUndefined();
    expect(refusePointing(state, ana, ana)).toBe("command/not_allowed");
    expect(refusePointing(state, ana, bruno)).toBe("command/not_allowed");
    expect(refusePointing(state, thea, thea)).toBe("command/unknown_participant");
    expect(refusePointing(state, thea, "nobody" as ParticipantId)).toBe("command/unknown_participant");
    expect(refusePointing({ ...state, endedAtMs: 5 }, thea, ana)).toBe("session/ended");
    for (const command of [
      draw(circle("a")),
      { name: "eraseAnnotation", participantId: ana, annotationId: "a" },
      { name: "clearAnnotations", participantId: ana },
    ] as const) {
      expect(ask(state, 1, command, ana)).toBe("command/not_allowed");
      expect(ask(state, 1, { ...command, participantId: thea })).toBe("command/unknown_participant");
      expect(ask({ ...state, endedAtMs: 5 }, 1, command)).toBe("session/ended");
    }
  });
});
