// A body as a flat drawing needs it: where its joints are on the picture, and which part lies over which. From it come the still
// pictures of the catalogue, and the demonstration where a browser has no WebGL. The drawing itself is the page's.
import { cosine, RADIANS_PER_DEGREE, sine } from "../geometry/trigonometry.ts";
import { createVector, midpoint, setVector, type Vector } from "../geometry/vector.ts";
import { LANDMARK, type LandmarkName } from "../movement/landmarks.ts";
import type { SideChoice } from "../movement/motion.ts";
import { createJointAngles, type Demonstration, demonstrateExercise } from "./demonstrate.ts";
import type { Exercise, Position } from "./exercise.ts";
import { createReferenceBody, poseReferenceBody, type ReferenceBody } from "./forward-kinematics.ts";
import { anchorOf, BAR_HEIGHT } from "./frame-sampler.ts";

/** Two numbers each, in this order: to the right and up, centimetres, from a place on the floor. */
export const FIGURE_POINTS = [
  "head",
  "nose",
  "leftShoulder",
  "leftElbow",
  "leftWrist",
  "leftFingers",
  "rightShoulder",
  "rightElbow",
  "rightWrist",
  "rightFingers",
  "leftHip",
  "leftKnee",
  "leftAnkle",
  "leftHeel",
  "leftToe",
  "rightHip",
  "rightKnee",
  "rightAnkle",
  "rightHeel",
  "rightToe",
] as const;
export type FigurePoint = (typeof FIGURE_POINTS)[number];

/** In `order` by their first letters: a trunk, a head, l and r the arms, L and R the legs. */
export type FigurePart = "t" | "h" | "l" | "r" | "L" | "R";

export interface Figure {
  readonly points: readonly number[];
  /** From the farthest part to the nearest. */
  readonly order: string;
}

/** From where it is drawn: 0 from the front, 90 from the person's left; and how far from above. */
export interface FigureView {
  readonly turnDegrees: number;
  readonly fromAboveDegrees: number;
}

/** The picture of an exercise in a catalogue. */
export interface Still {
  readonly view: FigureView;
  readonly start: Figure;
  /** Where the movement has gone farthest. */
  readonly height: Figure;
}

const STATURE_METRES = 1.7;
/** A foot this much above the other carries nothing. */
const LIFTED_METRES = 0.15;
const MARK: Readonly<Record<Exclude<FigurePoint, "head" | "nose">, LandmarkName>> = {
  leftShoulder: "leftShoulder",
  leftElbow: "leftElbow",
  leftWrist: "leftWrist",
  leftFingers: "leftIndex",
  rightShoulder: "rightShoulder",
  rightElbow: "rightElbow",
  rightWrist: "rightWrist",
  rightFingers: "rightIndex",
  leftHip: "leftHip",
  leftKnee: "leftKnee",
  leftAnkle: "leftAnkle",
  leftHeel: "leftHeel",
  leftToe: "leftFootIndex",
  rightHip: "rightHip",
  rightKnee: "rightKnee",
  rightAnkle: "rightAnkle",
  rightHeel: "rightHeel",
  rightToe: "rightFootIndex",
};
const PARTS: Readonly<Record<FigurePart, readonly FigurePoint[]>> = {
  t: ["leftShoulder", "rightShoulder", "leftHip", "rightHip"],
  h: ["head"],
  l: ["leftElbow", "leftWrist"],
  r: ["rightElbow", "rightWrist"],
  L: ["leftKnee", "leftAnkle"],
  R: ["rightKnee", "rightAnkle"],
};
const LOW_POSITIONS: ReadonlySet<Position> = new Set<Position>([
  "longSitting",
  "supine",
  "prone",
  "sideLying",
  "quadruped",
  "plank",
  "kneeling",
  "halfKneeling",
]);

/** Whether somebody in this position is on the floor, so that a mat belongs under them. */
export function isOnFloor(position: Position): boolean {
  return LOW_POSITIONS.has(position);
}

