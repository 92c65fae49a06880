import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { parseExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { createExerciseCatalogue, type ExerciseCatalogue, loadExerciseCatalogue } from "./exercise-catalogue.ts";
import { type ExerciseLibrary, loadExerciseLibrary } from "./exercise-library.ts";

const ASSETS = fileURLToPath(new URL("../../../assets/", import.meta.url));
/** Two hundred and twenty exercises in sixty kilobytes. */
const MOST_BYTES_AN_ENTRY = 60_000 / 220;

describe("the catalogue of the shipped exercises", () => {
  let library: ExerciseLibrary;
  let catalogue: ExerciseCatalogue;
  beforeAll(async () => {
    library = await loadExerciseLibrary(`${ASSETS}exercises`);
    catalogue = await loadExerciseCatalogue(`${ASSETS}clinical`, library.all);
  });

  it("has every exercise once, in the order of their names", () => {
    expect(catalogue.entries.length).toBe(library.all.length);
    expect(new Set(catalogue.entries.map(({ id }) => id))).toEqual(new Set(library.all.map(({ id }) => id)));
    const names = catalogue.entries.map(({ name }) => name.en);
    expect(names).toEqual(names.toSorted());
  });

  it("is small enough to be sent whole", () => {
    const bytes = gzipSync(JSON.stringify(catalogue.entries)).length;
    expect(bytes / catalogue.entries.length).toBeLessThan(MOST_BYTES_AN_ENTRY);
  });

  it("says of an exercise what speaks against it, on what that rests, and where it leads", () => {
    const page = catalogue.find("squat");
    expect(page?.exercise.name.en).toBe("Squat");
    expect(page?.contraindications.map(({ text }) => text.en)).toContain("Acute, swollen or hot knee");
    expect(page?.sources.map(({ id }) => id)).toEqual(["project_assumption"]);
    expect(page?.harder?.name).toEqual(library.all.find(({ id }) => id === "sumo-squat")?.name);
    expect(page?.easier?.id).toBe("sit-to-stand");
  });

  it("says with which errors a movement is not counted", () => {
    const exercise = catalogue.find("hip-hinge")?.exercise;
    const errors = exercise?.tracking === "camera" ? exercise.errors : [];
    expect(errors.find(({ cue }) => cue === "knees_bend")?.notCounted?.de).toMatch(/Kniebeuge/);
  });

  it("finds nothing under an id that nobody has", () => {
    expect(catalogue.find("flying")).toBeUndefined();
  });
});

describe("a catalogue", () => {
  it("is refused when an exercise names what does not exist", async () => {
    const squat = parseExerciseFile(JSON.parse(await readFile(`${ASSETS}exercises/squat.json`, "utf8")));
    expect(() => createExerciseCatalogue([squat], [], [])).toThrow(/^squat: contraindication "no_weight_bearing"/);
  });
});
