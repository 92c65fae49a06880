import type { ParticipantView, SessionView, SetView } from "@ensemble/shared/protocol/session-view.ts";
import { describe, expect, it } from "vitest";
import type { OwnMovement } from "../../connection/client-session.ts";
import { type MomentInput, momentOf } from "./moment-rules.ts";

type Reading = NonNullable<OwnMovement["reading"]>;
const seen: Partial<Reading> = { tracking: "good", trackingReason: "seen", phase: "moving" };

function moment(change: {
  set?: SetView["state"] | "none";
  own?: Partial<OwnMovement>;
  reading?: Partial<Reading>;
  input?: Partial<MomentInput>;
}) {
  const set = change.set === "none" ? undefined : ({ state: change.set ?? "running" } as SetView);
  return momentOf({
    view: { phase: "exercise", set } as SessionView,
    me: { targetRepetitions: 10 } as ParticipantView,
    own: { repetitions: 3, pending: 0, cue: "", reading: { ...seen, ...change.reading } as Reading, ...change.own },
    cue: "",
    unseenForMs: 0,
    old: false,
    counted: true,
    ...change.input,
  });
}

describe("the one thing to say", () => {
  it("is the exercise's prompt while all is well", () => {
    expect(moment({})).toEqual({ kind: "prompt" });
  });
  it("is a break before, between and after the sets", () => {
    expect(moment({ set: "none" })).toEqual({ kind: "break", first: true });
    expect(moment({ set: "finished" })).toEqual({ kind: "break", first: false });
  });
  it("is the pause, whatever the movement looks like", () => {
    expect(moment({ set: "paused", input: { cue: "knees_in" } })).toEqual({ kind: "paused" });
  });
  it("is a cue while one is shown", () => {
    expect(moment({ input: { cue: "knees_in" } })).toEqual({ kind: "cue", cue: "knees_in" });
  });
  it("is to be seen again before any cue, for a cue on half a body helps nobody", () => {
    const reading: Partial<Reading> = { tracking: "partial", trackingReason: "feet_out_of_picture" };
    expect(moment({ reading, input: { cue: "knees_in", unseenForMs: 2_000 } })).toEqual({
      kind: "tracking",
      reason: "feet_out_of_picture",
    });
  });
  it("does not mention the tracking for a glimpse", () => {
    expect(moment({ reading: { tracking: "lost" }, input: { unseenForMs: 300 } })).toEqual({ kind: "prompt" });
  });
  it("is to be seen again where no picture came for long, however good the last one was", () => {
    expect(moment({ input: { old: true } })).toEqual({ kind: "tracking", reason: "" });
    expect(moment({ set: "paused", input: { old: true } })).toEqual({ kind: "paused" });
  });
  it("is the starting position until that has been seen", () => {
    expect(moment({ reading: { phase: "waiting" } })).toEqual({ kind: "begin" });
  });
  it("is done only when the referee has confirmed the last repetition", () => {
    expect(moment({ own: { repetitions: 10, pending: 1 } })).toEqual({ kind: "prompt" });
    expect(moment({ own: { repetitions: 10, pending: 0 } })).toEqual({ kind: "done" });
  });
  it("speaks of no tracking to somebody without a camera", () => {
    expect(moment({ reading: { tracking: "lost" }, input: { counted: false, unseenForMs: 9_000 } })).toEqual({
      kind: "prompt",
    });
  });
});
