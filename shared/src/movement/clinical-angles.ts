// Clinical joint angles out of landmarks [ANG]. Zero is the anatomical neutral position; definitions and sources in SPEC.md.
import { arcTangent2, cosine, DEGREES_PER_RADIAN, sine } from "../geometry/trigonometry.ts";
import {
  addScaledVector,
  copyVector,
  createVector,
  crossProduct,
  dotProduct,
  midpoint,
  normaliseVector,
  removeComponent,
  setVector,
  subtractVectors,
  type Vector,
  vectorLength,
} from "../geometry/vector.ts";
import type { BodyPoints } from "./body-points.ts";
import { LANDMARK } from "./landmarks.ts";
import { LIMB_LANDMARKS } from "./limb-landmarks.ts";
import { ANGLE_COUNT, CENTRAL_MOTIONS, SIDED_MOTIONS, type Side } from "./motion.ts";

export interface ClinicalAngles {
  /** Degrees, indexed by angleIndex(motion, side). */
  degrees: Float64Array;
  /** 1 where all landmarks of the angle were seen. */
  known: Uint8Array;
  /** How far the body is turned from facing the camera, −180…180, positive when the person's left side comes forward. */
  turnDegrees: number;
  turnKnown: boolean;
}

export function createClinicalAngles(): ClinicalAngles {
  return {
    degrees: new Float64Array(ANGLE_COUNT),
    known: new Uint8Array(ANGLE_COUNT),
    turnDegrees: 0,
    turnKnown: false,
  };
}

const SIDES: readonly Side[] = ["left", "right"];
const SIDED = Object.fromEntries(SIDED_MOTIONS.map((motion, index) => [motion, 2 * index])) as Record<
  (typeof SIDED_MOTIONS)[number],
  number
>;
const CENTRAL = Object.fromEntries(
  CENTRAL_MOTIONS.map((motion, index) => [motion, 2 * SIDED_MOTIONS.length + index]),
) as Record<(typeof CENTRAL_MOTIONS)[number], number>;

// Filled anew for each frame; kept here so that a frame makes no vectors of its own.
const hips = createVector();
const shoulders = createVector();
const pelvisX = createVector();
const pelvisUp = createVector();
const pelvisForward = createVector();
const trunkUp = createVector();
const chestX = createVector();
const chestForward = createVector();
const headingX = createVector();
const headingForward = createVector();
const upper = createVector();
const lower = createVector();
const third = createVector();
const work = createVector();
const back = createVector();
/** A hip line shorter than this seen from above, of 1, belongs to a body on its side. */
const ON_THE_SIDE = 0.35;
const VERTICAL: Vector = { x: 0, y: 1, z: 0 };

/** What somebody asks for. */
export interface WantedAngles {
  /** 1 for each angle wanted; others may be read besides. */
  readonly angles: Uint8Array;
  /** Any of these limbs. */
  readonly arms: boolean;
  readonly legs: boolean;
}

export function wantAngles(indices: Iterable<number>): WantedAngles {
  const angles = new Uint8Array(ANGLE_COUNT);
  for (const index of indices) angles[index] = 1;
  return {
    angles,
    arms: angles.subarray(SIDED.shoulderElevation, 2 * SIDED_MOTIONS.length).includes(1),
    legs: angles.subarray(0, SIDED.shoulderElevation).includes(1),
  };
}
const ALL = wantAngles(Array.from({ length: ANGLE_COUNT }, (_, index) => index));

/**
 * Reads the angles of a frame into `into`; angles whose landmarks were not seen, or that are not wanted, are marked unknown
 * and keep their old number.
 */
export function readClinicalAngles(body: BodyPoints, into: ClinicalAngles, wanted: WantedAngles = ALL): void {
  // Not filled, which is a call into the engine for each frame.
  for (let i = 0; i < ANGLE_COUNT; i++) into.known[i] = 0;
  into.turnKnown = false;
  const { points, seen } = body;
  const trunkSeen =
    seen[LANDMARK.leftHip]! & seen[LANDMARK.rightHip]! & seen[LANDMARK.leftShoulder]! & seen[LANDMARK.rightShoulder]!;
  const trunkFits = trunkSeen === 1 && readTrunkFrames(points);
  if (trunkFits) readTrunk(body, into, wanted.angles);
  for (let i = 0; i < SIDES.length; i++) {
    if (wanted.legs) readLeg(body, SIDES[i]!, trunkFits, into, wanted.angles);
    if (wanted.arms) readArm(body, SIDES[i]!, trunkFits, into);
  }
}

