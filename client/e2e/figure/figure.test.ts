// Whether the rendered figures are people to the real pose model, before anything is proved with them.
import { readFileSync } from "node:fs";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { expect, test } from "vitest";
import type { FigureName } from "./figures.ts";
import { measureFigure, median } from "./measure-figure.ts";
import { renderFigureVideo } from "./render-figure-video.ts";

const squat = parseTrackedExerciseFile(
  JSON.parse(readFileSync(new URL("../../../assets/exercises/squat.json", import.meta.url), "utf8")),
);
const SHORT = { repetitions: 2, stillMs: 1500, restMs: 1000, framesPerSecond: 10 };

test("the truth of a film: still, then squats of the named depths, then still", async () => {
  const { truth } = await renderFigureVideo({ figure: "slim", ...SHORT });
  expect(truth.frameCount).toBe(truth.kneeFlexionDegrees.length);
  expect(Math.max(...truth.kneeFlexionDegrees.slice(0, 15))).toBeLessThan(1);
  expect(truth.kneeFlexionDegrees.at(-1)).toBeLessThan(1);
  for (const { startMs, endMs, peakDegrees } of truth.repetitions) {
    const shown = truth.kneeFlexionDegrees.slice(Math.round(startMs / 100), Math.round(endMs / 100));
    expect(Math.max(...shown)).toBeCloseTo(peakDegrees, 0);
  }
  expect(truth.repetitions[1]!.peakDegrees).toBeLessThan(truth.repetitions[0]!.peakDegrees - 2);
});

test.each(["slim", "sturdy"] satisfies FigureName[])(
  "%s is seen in nearly every frame, counted, and measured within 10°",
  async (figure) => {
    const seen = await measureFigure(await renderFigureVideo({ figure, ...SHORT }), squat, "lite");
    expect(seen.detectedShare).toBeGreaterThan(0.95);
    expect(seen.counted).toBe(SHORT.repetitions);
    expect(Math.abs(median(seen.peakErrorsDegrees))).toBeLessThan(10);
  },
);
