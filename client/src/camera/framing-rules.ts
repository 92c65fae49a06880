// Whether a body can be tracked where it stands, as an id the pages have words for. Pure; hysteresis in place and time, so that words do not flicker.
// All limits are project assumptions, chosen so that arms lifted to the sides and a squat stay in the picture.
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE, type PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type { Framing } from "./camera-status.ts";
import { isBacklit, type Light } from "./light-rules.ts";

/** Something must be wrong for this long before it is said … */
const WRONG_AFTER_MS = 600;
/** … and right for this long before the outline turns green. */
const RIGHT_AFTER_MS = 400;

const TOO_DARK = 0.12;
const TOO_BRIGHT = 0.92;
/** Height of the body from above the head to the feet, in picture heights. */
const TALLEST = 0.9;
const SMALLEST = 0.35;
/** The middle of the body, in picture widths. */
const LEFTMOST = 0.22;
const RIGHTMOST = 0.78;
const SEEN_FROM = 128;
/** What is shown now must be left by this much (in the limit's own unit). */
const HYSTERESIS = 0.03;

const LIGHT = ["too_dark", "too_bright", "backlit"] as const;

/** What is said of the light is as true in the middle of a set: where somebody has to stand then is the exercise's own affair. */
export function isLight(framing: string): framing is (typeof LIGHT)[number] {
  return (LIGHT as readonly string[]).includes(framing);
}

export interface FramingState {
  shown: Framing;
  candidate: Framing;
  sinceMs: number;
}

export function createFraming(): FramingState {
  return { shown: "no_person", candidate: "no_person", sinceMs: Number.NEGATIVE_INFINITY };
}

/** Returns what to show now. Changes `state`. */
export function advanceFraming(state: FramingState, frame: PoseFrame, light: Light | undefined): Framing {
  const found = judgeFraming(frame, light, state.shown);
  if (found !== state.candidate) {
    state.candidate = found;
    state.sinceMs = frame.atMs;
  }
  const longEnough = frame.atMs - state.sinceMs >= (found === "" ? RIGHT_AFTER_MS : WRONG_AFTER_MS);
  if (longEnough) state.shown = found;
  return state.shown;
}

/** One frame by itself; the limit of what is `shown` already is a little stricter, so that it is left clearly. */
export function judgeFraming(frame: PoseFrame, light: Light | undefined, shown: Framing): Framing {
  const slack = (framing: Framing) => (shown === framing ? HYSTERESIS : 0);
  if (light !== undefined && light.brightness < TOO_DARK + slack("too_dark")) return "too_dark";
  if (light !== undefined && light.brightness > TOO_BRIGHT - slack("too_bright")) return "too_bright";
  if (!frame.hasImage) return "no_person";

  const body = measureBody(frame);
  if (!body.trunkSeen) return "no_person";
  // Without a head in the picture the estimator invents bodies, often upside down.
  if (!body.upright) return "head_out_of_picture";
  const headOut = body.top < slack("head_out_of_picture");
  const feetOut = body.bottom > 1 - slack("feet_out_of_picture") || !body.feetSeen;
  const handsOut =
    body.handsLeft < slack("hands_out_of_picture") ||
    body.handsRight > 1 - slack("hands_out_of_picture") ||
    !body.handsSeen;
  if (body.bottom - body.top > TALLEST - slack("step_back") || (headOut && feetOut)) return "step_back";
  // In the unmirrored picture the person's own left is on the right: too far right there means "to your right".
  if (body.middle > RIGHTMOST - slack("move_right")) return "move_right";
  if (body.middle < LEFTMOST + slack("move_left")) return "move_left";
  if (feetOut) return "feet_out_of_picture";
  if (headOut) return "head_out_of_picture";
  if (handsOut) return "hands_out_of_picture";
  if (body.bottom - body.top < SMALLEST + slack("step_closer")) return "step_closer";
  // Last: a shadow that stands well is found all the same, though less surely.
  if (light !== undefined && isBacklit(light, shown === "backlit")) return "backlit";
  return "";
}

/** How wide the shoulders are in the picture, in its heights; undefined while they are not seen. Less of the same person: more of the room. */
export function shoulderSpan(frame: PoseFrame): number | undefined {
  if (!frame.hasImage || !seen(frame, leftShoulder) || !seen(frame, rightShoulder)) return undefined;
  const across = (x(frame, leftShoulder) - x(frame, rightShoulder)) * frame.aspect;
  const down = y(frame, leftShoulder) - y(frame, rightShoulder);
  return Math.sqrt(across * across + down * down);
}

interface BodyInPicture {
  trunkSeen: boolean;
  upright: boolean;
  feetSeen: boolean;
  handsSeen: boolean;
  top: number;
  bottom: number;
  middle: number;
  handsLeft: number;
  handsRight: number;
}

const { nose, leftShoulder, rightShoulder, leftHip, rightHip, leftWrist, rightWrist, leftIndex, rightIndex } = LANDMARK;
const FEET = [LANDMARK.leftAnkle, LANDMARK.rightAnkle, LANDMARK.leftFootIndex, LANDMARK.rightFootIndex];
const HANDS = [leftWrist, rightWrist, leftIndex, rightIndex];
const TRUNK = [leftShoulder, rightShoulder, leftHip, rightHip];

function measureBody(frame: PoseFrame): BodyInPicture {
  const shoulders = (y(frame, leftShoulder) + y(frame, rightShoulder)) / 2;
  const noseHeight = y(frame, nose);
  const hips = (y(frame, leftHip) + y(frame, rightHip)) / 2;
  return {
    trunkSeen: TRUNK.filter((index) => seen(frame, index)).length >= 2,
    upright: noseHeight < shoulders && shoulders < hips,
    // One of each pair: seen from the side the other one is hidden by the body, which is no reason to move.
    feetSeen: FEET.some((index) => seen(frame, index)),
    handsSeen: seen(frame, leftWrist) || seen(frame, rightWrist),
    // The crown is about as far above the nose as the nose is above the middle of neck and shoulders.
    top: noseHeight - 0.6 * Math.max(0, shoulders - noseHeight),
    bottom: Math.max(...FEET.map((index) => y(frame, index))),
    middle: TRUNK.reduce((sum, index) => sum + x(frame, index), 0) / TRUNK.length,
    handsLeft: Math.min(...HANDS.map((index) => x(frame, index))),
    handsRight: Math.max(...HANDS.map((index) => x(frame, index))),
  };
}

function x(frame: PoseFrame, index: number): number {
  return (frame.image[3 * index] ?? 0) / IMAGE_UNITS_PER_PICTURE;
}
function y(frame: PoseFrame, index: number): number {
  return (frame.image[3 * index + 1] ?? 0) / IMAGE_UNITS_PER_PICTURE;
}
function seen(frame: PoseFrame, index: number): boolean {
  return (frame.visibility[index] ?? 0) >= SEEN_FROM;
}
