// The shape of a recording made from an exercise definition: frames as a camera would give them, with the truth they were made from.
import type { SideChoice } from "../movement/motion.ts";
import type { PoseFrame } from "../movement/pose-frame.ts";
import type { Proportions } from "./body-lines.ts";

export interface SyntheticOptions {
  repetitions: number;
  side: SideChoice;
  /** An id out of the exercise's errors. */
  error?: string | undefined;
  /**
   * About the vertical. 0 = whoever stands or sits faces the camera, 90 = their left side is turned to it. Whoever lies or is on all fours
   * is at 0 looked at along the body; which view a turn gives of them is read off the body, as the engine does.
   */
  viewDegrees: number;
  framesPerSecond: number;
  /** 2 = twice as fast as the reference. */
  tempoScale: number;
  /** 1 = the reference's range. */
  amplitude: number;
  seed: number;
  camera: "exact" | "mediapipe";
  /** Standard deviation of each landmark coordinate in metres; 0 = exact. */
  noiseMetres: number;
  statureMetres: number;
  proportions?: Proportions | undefined;
  leadInMs: number;
  /** Stillness at the height of each repetition, and after it. */
  dwellMs: number;
  pauseMs: number;
  /** How the person comes into position before and leaves after the exercise; "none" starts and ends in position. */
  wayIn: "none" | "walk";
  aspect: number;
  startMs: number;
}

export interface SyntheticRepetition {
  startMs: number;
  endMs: number;
  side: SideChoice;
  /** True value of the exercise's first measure at its height and at rest. */
  peakDegrees: number;
  restDegrees: number;
  /** Its extremes anywhere in the repetition. */
  minimumDegrees: number;
  maximumDegrees: number;
  /** False where the definition says that a movement with this error is none. Whether it is great enough is told by the amplitude alone. */
  counts: boolean;
}

export interface SyntheticRecording {
  frames: PoseFrame[];
  truth: { repetitions: SyntheticRepetition[] };
}
