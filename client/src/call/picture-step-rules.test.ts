import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { PICTURE_STEPS, type PictureStep, type StepCause } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { expect, it } from "vitest";
import { isFigureOnly, isMoving, isUnheard, passingStep, shownStep } from "./picture-step-rules.ts";

const [THEA, ANA, BRUNO] = ["thea", "ana", "bruno"] as ParticipantId[] as [ParticipantId, ParticipantId, ParticipantId];
const patient = (participantId: ParticipantId, clinical?: { pictureStep: PictureStep; stepCause: StepCause }) =>
  ({ participantId, role: "patient", clinical }) as unknown as ParticipantView;
const view = (
  therapistStep: PictureStep,
  anas: PictureStep,
  stepCause: StepCause = "line",
  therapistStepCause: StepCause = "line",
) => ({
  therapistStep,
  therapistStepCause,
  participants: [
    { participantId: THEA, role: "therapist" } as ParticipantView,
    patient(ANA, { pictureStep: anas, stepCause }),
    patient(BRUNO),
  ],
});

it("is decided by the worse of two lines, and named from where one looks", () => {
  const anasLine = view("lower", "audioOnly");
  expect(shownStep(anasLine, THEA, ANA)).toEqual({ step: "audioOnly", cause: "theirLine" });
  expect(shownStep(anasLine, ANA, THEA)).toEqual({ step: "audioOnly", cause: "yourLine" });
  const theas = view("lowest", "full");
  expect(shownStep(theas, THEA, ANA)).toEqual({ step: "lowest", cause: "yourLine" });
  expect(shownStep(theas, ANA, THEA)).toEqual({ step: "lowest", cause: "theirLine" });
});

it("is the own line's where a patient knows nothing of the other's", () => {
  expect(shownStep(view("poseOnly", "lower"), ANA, BRUNO)).toEqual({ step: "lower", cause: "yourLine" });
});

it("is less only on the way on which a line is too narrow", () => {
  const up = view("full", "lower", "narrowUp");
  expect(shownStep(up, THEA, ANA)).toEqual({ step: "lower", cause: "theirNarrowLine" });
  expect(shownStep(up, ANA, THEA).step).toBe("full");
  const down = view("full", "audioOnly", "narrowDown");
  expect(shownStep(down, THEA, ANA).step).toBe("full");
  expect(shownStep(down, ANA, THEA)).toEqual({ step: "audioOnly", cause: "yourNarrowLine" });
  const both = view("full", "lowest", "narrowBoth");
  expect([shownStep(both, THEA, ANA).step, shownStep(both, ANA, THEA).step]).toEqual(["lowest", "lowest"]);
  const theas = view("lowest", "full", "line", "narrowDown");
  expect(shownStep(theas, THEA, ANA)).toEqual({ step: "lowest", cause: "yourNarrowLine" });
  expect(shownStep(theas, ANA, THEA).step).toBe("full");
});

it("is told of both ways to a patient, whose picture it may be of which little gets there", () => {
  expect(passingStep(view("full", "lower", "narrowUp"), ANA, THEA)).toEqual({ step: "lower", cause: "yourNarrowLine" });
  const theas = view("lowest", "full", "line", "narrowDown");
  expect(passingStep(theas, ANA, THEA)).toEqual({ step: "lowest", cause: "theirNarrowLine" });
  expect(passingStep(view("full", "audioOnly"), ANA, THEA)).toEqual({ step: "audioOnly", cause: "yourLine" });
  expect(passingStep(view("full", "full"), ANA, THEA).step).toBe("full");
});

it("is nobody's line where the server is the reason", () => {
  const lost = view("reconnecting", "reconnecting", "server");
  expect(shownStep(lost, THEA, ANA).cause).toBe("server");
  expect(shownStep(lost, ANA, THEA).cause).toBe("server");
  expect(shownStep(view("full", "reconnecting"), THEA, ANA).cause).toBe("theirLine");
});

it("may be shown while it comes back, where the server was the reason and no line", () => {
  expect(isMoving(shownStep(view("reconnecting", "reconnecting", "server"), THEA, ANA))).toBe(true);
  expect(isMoving(shownStep(view("full", "reconnecting"), THEA, ANA))).toBe(false);
  expect(isMoving(shownStep(view("reconnecting", "full"), ANA, THEA))).toBe(false);
  expect(isMoving(shownStep(view("full", "lowest"), THEA, ANA))).toBe(true);
});

it("is unheard where the server gets nothing from this device, and is not itself the reason", () => {
  expect(isUnheard({ view: view("full", "reconnecting"), meId: ANA })).toBe(true);
  expect(isUnheard({ view: view("full", "reconnecting"), meId: BRUNO })).toBe(false);
  expect(isUnheard({ view: view("reconnecting", "full"), meId: THEA })).toBe(true);
  expect(isUnheard({ view: view("full", "reconnecting", "server"), meId: ANA })).toBe(false);
  expect(isUnheard({ view: view("full", "poseOnly"), meId: ANA })).toBe(false);
  expect(isUnheard({ view: undefined, meId: ANA })).toBe(false);
  const other = (present: boolean) =>
    ({ participantId: "theo", role: "therapist", present }) as unknown as ParticipantView;
  const withOther = (step: PictureStep, present: boolean) => {
    const { participants, ...rest } = view(step, "reconnecting");
    return { ...rest, participants: [...participants, other(present)] };
  };
  expect(isUnheard({ view: withOther("reconnecting", true), meId: THEA }), "it may be the other therapist's").toBe(
    false,
  );
  expect(isUnheard({ view: withOther("reconnecting", false), meId: THEA })).toBe(true);
  expect(isUnheard({ view: withOther("full", true), meId: ANA })).toBe(true);
});

it("is a figure alone where bodies come and pictures do not", () => {
  expect(PICTURE_STEPS.filter(isFigureOnly)).toEqual(["audioOnly", "poseOnly"]);
});
