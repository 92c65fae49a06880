// The axes of a body segment, and how one segment's axes follow from those it hangs on: a limb seen only as a line keeps the least turn.
import {
  addScaledVector,
  copyVector,
  createVector,
  crossProduct,
  dotProduct,
  normaliseVector,
  removeComponent,
  scaleVector,
  subtractVectors,
  type Vector,
  vectorLength,
} from "../geometry/vector.ts";

/**
 * x = the person's left, y = up along the segment, z = forward; each 1 long. A class, because V8 gives literals with the same names the
 * same layout: vectors would then hold their numbers in boxes, a new one with every write.
 */
export class Axes {
  readonly x = createVector();
  readonly y = createVector();
  readonly z = createVector();
}

/** A limb straighter than this (sine of the bend) has no bend plane: it takes its parent's. */
const STRAIGHT_SINE = 0.26;

const work = createVector();
const bend = createVector();

export function copyAxes(into: Axes, from: Axes): void {
  copyVector(into.x, from.x);
  copyVector(into.y, from.y);
  copyVector(into.z, from.z);
}

/** Turns the parent's axes by the smallest rotation that lays −y along from → to. */
export function hangSegment(into: Axes, parent: Axes, from: Vector, to: Vector): void {
  subtractVectors(work, from, to);
  if (normaliseVector(work) === 0) return;
  const cosine = dotProduct(parent.y, work);
  copyVector(into.y, work);
  if (cosine < -0.999) {
    // Straight up: forward stays forward.
    copyVector(into.x, parent.x);
    scaleVector(into.x, into.x, -1);
  } else {
    crossProduct(bend, parent.y, work);
    crossProduct(into.x, bend, parent.x);
    addScaledVector(into.x, into.x, bend, dotProduct(bend, parent.x) / (1 + cosine));
    addScaledVector(into.x, into.x, parent.x, cosine);
  }
  removeComponent(into.x, into.y);
  normaliseVector(into.x);
  crossProduct(into.z, into.x, into.y);
}

/**
 * Lays the lower segment along from → to. A visible bend tells the hinge's axis, which both segments share; `direction` is
 * 1 where the joint bends forward, −1 backward. Between straight and bent the axis is blended, so that nothing snaps.
 */
export function bendSegment(parent: Axes, into: Axes, from: Vector, to: Vector, direction: number): void {
  subtractVectors(into.y, from, to);
  if (normaliseVector(into.y) === 0) return;
  // Both y point back along the segment: the hinge axis (person's left for a forward bend) is their cross product.
  crossProduct(bend, into.y, parent.y);
  const sine = vectorLength(bend);
  const weight = Math.min(1, sine / STRAIGHT_SINE);
  if (sine > 1e-6) {
    scaleVector(bend, bend, direction / sine);
    scaleVector(parent.x, parent.x, 1 - weight * weight);
    addScaledVector(parent.x, parent.x, bend, weight * weight);
    removeComponent(parent.x, parent.y);
    if (normaliseVector(parent.x) === 0) copyVector(parent.x, bend);
    crossProduct(parent.z, parent.x, parent.y);
  }
  copyVector(into.x, parent.x);
  removeComponent(into.x, into.y);
  normaliseVector(into.x);
  crossProduct(into.z, into.x, into.y);
}