/** The side on which an exercise is shown where nobody has chosen one: one limb tells more than two in turn. */
export function shownSide({ sides, alternating }: Pick<Exercise, "sides" | "alternating">): SideChoice {
  if (sides.includes("both") && !alternating) return "both";
  return sides.includes("left") || alternating ? "left" : sides[0]!;
}

export function drawStill(exercise: Exercise): Still {
  const side = shownSide(exercise);
  place(exercise, { phase: 0, side }, begun);
  place(exercise, { phase: farthestPhase(exercise, side), side }, placed);
  const view = chooseView(exercise);
  return { view, start: project(begun, view), height: project(placed, view) };
}

export function drawFigure(exercise: Exercise, moment: Demonstration, view: FigureView): Figure {
  return project(place(exercise, moment, placed), view);
}

function project(places: readonly Vector[], view: FigureView): Figure {
  const turn = view.turnDegrees * RADIANS_PER_DEGREE;
  const above = view.fromAboveDegrees * RADIANS_PER_DEGREE;
  const points: number[] = [];
  const depths = new Map<FigurePoint, number>();
  FIGURE_POINTS.forEach((name, i) => {
    const { x, y, z } = places[i]!;
    const nearer = x * sine(turn) + z * cosine(turn);
    points.push(
      Math.round(100 * (x * cosine(turn) - z * sine(turn))),
      Math.round(100 * (y * cosine(above) - nearer * sine(above))),
    );
    depths.set(name, nearer * cosine(above) + y * sine(above));
  });
  const depthOf = (part: FigurePart) => {
    const names = PARTS[part];
    return names.reduce((sum, name) => sum + depths.get(name)!, 0) / names.length;
  };
  const order = (Object.keys(PARTS) as FigurePart[]).toSorted((a, b) => depthOf(a) - depthOf(b)).join("");
  return { points, order };
}

const angles = createJointAngles();
const body = createReferenceBody();
const placed: Vector[] = FIGURE_POINTS.map(() => createVector());
const begun: Vector[] = FIGURE_POINTS.map(() => createVector());

/** x to the person's left, y up, z forward, from the floor below what stays where it is. Writes and returns `into`. */
function place(exercise: Exercise, moment: Demonstration, into: readonly Vector[]): readonly Vector[] {
  poseReferenceBody(demonstrateExercise(exercise, moment, angles), STATURE_METRES, body);
  const { points } = body;
  const at = (name: LandmarkName) => points[LANDMARK[name]]!;
  midpoint(into[0]!, at("leftEar"), at("rightEar"));
  setVector(into[1]!, at("nose").x, at("nose").y, at("nose").z);
  for (let i = 2; i < FIGURE_POINTS.length; i++) {
    const { x, y, z } = at(MARK[FIGURE_POINTS[i] as keyof typeof MARK]);
    setVector(into[i]!, x, y, z);
  }
  const [x, y, z] = shiftOf(exercise.position, body);
  for (const point of into) setVector(point, point.x + x, point.y + y, point.z + z);
  return into;
}

/** What has to be added so that feet, pelvis or hands stay where they are. */
function shiftOf(position: Position, { points, hipHeightMetres }: ReferenceBody): readonly [number, number, number] {
  const anchor = anchorOf(position);
  if (anchor === "pelvis") return [0, hipHeightMetres, 0];
  if (anchor === "hands") {
    const hands = (points[LANDMARK.leftWrist]!.y + points[LANDMARK.rightWrist]!.y) / 2;
    return [0, BAR_HEIGHT * STATURE_METRES - hands, 0];
  }
  const feet = [points[LANDMARK.leftAnkle]!, points[LANDMARK.rightAnkle]!] as const;
  const lowest = Math.min(feet[0].y, feet[1].y);
  let [weight, x, z] = [0, 0, 0];
  feet.forEach((foot, i) => {
    const carries = Math.max(0, 1 - (foot.y - lowest) / LIFTED_METRES);
    weight += carries;
    x += carries * (foot.x - (i === 0 ? 1 : -1) * HALF_HIPS_METRES);
    z += carries * foot.z;
  });
  return [-x / weight, hipHeightMetres, -z / weight];
}

