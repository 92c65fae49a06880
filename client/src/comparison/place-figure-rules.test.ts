import { drawFigure } from "@ensemble/shared/exercise/figure.ts";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE, type PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { describe, expect, it } from "vitest";
import squatFile from "../../../assets/exercises/squat.json" with { type: "json" };
import { bodyOfFrame, type DrawnBody } from "../camera/draw-skeleton.ts";
import { type FigurePlacement, figureHips, figureLengths, longest, placeFigure } from "./place-figure-rules.ts";

const squat = parseTrackedExerciseFile(squatFile);
const framesFrom = (viewDegrees: number) =>
  synthesizeRecording(squat, { repetitions: 1, viewDegrees, wayIn: "none", framesPerSecond: 30 }).frames;
const bodyOf = (frame: PoseFrame): DrawnBody => bodyOfFrame(frame) as DrawnBody;
const figureAt = (phase: number, turnDegrees: number) =>
  drawFigure(squat, { phase, side: "both" }, { turnDegrees, fromAboveDegrees: 4 });
const reference = (turnDegrees: number) =>
  longest([0, 0.5].map((phase) => figureLengths(figureAt(phase, turnDegrees))));

function placedThrough(frames: readonly PoseFrame[]): FigurePlacement | undefined {
  let placement: FigurePlacement | undefined;
  for (const frame of frames) placement = placeFigure(placement, bodyOf(frame), 1 / 30, reference);
  return placement;
}
const middleOf = (frame: PoseFrame, left: keyof typeof LANDMARK, right: keyof typeof LANDMARK, k: 0 | 1) =>
  ((frame.image[3 * LANDMARK[left] + k] ?? 0) + (frame.image[3 * LANDMARK[right] + k] ?? 0)) /
  2 /
  IMAGE_UNITS_PER_PICTURE;

describe("the figure over a picture", () => {
  it.each([0, 30, 60, 90, 270, 315])(
    "stands with its hips on the person's, seen from %s°, all through the movement",
    (degrees) => {
      let placement: FigurePlacement | undefined;
      for (const frame of framesFrom(degrees)) {
        placement = placeFigure(placement, bodyOf(frame), 1 / 30, reference);
        expect(placement?.hipX).toBeCloseTo(middleOf(frame, "leftHip", "rightHip", 0), 6);
        expect(placement?.hipY).toBeCloseTo(middleOf(frame, "leftHip", "rightHip", 1), 6);
      }
    },
  );

  it.each([0, 45, 90, 300])("is as tall as the person, seen from %s°: its ankles are where theirs are", (degrees) => {
    const frames = framesFrom(degrees);
    const frame = frames[0] as PoseFrame;
    const placement = placedThrough(frames.slice(0, 1));
    const figure = figureAt(0, placement?.turnDegrees ?? 0);
    const below = figureHips(figure).y - ((figure.points[25] ?? 0) + (figure.points[35] ?? 0)) / 2;
    const ankles = (placement?.hipY ?? 0) + below * (placement?.heightOfCentimetre ?? 0);
    const legs = middleOf(frame, "leftAnkle", "rightAnkle", 1) - middleOf(frame, "leftHip", "rightHip", 1);
    expect(Math.abs(ankles - middleOf(frame, "leftAnkle", "rightAnkle", 1)) / legs).toBeLessThan(0.1);
  });

  it("does not shrink by a tenth while somebody squats", () => {
    for (const degrees of [0, 90]) {
      const frames = framesFrom(degrees);
      const first = placedThrough(frames.slice(0, 1))?.heightOfCentimetre ?? Number.NaN;
      for (let end = 1; end <= frames.length; end += 10) {
        const height = placedThrough(frames.slice(0, end))?.heightOfCentimetre ?? Number.NaN;
        expect(Math.abs(height / first - 1)).toBeLessThan(0.1);
      }
    }
  });

  it.each([
    [0, 0],
    [15, 0],
    [45, 45],
    [90, 90],
    [270, -90],
    [315, -45],
  ])("is turned as the person is: seen from %s°, about %s°", (degrees, about) => {
    const turn = placedThrough(framesFrom(degrees).slice(0, 1))?.turnDegrees ?? Number.NaN;
    expect(Math.abs(turn - about)).toBeLessThan(20);
  });

  it("is nowhere while hips or shoulders are not seen", () => {
    const body = bodyOf(framesFrom(0)[0] as PoseFrame);
    const visibility = Array.from(body.visibility);
    visibility[LANDMARK.leftHip] = 40;
    expect(placeFigure(undefined, { ...body, visibility }, 0, reference)).toBeUndefined();
  });

  it("is as tall as trunk and head say while the legs are not in the picture", () => {
    const body = bodyOf(framesFrom(0)[0] as PoseFrame);
    const visibility = Array.from(body.visibility);
    for (const name of ["leftKnee", "rightKnee", "leftAnkle", "rightAnkle"] as const) visibility[LANDMARK[name]] = 20;
    const whole = placeFigure(undefined, body, 0, reference)?.heightOfCentimetre ?? 0;
    const half = placeFigure(undefined, { ...body, visibility }, 0, reference)?.heightOfCentimetre ?? 0;
    expect(Math.abs(half / whole - 1)).toBeLessThan(0.15);
  });
});
