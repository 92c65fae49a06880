// What is watched of a line's movement beside its count, from its rest on: what its quality is judged by.
import { advanceCourse, beginCourse, type CourseMemory, createCourse } from "./movement-course.ts";
import { createPosture, observeMovingPosture, observeRestingPosture, type PostureMemory } from "./posture.ts";
import type { SmoothedAngles } from "./signal.ts";
import { beginSides, createSides, observeSides, type SidesMemory } from "./symmetry-rules.ts";

export interface ObservedMovement {
  course: CourseMemory;
  posture: PostureMemory;
  sides: SidesMemory;
}

export function createObservedMovement(): ObservedMovement {
  return { course: createCourse(), posture: createPosture(), sides: createSides() };
}

/** `share` as the counter sees it: 0 at this person's rest, also where they began at the far end. */
export function observeAtRest(
  observed: ObservedMovement,
  angles: SmoothedAngles,
  share: number,
  atMs: number,
  elapsedMs: number,
): void {
  beginCourse(observed.course, share, atMs);
  observeRestingPosture(observed.posture, angles, elapsedMs);
  beginSides(observed.sides);
}

/** `left` and `right`: the two sides by themselves on the same scale, NaN where not seen. */
export function observeMoving(
  observed: ObservedMovement,
  angles: SmoothedAngles,
  share: number,
  left: number,
  right: number,
  atMs: number,
  elapsedMs: number,
): void {
  advanceCourse(observed.course, share, atMs);
  observeMovingPosture(observed.posture, angles, elapsedMs);
  observeSides(observed.sides, left, right, atMs);
}
