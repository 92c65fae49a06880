import type { SessionView, SetView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId, GroupSessionId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { nextStep, setIsOpen, setRanMs } from "./next-step.ts";

const squat = "squat" as ExerciseId;

function view(changes: Partial<SessionView>): SessionView {
  return {
    groupSessionId: "g" as GroupSessionId,
    title: "Knee group",
    epoch: 1,
    phase: "exercise",
    exerciseId: squat,
    set: undefined,
    pictureMode: "therapistOnly",
    spotlight: undefined,
    privateWord: false,
    privateWordById: undefined,
    recording: false,
    therapistStep: "full",
    balloon: 0,
    provisional: false,
    participants: [],
    ...changes,
  };
}
const set = (state: SetView["state"]): SetView => ({
  setId: "s" as SetId,
  ordinal: 1,
  phase: "exercise",
  exerciseId: squat,
  state,
  ranMs: 20_000,
  changedAtMs: 1_000,
});

it("leads from the lobby through a set and back", () => {
  expect(nextStep(view({ phase: "lobby", exerciseId: undefined }))).toBe("choose");
  expect(nextStep(view({ exerciseId: undefined }))).toBe("choose");
  expect(nextStep(view({}))).toBe("start");
  expect(nextStep(view({ set: set("running") }))).toBe("pause");
  expect(nextStep(view({ set: set("paused") }))).toBe("goOn");
  expect(nextStep(view({ set: set("finished") }))).toBe("start");
  expect(nextStep(view({ phase: "summary", set: set("finished") }))).toBe("none");
});

it("calls a paused set open, a finished one not", () => {
  expect(setIsOpen(view({ set: set("paused") }))).toBe(true);
  expect(setIsOpen(view({ set: set("finished") }))).toBe(false);
  expect(setIsOpen(view({}))).toBe(false);
});

it("counts running time only", () => {
  expect(setRanMs(view({ set: set("running") }), 6_000)).toBe(25_000);
  expect(setRanMs(view({ set: set("paused") }), 6_000)).toBe(20_000);
  expect(setRanMs(view({}), 6_000)).toBe(0);
});

it("does not run backwards where the clocks differ", () => {
  expect(setRanMs(view({ set: set("running") }), 500)).toBe(20_000);
});
