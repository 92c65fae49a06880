import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { describe, expect, it } from "vitest";
import { phaseOnTheWayBack, phaseOnTheWayOut } from "./follow-course-rules.ts";
import { courseOf } from "./reference-course.ts";

const FOLDER = join(import.meta.dirname, "../../../assets/exercises");
const tracked = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")))
  .filter((file) => file.tracking === "camera")
  .map(parseTrackedExerciseFile);

describe("the course of every exercise that is measured", () => {
  it.each(tracked.map((exercise) => [exercise.id, exercise] as const))("%s goes out and comes back", (_, exercise) => {
    const course = courseOf(exercise);
    expect(course.turnsAt).toBeGreaterThan(0);
    expect(course.returnsFrom).toBeGreaterThanOrEqual(course.turnsAt);
    expect(course.returnsFrom).toBeLessThan(1);
    expect(course.shares[0]).toBeCloseTo(0, 6);
    expect(course.shares.at(-1)).toBeLessThan(0.2);
    for (const share of [0.2, 0.5, 0.8]) {
      expect(phaseOnTheWayOut(share, course)).toBeLessThan(course.turnsAt);
      expect(phaseOnTheWayBack(share, course)).toBeGreaterThan(course.returnsFrom);
    }
    expect(phaseOnTheWayOut(0, course)).toBe(0);
    expect(phaseOnTheWayOut(1.2, course)).toBe(course.turnsAt);
    expect(phaseOnTheWayBack(1.2, course)).toBe(course.returnsFrom);
    expect(phaseOnTheWayBack(0, course)).toBe(1);
  });
});
