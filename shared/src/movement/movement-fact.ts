// What the referee concludes: facts in past tense, small, serialisable, the only thing that leaves the engine.
import type { SideChoice } from "./motion.ts";
import type { CueId } from "./movement-rule.ts";
import type { QualityParts } from "./quality-rules.ts";

/** An estimate with its doubt. Without `measurable` the numbers are for ordering only and must not be shown as a range of motion. */
export interface RangeEstimate {
  maximum: number;
  minimum: number;
  /** By how many degrees the truth may be less, and greater, than each of them: the 95 % interval, camera error included. */
  below95: number;
  above95: number;
  measurable: boolean;
}

interface RepetitionShape {
  side: SideChoice;
  startMs: number;
  endMs: number;
  /** Of the exercise's first measure. */
  rangeDegrees: RangeEstimate;
  /** Of the others, in their order. */
  otherRangesDegrees: RangeEstimate[];
  /** 0…100 */
  quality: number;
  /** What it is made of. */
  parts: QualityParts;
  /** 0…1: how far quality and range can be trusted. */
  confidence: number;
}

export interface RepetitionFact extends RepetitionShape {
  kind: "repetition";
  /** 1, 2, 3 … within the set. */
  ordinal: number;
  full: true;
}

/** A movement begun but too small or too short to count; it has no ordinal. */
export interface PartialRepetitionFact extends RepetitionShape {
  kind: "partialRepetition";
  full: false;
}

export interface CueFact {
  kind: "cueRaised" | "cueCleared";
  cue: CueId;
  atMs: number;
}

export type Tracking = "good" | "partial" | "lost";
/** What keeps a body from being followed. */
export const TRACKING_TROUBLES = [
  "nobody_seen",
  "another_person",
  "out_of_picture",
  "feet_out_of_picture",
  "hands_out_of_picture",
  "too_close",
  "too_far",
  "joints_hidden",
] as const;
export type TrackingTrouble = (typeof TRACKING_TROUBLES)[number];
export type TrackingReason = "seen" | TrackingTrouble;

export interface TrackingFact {
  kind: "trackingChanged";
  tracking: Tracking;
  reason: TrackingReason;
  atMs: number;
}

export type MovementFact = RepetitionFact | PartialRepetitionFact | CueFact | TrackingFact;

/** What everybody who may see a patient's readings is shown of them. */
export interface ShownReading {
  /** Smoothed main angle of the moving side, undefined while it cannot be seen. */
  angleDegrees: number | undefined;
  tracking: Tracking;
  trackingReason: TrackingReason;
  /** False where the camera's angle does not allow the exercise's range to be measured. */
  viewFits: boolean;
}

export interface RefereeReading extends ShownReading {
  /** 0…1 from rest to the target, for the ring on the screen. */
  progress: number;
  targetMet: boolean;
  /** 0…1 */
  confidence: number;
  /** waiting: the starting position has not been seen yet. */
  phase: "waiting" | "rest" | "moving" | "peak";
  repetitions: number;
  activeCue: CueId | undefined;
}

export interface RefereeOptions {
  side: SideChoice;
  /** Set by the therapist; the exercise's own target where it is missing. */
  targetDegrees?: number | undefined;
}