function readTrunkFrames(points: readonly Vector[]): boolean {
  const leftHip = points[LANDMARK.leftHip]!;
  const rightHip = points[LANDMARK.rightHip]!;
  const leftShoulder = points[LANDMARK.leftShoulder]!;
  const rightShoulder = points[LANDMARK.rightShoulder]!;
  midpoint(hips, leftHip, rightHip);
  midpoint(shoulders, leftShoulder, rightShoulder);
  subtractVectors(trunkUp, shoulders, hips);
  subtractVectors(pelvisX, leftHip, rightHip);
  subtractVectors(chestX, leftShoulder, rightShoulder);
  if (normaliseVector(trunkUp) === 0 || normaliseVector(pelvisX) === 0) return false;
  removeComponent(chestX, trunkUp);
  copyVector(pelvisUp, trunkUp);
  removeComponent(pelvisUp, pelvisX);
  if (normaliseVector(chestX) === 0 || normaliseVector(pelvisUp) === 0) return false;
  crossProduct(pelvisForward, pelvisX, pelvisUp);
  crossProduct(chestForward, chestX, trunkUp);
  setVector(headingX, pelvisX.x, 0, pelvisX.z);
  if (normaliseVector(headingX) > ON_THE_SIDE) {
    crossProduct(headingForward, headingX, VERTICAL);
    return true;
  }
  // Whoever lies on the side has one hip above the other: the belly says where the body faces.
  setVector(headingForward, pelvisForward.x, 0, pelvisForward.z);
  if (normaliseVector(headingForward) === 0) return false;
  crossProduct(headingX, VERTICAL, headingForward);
  return true;
}

function readTrunk(body: BodyPoints, into: ClinicalAngles, wanted: Uint8Array): void {
  const sideways = dotProduct(trunkUp, headingX);
  const forward = dotProduct(trunkUp, headingForward);
  set(into, CENTRAL.trunkFlexion, arcTangent2(forward, trunkUp.y));
  set(into, CENTRAL.trunkLateralFlexion, arcTangent2(sideways, length2(forward, trunkUp.y)));
  set(into, CENTRAL.pelvicObliquity, arcTangent2(pelvisX.y, length2(pelvisX.x, pelvisX.z)));
  if (wanted[CENTRAL.trunkRotation] === 1) readTrunkRotation(into);
  readShoulderLine(body, into);
  readWeightShift(body, into);
  // Shoulders and hips together say how the body stands to the camera.
  setVector(third, pelvisX.x + chestX.x, 0, pelvisX.z + chestX.z);
  const facing = vectorLength(third) > 2 * ON_THE_SIDE ? third : headingX;
  into.turnDegrees = arcTangent2(facing.z, facing.x) * DEGREES_PER_RADIAN;
  into.turnKnown = true;
  const wantsNeck = wanted[CENTRAL.neckFlexion]! | wanted[CENTRAL.neckLateralFlexion]! | wanted[CENTRAL.neckRotation]!;
  if (wantsNeck & body.seen[LANDMARK.leftEar]! & body.seen[LANDMARK.rightEar]!) {
    midpoint(upper, body.points[LANDMARK.leftEar]!, body.points[LANDMARK.rightEar]!);
    subtractVectors(upper, upper, shoulders);
    const x = dotProduct(upper, chestX);
    const up = dotProduct(upper, trunkUp);
    const ahead = dotProduct(upper, chestForward);
    set(into, CENTRAL.neckFlexion, arcTangent2(ahead, up));
    set(into, CENTRAL.neckLateralFlexion, arcTangent2(x, length2(ahead, up)));
    readNeckRotation(body.points, into);
  }
}

function readTrunkRotation(into: ClinicalAngles): void {
  copyVector(third, pelvisX);
  removeComponent(third, trunkUp);
  crossProduct(work, third, chestX);
  set(into, CENTRAL.trunkRotation, arcTangent2(dotProduct(work, trunkUp), dotProduct(third, chestX)));
}

