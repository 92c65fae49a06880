// What a therapist draws on a patient's picture. Places are the picture's own, as the camera took it and never mirrored, in 1/2048 of
// its width and height as landmarks are: so it lies on the same part of the body on every screen.
import { IMAGE_UNITS_PER_PICTURE } from "../movement/pose-frame.ts";

/** x, y; right and down. */
export type PicturePoint = readonly [x: number, y: number];

/** Joints that a target may be put on; each bends between two bones that a camera sees. */
export const TARGET_JOINTS = [
  "leftShoulder",
  "rightShoulder",
  "leftElbow",
  "rightElbow",
  "leftHip",
  "rightHip",
  "leftKnee",
  "rightKnee",
] as const;
export type TargetJoint = (typeof TARGET_JOINTS)[number];

/**
 * `pen`: a line through all points. `arrow`: from the first to the second. `circle`: around the first, through the second. `angle`: between
 * three, the second is its corner.
 */
export const DRAWING_TOOLS = ["pen", "arrow", "circle", "angle"] as const;
export type DrawingTool = (typeof DRAWING_TOOLS)[number];

export interface Drawing {
  readonly annotationId: string;
  readonly tool: DrawingTool;
  readonly points: readonly PicturePoint[];
  /** Until it is taken away; else it fades (`annotation-rules.ts`). */
  readonly stays: boolean;
}

/** How far a joint shall bend: it follows the joint as the body moves, and stays until it is taken away. */
export interface JointTarget {
  readonly annotationId: string;
  readonly tool: "target";
  readonly joint: TargetJoint;
  readonly degrees: number;
}

export type Annotation = Drawing | JointTarget;

/** As it stands in a session. */
export type PlacedAnnotation = Annotation & { readonly atMs: number };

export const HIGHEST_COORDINATE = IMAGE_UNITS_PER_PICTURE;
export const MOST_PEN_POINTS = 64;
export const HIGHEST_TARGET_DEGREES = 180;
/** On one patient's picture at once. */
export const MOST_ANNOTATIONS = 24;

/** How many points a finished drawing has. */
export const POINTS_OF: Readonly<Record<DrawingTool, { readonly fewest: number; readonly most: number }>> = {
  pen: { fewest: 2, most: MOST_PEN_POINTS },
  arrow: { fewest: 2, most: 2 },
  circle: { fewest: 2, most: 2 },
  angle: { fewest: 3, most: 3 },
};
