// An exercise is data: one file gives the demonstration, the errors, the counter, the range of motion, the cues, the texts and synthetic recordings.
import type { Motion, SideChoice } from "../movement/motion.ts";
import type { CueRule, GuardRule, View } from "../movement/movement-rule.ts";

export const EXERCISE_FORMAT = "exercise/2";

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
  "wristFlexion",
  "scapularElevation",
  "scapularRetraction",
  "ankleInversion",
] as const;
/**
 * Sideways and rotation: positive to the person's left. trunkFlexion is against the vertical: −90 lies on the back, 90 face down.
 * bodyRoll then turns the whole body about its own long axis, spineFlexion curls the back between pelvis and chest.
 */
export const TRUNK_JOINTS = [
  "trunkFlexion",
  "bodyRoll",
  "spineFlexion",
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

/** What a body holds; what is not named is the base's, and 0 where that does not name it either. Sideways and rotation of the trunk are positive towards the active side. */
export interface Posture {
  both?: Partial<LimbAngles> | undefined;
  active?: Partial<LimbAngles> | undefined;
  other?: Partial<LimbAngles> | undefined;
  trunk?: Partial<TrunkAngles> | undefined;
}

/** 0…1 of one repetition, and the name of the posture reached then. */
export interface Keyframe {
  at: number;
  posture: string;
}

export interface ReferenceMovement {
  tempoMs: number;
  /** Under every posture: where the arms rest, how somebody lies. */
  base?: Posture | undefined;
  postures: Readonly<Record<string, Posture>>;
  /** The first one is the rest. */
  keyframes: readonly Keyframe[];
}

export const BODY_REGIONS = [
  "neck",
  "shoulder",
  "elbow",
  "wrist",
  "trunk",
  "hip",
  "knee",
  "ankle",
  "wholeBody",
] as const;
export type BodyRegion = (typeof BODY_REGIONS)[number];
export const MOVEMENT_TYPES = ["strength", "mobility", "balance", "endurance", "coordination", "stretch"] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];
/** plank: on hands or forearms and toes; longSitting: on the floor or bed with the legs stretched out. */
export const POSITIONS = [
  "standing",
  "sitting",
  "longSitting",
  "supine",
  "prone",
  "sideLying",
  "kneeling",
  "halfKneeling",
  "quadruped",
  "plank",
  "hanging",
] as const;
export type Position = (typeof POSITIONS)[number];
export const EQUIPMENT = [
  "ball",
  "band",
  "bar",
  "bed",
  "chair",
  "cushion",
  "mat",
  "step",
  "stick",
  "support",
  "table",
  "towel",
  "wall",
  "weight",
] as const;
export type Equipment = (typeof EQUIPMENT)[number];
/** The pathways an exercise usually belongs to; its ICD-10 codes say it finer. */
export const CONDITIONS = [
  "acl_injury",
  "ankle_sprain",
  "balance_and_falls",
  "deconditioning",
  "frozen_shoulder",
  "hip_osteoarthritis",
  "knee_osteoarthritis",
  "low_back_disc",
  "low_back_pain",
  "meniscus_injury",
  "neck_pain",
  "rotator_cuff",
  "seated_programme",
  "shoulder_instability",
  "spinal_stenosis",
  "total_hip_replacement",
  "total_knee_replacement",
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A mistake as it is shown and told. */
export interface ExerciseError {
  /** The cue's id. */
  cue: string;
  name: LocalisedText;
  /** What the coach says: short. */
  cueText: LocalisedText;
  /** Which part of the body the picture marks. */
  bodyPart: "head" | "trunk" | "pelvis" | "shoulders" | "arms" | "elbows" | "hips" | "knees" | "feet";
  /** Changes to the reference that show this error: added to each keyframe, weighted by how far the movement has gone. */
  variant: Posture;
}

/** A mistake the engine sees by itself. */
export interface TrackedError extends ExerciseError, CueRule {
  /** Said once the error is gone. */
  praiseText: LocalisedText;
  /**
   * Why a movement with this error, as far as the variant shows it, is no repetition, in one sentence. Missing where it is one: poor form is cued and lowers
   * the quality, and that is all. What the guards make of the variant is the same, and a test holds them to it [REP21].
   */
  notCounted?: LocalisedText | undefined;
  /** A source of assets/clinical/sources.json, or "project_assumption". */
  thresholdSource: string;
}

export interface Dose {
  sets: number;
  repetitions: number;
  /** Of each repetition; of a timed exercise the duration of one set. */
  holdSeconds: number;
  restSeconds: number;
  timesPerWeek: number;
}

/** "Go on when three sets of twelve were done with pain below 2, twice in a row." */
export interface Progression {
  sets: number;
  repetitions: number;
  holdSeconds: number;
  /** Of 10. */
  painBelow: number;
  /** Days in a row on which it was so. */
  days: number;
  /** Ids of exercises; null where only the dose is raised or lowered. */
  harder: string | null;
  easier: string | null;
}

interface ExerciseBasis {
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
  equipment: readonly Equipment[];
  /** Which sides can be chosen; alternating exercises change the side after every repetition when "both" is chosen. */
  sides: readonly SideChoice[];
  alternating: boolean;
  reference: ReferenceMovement;
  dose: Dose;
  progression: Progression;
  conditions: readonly Condition[];
  /** Ids of assets/clinical/contraindications.json. */
  contraindications: readonly string[];
  icd10: readonly string[];
  searchWords: { en: readonly string[]; de: readonly string[] };
  review: "unreviewed" | "reviewed";
  /** Ids of assets/clinical/sources.json, for what the whole exercise rests on. */
  sources: readonly string[];
}

/** Counted and measured by the camera. */
export interface TrackedExercise extends ExerciseBasis {
  tracking: "camera";
  repetition: {
    motion: Motion;
    sides: "together" | "each" | "greatest";
    countUnit: "side" | "cycle";
    startsFrom: "rest" | "either";
    fullShare: number;
    minimumMs: number;
    maximumMs: number;
    holdMs: number;
    /** How long a prescription may ask to stay at the height of each repetition; 0 where staying there is a change of position. */
    longestHoldMs: number;
    guards: readonly GuardRule[];
  };
  measures: readonly { motion: Motion; views: readonly View[] }[];
  romTargetDegrees: number;
  /** Most important first. */
  errors: readonly TrackedError[];
}

/** clock: done for a time; self: whoever does it counts and says so. */
export interface UntrackedExercise extends ExerciseBasis {
  tracking: "clock" | "self";
  errors: readonly ExerciseError[];
}

export type Exercise = TrackedExercise | UntrackedExercise;