// The line between the ears against that between the shoulders; sensors that put both ears in one place do not tell it.
function readNeckRotation(points: readonly Vector[], into: ClinicalAngles): void {
  subtractVectors(third, points[LANDMARK.leftEar]!, points[LANDMARK.rightEar]!);
  if (normaliseVector(third) === 0) return;
  removeComponent(third, trunkUp);
  if (normaliseVector(third) < 0.1) return;
  crossProduct(work, chestX, third);
  set(into, CENTRAL.neckRotation, arcTangent2(dotProduct(work, trunkUp), dotProduct(chestX, third)));
}

// The shoulder line against the trunk, not against the ground: leaning sideways hikes no shoulder.
function readShoulderLine({ points }: BodyPoints, into: ClinicalAngles): void {
  subtractVectors(work, points[LANDMARK.leftShoulder]!, points[LANDMARK.rightShoulder]!);
  set(into, CENTRAL.shoulderObliquity, arcTangent2(dotProduct(work, trunkUp), dotProduct(work, chestX)));
}

// How far the hips have gone sideways from above the feet.
function readWeightShift({ points, seen }: BodyPoints, into: ClinicalAngles): void {
  if (!(seen[LANDMARK.leftAnkle]! & seen[LANDMARK.rightAnkle]!)) return;
  midpoint(work, points[LANDMARK.leftAnkle]!, points[LANDMARK.rightAnkle]!);
  subtractVectors(work, hips, work);
  const forward = dotProduct(work, headingForward);
  set(into, CENTRAL.weightShift, arcTangent2(dotProduct(work, headingX), length2(forward, work.y)));
}

function readLeg(body: BodyPoints, side: Side, trunkFits: boolean, into: ClinicalAngles, wanted: Uint8Array): void {
  const { points, seen } = body;
  const at = LIMB_LANDMARKS[side];
  const outward = side === "left" ? 1 : -1;
  const offset = side === "left" ? 0 : 1;
  if (!(seen[at.hip]! & seen[at.knee]!)) return;
  subtractVectors(upper, points[at.knee]!, points[at.hip]!);
  const thigh = normaliseVector(upper);
  if (thigh === 0) return;
  let flexion = 0;
  if (trunkFits) {
    const down = -dotProduct(upper, pelvisUp);
    const ahead = dotProduct(upper, pelvisForward);
    flexion = arcTangent2(ahead, down);
    set(into, SIDED.hipFlexion + offset, flexion);
    if (wanted[SIDED.hipAbduction + offset] === 1) {
      const out = outward * dotProduct(upper, pelvisX);
      set(into, SIDED.hipAbduction + offset, arcTangent2(out, length2(ahead, down)));
    }
  }
  if (!seen[at.ankle]) return;
  subtractVectors(lower, points[at.ankle]!, points[at.knee]!);
  const shin = normaliseVector(lower);
  if (shin === 0) return;
  const bend = angleBetween(upper, lower);
  set(into, SIDED.kneeFlexion + offset, trunkFits ? signedBend(bend, flexion) : bend);
  if (wanted[SIDED.hipRotation + offset] === 1 && trunkFits && bend > ROTATION_NEEDS_BEND)
    set(into, SIDED.hipRotation + offset, rotationOfShin(flexion, outward));
  if (trunkFits && wanted[SIDED.kneeValgus + offset] === 1) {
    subtractVectors(third, points[at.ankle]!, points[at.hip]!);
    addScaledVector(work, points[at.hip]!, third, thigh / (thigh + shin));
    subtractVectors(work, points[at.knee]!, work);
    const inward = -outward * dotProduct(work, pelvisX);
    set(into, SIDED.kneeValgus + offset, 2 * arcTangent2(inward, (thigh + shin) / 2));
  }
  if (!(wanted[SIDED.ankleDorsiflexion + offset]! & seen[at.heel]! & seen[at.toe]!)) return;
  subtractVectors(third, points[at.toe]!, points[at.heel]!);
  if (normaliseVector(third) === 0) return;
  set(into, SIDED.ankleDorsiflexion + offset, angleBetween(third, lower) - QUARTER_TURN);
}

/** Of a knee that is nearly straight: negative where the shin goes forward. Continuous for one that also goes sideways. */
function signedBend(bend: number, hipFlexion: number): number {
  if (bend > OVERSTRETCHED_UP_TO) return bend;
  setBackward(third, hipFlexion);
  const backward = dotProduct(lower, third);
  return backward >= 0 ? bend : arcTangent2(sine(bend) + 2 * backward, cosine(bend));
}

