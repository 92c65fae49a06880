import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { describeEvaluation } from "./describe-evaluation.ts";
import { evaluateFolder } from "./evaluate-folder.ts";
import { openExerciseLibrary } from "./exercise-library.ts";
import { synthesizeLines } from "./synthesize-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "ensemble-evaluation-"));
afterAll(() => rmSync(folder, { recursive: true }));
const library = await openExerciseLibrary();

const SET = "Invented (made for this test)";
const lines = (repetitions: number, error?: string) =>
  [
    ...synthesizeLines(library.find("squat" as ExerciseId)!.exercise, {
      repetitions,
      error,
      viewDegrees: 90,
      framesPerSecond: 15,
    }),
  ].join("\n");

describe("evaluating a folder", async () => {
  writeFileSync(join(folder, "good.jsonl"), lines(3));
  writeFileSync(join(folder, "bad.jsonl"), lines(2, "trunk_forward"));
  writeFileSync(join(folder, "still.jsonl"), lines(2));
  writeFileSync(join(folder, "torn.jsonl"), "{");
  writeFileSync(
    join(folder, "index.json"),
    JSON.stringify([
      { file: "good.jsonl", set: SET, exercise: "squat", repetitions: 3, correct: true },
      { file: "bad.jsonl", set: SET, exercise: "squat", repetitions: 4, correct: false },
      { file: "torn.jsonl", set: SET, exercise: "sit-to-stand", repetitions: 4, correct: true },
      // As if the second repetition were none.
      {
        file: "still.jsonl",
        set: SET,
        exercise: "squat",
        repetitions: 2,
        correct: true,
        paused: true,
        repetitionFrames: [[22, 82]],
      },
      { file: "other.jsonl", set: SET, exercise: "headstand", repetitions: 4 },
      { file: "unknown.jsonl", set: "Unnamed: nobody counted", exercise: null },
    ]),
  );
  const evaluation = await evaluateFolder(library, folder);
  const text = describeEvaluation(evaluation);
  const row = (...cells: string[]) => new RegExp(`^\\| ${cells.join(" +\\| ")} +\\|$`, "m");

  it("counts what the library knows, by set and exercise", () => {
    expect(text).toMatch(row("Invented joined, correct", "squat", "1", "1.00", "1.00", "0.00"));
    expect(text).toMatch(row("Invented joined, incorrect", "squat", "1", "0.00", "0.00", "0.50"));
  });

  it("compares the times with the borders that are named", () => {
    expect(text).toMatch(row("Invented with stillness, correct", "all of them", "1", "0\\.[89]\\d", "0"));
  });

  it("analyses leg movements as a movement of the arms", () => {
    expect(text).toMatch(row("Invented", "squat", "shoulder-abduction", "3", "0", "0.00"));
  });

  it("tells correct from incorrect by quality", () => {
    // All of quality, quality without its tempo, range, form.
    expect(text).toMatch(/^\| Invented joined +\| squat +\| 1 +\| 1 +\| 1\.00 +\| 1\.00 +\| [01]\.\d\d +\| 1\.00 +\|/m);
    expect(text).toMatch(/\| incorrect +\| AUC +\| without tempo +\| range +\| form +\| compensation +\|/);
  });

  it("says what was counted where the index says that nobody moved", () => {
    expect(text).toMatch(row("Invented with stillness, correct", "1", "1"));
  });

  it("lists what is not in the library and what nobody counted, and names what cannot be read", () => {
    expect(text).toMatch(row("Invented", "headstand", "1"));
    expect(text).toMatch(row("Unnamed", "no count known", "1"));
    expect(evaluation.faults).toEqual(["torn.jsonl:1: it is not JSON"]);
  });

  it("names an index that is missing", async () => {
    await expect(evaluateFolder(library, join(folder, "nowhere"))).rejects.toThrow("index.json");
  });
});
