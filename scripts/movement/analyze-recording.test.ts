import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { SyntheticOptions } from "../../shared/src/exercise/synthetic-recording.ts";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { analyzeRecording } from "./analyze-recording.ts";
import { openExerciseLibrary } from "./exercise-library.ts";
import { synthesizeLines } from "./synthesize-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "ensemble-movement-"));
afterAll(() => rmSync(folder, { recursive: true }));
const library = await openExerciseLibrary();

function squatLines(options: Partial<SyntheticOptions> = {}): string[] {
  return [
    ...synthesizeLines(library.find("squat" as ExerciseId)!.exercise, { repetitions: 3, viewDegrees: 90, ...options }),
  ];
}
const write = (file: string, content: string | Buffer) => {
  writeFileSync(join(folder, file), content);
  return file;
};
const analyze = (file: string, exercise?: string) =>
  analyzeRecording(library, { path: join(folder, file), file, exercise });

/** The part of both together that is in each. */
function overlap([start, end]: readonly [number, number], [from, until]: readonly [number, number]): number {
  return (Math.min(end, until) - Math.max(start, from)) / (Math.max(end, until) - Math.min(start, from));
}

describe("analyzing a recording", () => {
  it("gives the truth it was made from", async () => {
    const { analysis, frames, refused } = await analyze(write("squat.jsonl", squatLines().join("\n")));
    const { repetitionTimesMs, ...rest } = analysis;
    expect(rest).toMatchObject({
      file: "squat.jsonl",
      exercise: "squat",
      repetitions: 3,
      quality: 100,
      // From the side the far knee is guessed: whether both do the same is not known.
      qualityParts: { range: 100, form: 100, compensation: 100, tempo: 100, symmetry: null, steadiness: 100 },
      cues: [],
    });
    expect(analysis.confidence).toBeGreaterThan(0.9);
    // One repetition takes 4 s after 1.5 s of standing.
    repetitionTimesMs.forEach(([startMs, endMs], i) => {
      expect(overlap([startMs, endMs], [1500 + 4000 * i, 5500 + 4000 * i])).toBeGreaterThan(0.85);
    });
    const [range] = analysis.rangeOfMotion;
    expect(range).toMatchObject({ joint: "knee", motion: "flexion", side: "both", measurable: true });
    expect(Math.abs(range!.maximumDegrees! - 85)).toBeLessThan(1);
    // Knees are seen as bent less than they are: more room above than below.
    const [from, to] = range!.interval95Degrees!;
    expect(range!.maximumDegrees! - from).toBeCloseTo(10.2, 0);
    expect(to - range!.maximumDegrees!).toBeCloseTo(14.8, 0);
    expect(frames).toBe(squatLines().length - 1);
    expect(refused.size).toBe(0);
  });

  it.each(["squat", "side-lunge", "marching", "jumping-jack", "trunk-rotation"])(
    "gives the whole movements of %s and none of the pauses between them",
    async (id) => {
      const { exercise } = library.find(id as ExerciseId)!;
      const lines = [...synthesizeLines(exercise, { repetitions: 4, viewDegrees: 40, pauseMs: 1500 })];
      const { truth } = JSON.parse(lines[0]!) as { truth: { repetitions: { startMs: number; endMs: number }[] } };
      const { analysis } = await analyze(write(`${id}.jsonl`, lines.join("\n")));
      expect(analysis.repetitionTimesMs).toHaveLength(4);
      for (const [i, { startMs, endMs }] of truth.repetitions.entries())
        expect(overlap(analysis.repetitionTimesMs[i]!, [startMs, endMs])).toBeGreaterThan(0.75);
    },
  );

  it("reads a recording that begins before zero in its own time", async () => {
    const lines = squatLines({ error: "trunk_forward" });
    const moved = lines.map((line) => line.replace(/"t":([\d.]+)/, (_, t) => `"t":${Number(t) - 100_000}`));
    const asIs = await analyze(write("as-is.jsonl", lines.join("\n")));
    const early = await analyze(write("early.jsonl", moved.join("\n")));
    expect(early.refused.size).toBe(0);
    const inOwnTime = (ms: number) => Math.round(ms) - 100_000;
    expect(early.analysis).toEqual({
      ...asIs.analysis,
      file: "early.jsonl",
      repetitionTimesMs: asIs.analysis.repetitionTimesMs.map((times) => times.map(inOwnTime)),
      cues: asIs.analysis.cues.map(({ cue }) => ({ cue, fromMs: expect.any(Number), untilMs: expect.any(Number) })),
    });
    for (const [i, { fromMs }] of early.analysis.cues.entries())
      expect(fromMs).toBeCloseTo(asIs.analysis.cues[i]!.fromMs - 100_000, 3);
  });

  it("says the cue of an error that is shown", async () => {
    const lines = squatLines({ error: "trunk_forward" });
    const { analysis } = await analyze(write("error.jsonl", lines.join("\n")));
    expect(analysis.cues.map(({ cue }) => cue)).toContain("trunk_forward");
    for (const { fromMs, untilMs } of analysis.cues) expect(untilMs).toBeGreaterThan(fromMs);
  });

  it("gives no number of a motion that cannot be measured from there", async () => {
    const { analysis } = await analyze(write("front.jsonl", squatLines({ viewDegrees: 0 }).join("\n")));
    expect(analysis.repetitions).toBe(3);
    const unmeasured = {
      motion: "flexion",
      side: "both",
      maximumDegrees: null,
      minimumDegrees: null,
      interval95Degrees: null,
      measurable: false,
    };
    expect(analysis.rangeOfMotion).toEqual([
      { joint: "knee", ...unmeasured },
      { joint: "hip", ...unmeasured },
    ]);
  });

  it("reads packed files, and goes by the named exercise before the header's", async () => {
    const file = write("packed.jsonl.gz", gzipSync(squatLines().join("\n")));
    expect((await analyze(file)).analysis.repetitions).toBe(3);
    const { analysis } = await analyze(file, "shoulder-abduction");
    expect(analysis).toMatchObject({
      exercise: "shoulder-abduction",
      repetitions: 0,
      quality: 0,
      confidence: 0,
      qualityParts: { range: null, symmetry: null },
      rangeOfMotion: [],
    });
  });

  it("leaves out frames that come late, twice or from no body, and counts the rest", async () => {
    const lines = squatLines();
    const [late, exploded] = [lines[50]!, lines[60]!.replace(/\[-?[\d.]+,/, "[9,")];
    const { analysis, refused } = await analyze(
      write("disorder.jsonl", lines.toSpliced(60, 1, exploded).toSpliced(55, 0, late, late, "").join("\r\n")),
    );
    expect(analysis.repetitions).toBe(3);
    expect(Object.fromEntries(refused)).toEqual({ "frame/time_not_increasing": 2, "frame/impossible_body": 1 });
  });

  it.each<[string, (lines: string[]) => string[], string]>([
    ["a line that is not JSON", (lines) => lines.with(7, "{"), ":8: it is not JSON"],
    [
      "a coordinate that is no number",
      (lines) => lines.with(7, lines[7]!.replace(/\[\[[^,]+,/, "[[NaN,")),
      ":8: it is not JSON",
    ],
    [
      "a landmark too few",
      (lines) => lines.with(7, lines[7]!.replace(/\[\[[^\]]+\],/, "[")),
      ":8: 32 landmarks, not 33",
    ],
    ["a line that was cut off", (lines) => lines.with(-1, lines.at(-1)!.slice(0, 99)), ":452: it is not JSON"],
    ["no frames", (lines) => lines.slice(0, 1), ":2: there are no frames"],
    ["nothing in it", () => [], ":1: the file is empty"],
    ["no header", (lines) => lines.slice(1), ":1: the header is wrong: format"],
    [
      "an exercise that is not ours",
      (lines) => lines.with(0, lines[0]!.replace('"squat"', '"headstand"')),
      ":1: there is no exercise headstand",
    ],
    [
      "an exercise that is done by the clock",
      (lines) => lines.with(0, lines[0]!.replace('"squat"', '"abdominal-bracing"')),
      ":1: the camera does not count abdominal-bracing",
    ],
    [
      "no body of this world",
      (lines) => lines.map((line) => line.replace(/\[-?[\d.]+,/, "[9,")),
      ":2: no frame can be used: frame/impossible_body",
    ],
    ["no exercise", (lines) => lines.with(0, lines[0]!.replace('"squat"', "null")), ":1: the header names no exercise"],
  ])("refuses a file with %s, and says where", async (_, spoil, reason) => {
    await expect(analyze(write("bad.jsonl", spoil(squatLines()).join("\n")))).rejects.toThrow(`bad.jsonl${reason}`);
  });

  it("refuses a packed file that ends too early, one that is not packed, and one that is not there", async () => {
    const packed = gzipSync(squatLines().join("\n"));
    await expect(analyze(write("cut.jsonl.gz", packed.subarray(0, packed.length / 2)))).rejects.toThrow(
      /^cut\.jsonl\.gz:\d+: the packed file ends too early$/,
    );
    await expect(analyze(write("plain.jsonl.gz", squatLines().join("\n")))).rejects.toThrow("damaged");
    await expect(analyze("")).rejects.toThrow('"": a file\'s name is empty');
    await expect(analyze("none.jsonl")).rejects.toThrow("none.jsonl: there is no such file");
  });
});
