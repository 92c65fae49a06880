// An exercise is data: one file gives the demonstration, the errors, the counter, the range of motion, the cues, the texts and synthetic recordings.
import type { Motion, SideChoice } from "../movement/motion.ts";
import type { CueRule, GuardRule, View } from "../movement/movement-rule.ts";

export const EXERCISE_FORMAT = "exercise/1";

export interface LocalisedText {
  en: string;
  de: string;
  es?: string | undefined;
}

/** Of one side of the reference body, degrees from the anatomical neutral position. */
export const LIMB_JOINTS = [
  "hipFlexion",
  "hipAbduction",
  "hipRotation",
  "kneeFlexion",
  "ankleDorsiflexion",
  "shoulderFlexion",
  "shoulderAbduction",
  "shoulderRotation",
  "elbowFlexion",
  "forearmPronation",
] as const;
/** Sideways and rotation: positive to the person's left. */
export const TRUNK_JOINTS = [
  "trunkFlexion",
  "trunkLateralFlexion",
  "trunkRotation",
  "pelvicObliquity",
  "neckFlexion",
  "neckLateralFlexion",
  "neckRotation",
] as const;
export type LimbJoint = (typeof LIMB_JOINTS)[number];
export type TrunkJoint = (typeof TRUNK_JOINTS)[number];
export type LimbAngles = Record<LimbJoint, number>;
export type TrunkAngles = Record<TrunkJoint, number>;

/** The whole reference body at one moment. */
export interface JointAngles {
  left: LimbAngles;
  right: LimbAngles;
  trunk: TrunkAngles;
}

/** A moment of the reference; what is not named is 0. Sideways and rotation of the trunk are positive towards the active side. */
export interface Keyframe {
  /** 0…1 of one repetition. */
  at: number;
  both?: Partial<LimbAngles> | undefined;
  active?: Partial<LimbAngles> | undefined;
  other?: Partial<LimbAngles> | undefined;
  trunk?: Partial<TrunkAngles> | undefined;
}

export type BodyRegion = "neck" | "shoulder" | "elbow" | "wrist" | "trunk" | "hip" | "knee" | "ankle" | "wholeBody";
export type MovementType = "strength" | "mobility" | "balance" | "endurance" | "coordination" | "stretch";
export type Position = "standing" | "sitting" | "lying";

export interface ExerciseError extends CueRule {
  name: LocalisedText;
  /** What the coach says: short. */
  cueText: LocalisedText;
  /** Said once the error is gone. */
  praiseText: LocalisedText;
  /** Which part of the body the picture marks. */
  bodyPart: "head" | "trunk" | "pelvis" | "shoulders" | "arms" | "elbows" | "hips" | "knees" | "feet";
  /** Changes to the reference that show this error: added to each keyframe, weighted by how far the movement has gone. */
  variant: Omit<Keyframe, "at">;
  thresholdSource: string;
}

export interface Dose {
  sets: number;
  repetitions: number;
  holdSeconds: number;
  restSeconds: number;
  timesPerWeek: number;
}

export interface Exercise {
  format: typeof EXERCISE_FORMAT;
  id: string;
  version: number;
  name: LocalisedText;
  /** One sentence: what it is good for. */
  purpose: LocalisedText;
  steps: readonly LocalisedText[];
  /** What to do now, while it runs. */
  prompt: LocalisedText;
  region: BodyRegion;
  type: MovementType;
  difficulty: 1 | 2 | 3 | 4 | 5;
  position: Position;
  equipment: readonly string[];
  /** Which sides can be chosen; alternating exercises change the side after every repetition when "both" is chosen. */
  sides: readonly SideChoice[];
  alternating: boolean;
  reference: { tempoMs: number; keyframes: readonly Keyframe[] };
  repetition: {
    motion: Motion;
    sides: "together" | "each" | "greatest";
    countUnit: "side" | "cycle";
    startsFrom: "rest" | "either";
    fullShare: number;
    minimumMs: number;
    maximumMs: number;
    holdMs: number;
    guards: readonly GuardRule[];
  };
  measures: readonly { motion: Motion; views: readonly View[] }[];
  romTargetDegrees: number;
  errors: readonly ExerciseError[];
  dose: Dose;
  contraindications: readonly LocalisedText[];
  contraindicationSource: string;
  icd10: readonly string[];
  searchWords: { en: readonly string[]; de: readonly string[] };
  review: "unreviewed" | "reviewed";
  sources: readonly string[];
}
