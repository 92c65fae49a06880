// What is said of a step of picture and sound: each that takes something away, and what has come back. That more of a picture comes than a
// moment ago, and still not all of it, stands on the screen only.
import { hasMovingPicture, PICTURE_STEPS, type PictureStep } from "@ensemble/shared/session/picture-ladder-rules.ts";

/** "step": what now is; "back": the picture is there again; "whole": as it was. */
export type SpokenStep = "step" | "back" | "whole" | "nothing";

export function spokenStep(before: PictureStep, now: PictureStep): SpokenStep {
  const place = (step: PictureStep) => PICTURE_STEPS.indexOf(step);
  if (now === before) return "nothing";
  if (place(now) > place(before) || !hasMovingPicture(now)) return "step";
  if (!hasMovingPicture(before)) return "back";
  return now === "full" ? "whole" : "nothing";
}
