import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadExerciseLibrary } from "./exercise-library.ts";

const EXERCISES = fileURLToPath(new URL("../../../assets/exercises/", import.meta.url));

describe("the exercise library", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ensemble-exercises-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const writeSquat = async (name: string, change: (squat: string) => string) =>
    writeFile(join(folder, name), change(await readFile(join(EXERCISES, "squat.json"), "utf8")));
  const loadWith = async (change: (squat: string) => string) => {
    await writeSquat("squat.json", change);
    return loadExerciseLibrary(folder);
  };

  it("finds by their id those that the camera counts, and no other name", async () => {
    const { find, all } = await loadWith((squat) => squat);
    expect(all.map(({ id }) => id)).toEqual(["squat"]);
    expect(find("squat" as ExerciseId)?.rule.exerciseId).toBe("squat");
    expect(find("constructor" as ExerciseId)).toBeUndefined();
  });

  it.each([
    ["has no moments", (squat: string) => squat.replace(/"keyframes": \[[^\]]*\]/, '"keyframes": []'), "keyframes"],
    [
      "counts what its movement does not show",
      (squat: string) => squat.replace(/("repetition": \{\s*"motion": )"kneeFlexion"/, '$1"hipRotation"'),
      "hipRotation cannot be read",
    ],
    ["is no JSON", (squat: string) => squat.slice(1), "JSON"],
  ])("is refused as a whole when a file %s, with the file's name", async (_, change, reason) => {
    await expect(loadWith(change)).rejects.toThrow(join(folder, "squat.json"));
    await expect(loadWith(change)).rejects.toThrow(reason);
    await expect(loadWith(change)).rejects.not.toThrow("Cannot read properties");
  });

  it("is refused when two files have one id, with the id", async () => {
    await writeSquat("squat-again.json", (squat) => squat);
    await expect(loadWith((squat) => squat)).rejects.toThrow("squat");
    await rm(join(folder, "squat-again.json"));
  });
});
