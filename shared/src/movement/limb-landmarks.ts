// The landmarks of an arm and a leg of each side, looked up once: a name put together from a side costs more, in every frame, than what is read by it.
import { LANDMARK } from "./landmarks.ts";
import type { Side } from "./motion.ts";

export const LIMB_LANDMARKS = { left: limbLandmarks("left"), right: limbLandmarks("right") };

function limbLandmarks(side: Side) {
  return {
    hip: LANDMARK[`${side}Hip`],
    knee: LANDMARK[`${side}Knee`],
    ankle: LANDMARK[`${side}Ankle`],
    heel: LANDMARK[`${side}Heel`],
    toe: LANDMARK[`${side}FootIndex`],
    shoulder: LANDMARK[`${side}Shoulder`],
    elbow: LANDMARK[`${side}Elbow`],
    wrist: LANDMARK[`${side}Wrist`],
    index: LANDMARK[`${side}Index`],
    pinky: LANDMARK[`${side}Pinky`],
    thumb: LANDMARK[`${side}Thumb`],
  };
}
