import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openExerciseLibrary } from "./exercise-library.ts";
import { summariseLibrary } from "./summarise-library.ts";

describe("the library in numbers", () => {
  it("is what its README says, and what was promised of it", async () => {
    const { all, tracked } = await openExerciseLibrary();
    const readme = readFileSync(new URL("../../assets/exercises/README.md", import.meta.url), "utf8");
    expect(readme).toContain(summariseLibrary(all));
    expect(all.length).toBeGreaterThanOrEqual(200);
    expect(tracked.length).toBeGreaterThanOrEqual(80);
  });

  it("counts two exercises that differ in nothing measured, position or equipment as one", async () => {
    const squat = (await openExerciseLibrary()).tracked.find(({ id }) => id === "squat")!;
    const lines = (exercises: Parameters<typeof summariseLibrary>[0]) => summariseLibrary(exercises).trim().split("\n");
    const last = (exercises: Parameters<typeof summariseLibrary>[0]) => lines(exercises).at(-1);
    expect(last([squat, { ...squat, id: "again" }])).toMatch(/^\| all +\| 2 +\| 2 +\| 0 +\| 0 +\| 1 \|$/);
    expect(last([squat, { ...squat, id: "again", equipment: ["band"] }])).toMatch(/\| 2 \|$/);
  });
});