function readArm(body: BodyPoints, side: Side, trunkFits: boolean, into: ClinicalAngles): void {
  const { points, seen } = body;
  const at = LIMB_LANDMARKS[side];
  const outward = side === "left" ? 1 : -1;
  const offset = side === "left" ? 0 : 1;
  if (!(seen[at.shoulder]! & seen[at.elbow]!)) return;
  subtractVectors(upper, points[at.elbow]!, points[at.shoulder]!);
  if (normaliseVector(upper) === 0) return;
  if (trunkFits) {
    let out = outward * dotProduct(upper, chestX);
    const up = dotProduct(upper, trunkUp);
    const ahead = dotProduct(upper, chestForward);
    const away = length2(out, ahead);
    const elevation = arcTangent2(away, -up);
    set(into, SIDED.shoulderElevation + offset, elevation);
    // Overhead the arm may cross the middle: it is still abducted.
    if (up > OVERHEAD_COSINE) out = Math.abs(out);
    set(into, SIDED.shoulderFlexion + offset, away < 1e-6 ? 0 : (elevation * ahead) / away);
    set(into, SIDED.shoulderAbduction + offset, away < 1e-6 ? 0 : (elevation * out) / away);
  }
  if (!seen[at.wrist]) return;
  subtractVectors(lower, points[at.wrist]!, points[at.elbow]!);
  if (normaliseVector(lower) === 0) return;
  const elbow = angleBetween(upper, lower);
  set(into, SIDED.elbowFlexion + offset, elbow);
  if (trunkFits && elbow > ROTATION_NEEDS_BEND) {
    set(into, SIDED.shoulderRotation + offset, outward * rotationOfForearm());
  }
}

/** Angle of the bent forearm about the upper arm, from where it would point had the arm only been swung there from hanging. */
function rotationOfForearm(): number {
  const cosineOfSwing = -dotProduct(trunkUp, upper);
  if (cosineOfSwing < -0.999) return 0;
  // Smallest turn from hanging (−trunkUp) to the upper arm, applied to "forward".
  crossProduct(work, upper, trunkUp);
  crossProduct(third, work, chestForward);
  const along = dotProduct(work, chestForward) / (1 + cosineOfSwing);
  const x = cosineOfSwing * chestForward.x + third.x + along * work.x;
  const y = cosineOfSwing * chestForward.y + third.y + along * work.y;
  const z = cosineOfSwing * chestForward.z + third.z + along * work.z;
  setVector(third, x, y, z);
  copyVector(work, lower);
  removeComponent(work, upper);
  const cosineOfTurn = dotProduct(third, work);
  crossProduct(lower, third, work);
  return arcTangent2(-dotProduct(lower, upper), cosineOfTurn);
}

/**
 * Angle of the bent shin about the thigh, from where it would hang had the thigh only been flexed and abducted; positive when
 * the foot goes inward, that is when the thigh turns outward.
 */
function rotationOfShin(flexion: number, outward: number): number {
  setBackward(third, flexion);
  copyVector(work, lower);
  removeComponent(work, upper);
  const cosineOfTurn = dotProduct(third, work);
  crossProduct(back, third, work);
  return arcTangent2(-outward * dotProduct(back, upper), cosineOfTurn);
}

/** Backward of a thigh that is flexed in the pelvis, however far it is abducted. */
function setBackward(into: Vector, flexion: number): void {
  const c = cosine(flexion);
  const s = sine(flexion);
  setVector(
    into,
    -c * pelvisForward.x - s * pelvisUp.x,
    -c * pelvisForward.y - s * pelvisUp.y,
    -c * pelvisForward.z - s * pelvisUp.z,
  );
}

const QUARTER_TURN = 90 / DEGREES_PER_RADIAN;
const ROTATION_NEEDS_BEND = 30 / DEGREES_PER_RADIAN;
/** No knee goes farther beyond straight: what seems to is a bent one whose depth was misjudged. Project assumption. */
const OVERSTRETCHED_UP_TO = 20 / DEGREES_PER_RADIAN;
const OVERHEAD_COSINE = 0.866;

function set(into: ClinicalAngles, index: number, radians: number): void {
  into.degrees[index] = radians * DEGREES_PER_RADIAN;
  into.known[index] = 1;
}

function angleBetween(a: Vector, b: Vector): number {
  crossProduct(work, a, b);
  return arcTangent2(vectorLength(work), dotProduct(a, b));
}

function length2(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}