const HALF_HIPS_METRES = 0.16;

/** When in a repetition the body is first farthest from where it began. A hold goes nowhere: it is shown in the middle of its time. */
export function farthestPhase(exercise: Exercise, side: SideChoice): number {
  place(exercise, { phase: 0, side }, begun);
  const looked = new Set<string>();
  let [farthest, phase] = [LEAST_MOVED_METRES, 0.5];
  // Between two postures the body is between them: the farthest one is a posture.
  for (const { at, posture } of exercise.reference.keyframes) {
    if (looked.has(posture)) continue;
    looked.add(posture);
    place(exercise, { phase: at, side }, placed);
    const moved = placed.reduce((sum, { x, y, z }, i) => {
      const from = begun[i]!;
      return sum + Math.sqrt((x - from.x) * (x - from.x) + (y - from.y) * (y - from.y) + (z - from.z) * (z - from.z));
    }, 0);
    if (moved > farthest) [farthest, phase] = [moved, at];
  }
  return phase;
}

const LEAST_MOVED_METRES = 0.01;
const STANDING_VIEWS: readonly FigureView[] = [
  { turnDegrees: 0, fromAboveDegrees: 6 },
  { turnDegrees: 40, fromAboveDegrees: 8 },
  { turnDegrees: 80, fromAboveDegrees: 6 },
];
const FLOOR_VIEWS: readonly FigureView[] = [
  { turnDegrees: 78, fromAboveDegrees: 14 },
  { turnDegrees: 50, fromAboveDegrees: 18 },
];
/** Whoever lies on the side is looked at from the front, not at the back. */
const SIDE_LYING_VIEWS: readonly FigureView[] = [
  ...FLOOR_VIEWS,
  ...FLOOR_VIEWS.map((view) => ({ ...view, turnDegrees: 180 - view.turnDegrees })),
  ...FLOOR_VIEWS.map((view) => ({ ...view, turnDegrees: 360 - view.turnDegrees })),
];
const FACING_WEIGHT = 1.6;
/** Seen from where it is measured, an exercise is recognised: worth this much more movement on the picture. */
const MEASURED_VIEW_WEIGHT = 1.2;

/** For the bodies placed last: the view on which the most is seen to move, and of a hold the one on which the body is widest. */
function chooseView(exercise: Exercise): FigureView {
  const lies = exercise.position === "sideLying";
  const views = lies ? SIDE_LYING_VIEWS : isOnFloor(exercise.position) ? FLOOR_VIEWS : STANDING_VIEWS;
  const measured = exercise.tracking === "camera" ? exercise.measures[0]!.views : [];
  const worth = (view: FigureView) => {
    const from = project(begun, view).points;
    const to = project(placed, view).points;
    const moved = to.reduce((sum, value, i) => sum + Math.abs(value - from[i]!), 0);
    const across = to.filter((_, i) => i % 2 === 0);
    const name = view.turnDegrees < 35 ? "front" : view.turnDegrees < 60 ? "oblique" : "side";
    const weight = (measured.includes(name) ? MEASURED_VIEW_WEIGHT : 1) * (lies && isFacing(view) ? FACING_WEIGHT : 1);
    return weight * (moved + Math.max(...across) - Math.min(...across));
  };
  return views.reduce((best, view) => (worth(view) > worth(best) ? view : best));
}

/** Of the body that was placed last: whether its nose is nearer than its ears. */
function isFacing({ turnDegrees }: FigureView): boolean {
  const turn = turnDegrees * RADIANS_PER_DEGREE;
  const [head, nose] = [placed[0]!, placed[1]!];
  return (nose.x - head.x) * sine(turn) + (nose.z - head.z) * cosine(turn) > 0;
}
