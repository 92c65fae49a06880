// What the referee needs to know of an exercise: what is counted, measured and said. Derived from the exercise file, never written by hand.
import type { HipHeights } from "./hip-height.ts";
import type { Motion, SideChoice } from "./motion.ts";
import type { ReferencePosture } from "./posture.ts";
import type { Smoothness } from "./smoothness-rules.ts";

/** From where the camera sees the body: front within 35° of facing it, oblique to 60°, side to 120°, back beyond. */
export type View = "front" | "oblique" | "side" | "back";

/** An id an interface translates or finds in the exercise file; the engine knows no words. */
export type CueId = string;

export interface GuardRule {
  motion: Motion;
  /** The moving side, the other one, both sides of the body, or how much further the moving side goes than the other. */
  of: "active" | "other" | "both" | "difference";
  /** Judged at the height of the movement, or where it began. */
  at: "peak" | "rest";
  atLeastDegrees?: number | undefined;
  atMostDegrees?: number | undefined;
}

export interface RepetitionRule {
  motion: Motion;
  /**
   * together: both sides move as one (squat); each: every side counts by itself (marching, tilting to a side);
   * greatest: one side or both at once is one repetition (raising an arm or both).
   */
  sides: "together" | "each" | "greatest";
  /** Done with one side, though nobody may have said with which; with sides "each" only. */
  isOneSided: boolean;
  /** With sides "each": whether a repetition is one side's movement or one of each side. */
  countUnit: "side" | "cycle";
  /** either: whoever begins at the far end (standing, for standing up from a chair) is counted from there. */
  startsFrom: "rest" | "either";
  /** Where the reference body begins and ends; may lie above the peak (sitting, then standing up). */
  restDegrees: number;
  /** Where the reference body turns round. */
  peakDegrees: number;
  /** Of the reference body. */
  hipHeights: HipHeights;
  /** The part of the way from rest to peak that makes a repetition full, before the person's own range is known. */
  fullShare: number;
  minimumMs: number;
  maximumMs: number;
  /** How long the height must be held to count; 0 for a movement without a hold. */
  holdMs: number;
  /** How long the height may be held besides: a prescription's hold. */
  longestHoldMs: number;
  guards: readonly GuardRule[];
}

export interface MeasureRule {
  motion: Motion;
  /** Views from which this angle may be given as a number. */
  views: readonly View[];
}

export interface CueRule {
  cue: CueId;
  motion: Motion;
  of: "active" | "other" | "both";
  aboveDegrees?: number | undefined;
  belowDegrees?: number | undefined;
  during: "movement" | "peak" | "always";
  views: readonly View[];
}

/** What the reference body does besides the counted angle: a person's repetition is compared with it. */
export interface ReferenceReading {
  readonly posture: Readonly<Record<SideChoice, ReferencePosture>>;
  /** null where the reference does not come back within its repetition. */
  readonly smoothness: Smoothness | null;
  /** How long the counter takes its repetition to be: without the stillness and the leaning before and after. */
  readonly countedMs: number;
}

export interface MovementRule {
  exerciseId: string;
  exerciseVersion: number;
  repetition: RepetitionRule;
  /** The first one is the exercise's range of motion. */
  measures: readonly MeasureRule[];
  /** Most important first. */
  cues: readonly CueRule[];
  targetDegrees: number;
  /** Duration of one reference repetition. */
  tempoMs: number;
  reference: ReferenceReading;
}
