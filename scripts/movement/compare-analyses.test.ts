import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RecordingAnalysis } from "./analyze-recording.ts";
import { compareAnalyses, readAnalyses } from "./compare-analyses.ts";

const folder = mkdtempSync(join(tmpdir(), "ensemble-compare-"));
afterAll(() => rmSync(folder, { recursive: true }));

const analysis = {
  file: "a.jsonl",
  exercise: "squat",
  repetitions: 1,
  repetitionTimesMs: [[1500, 4000]],
  rangeOfMotion: [],
  quality: 80,
  confidence: 1,
  cues: [],
} as unknown as RecordingAnalysis;

describe("two engines' words about one recording", () => {
  it("are compared part by part, also parts that only one of them has", () => {
    expect(compareAnalyses(analysis, structuredClone(analysis))).toBeUndefined();
    const now = { ...analysis, repetitionTimesMs: [[1500, 4100]] as const, confidence: 0.5, smoothness: 3 };
    expect(compareAnalyses(analysis, now)).toEqual({
      before: { repetitionTimesMs: [[1500, 4000]], confidence: 1, smoothness: undefined },
      now: { repetitionTimesMs: [[1500, 4100]], confidence: 0.5, smoothness: 3 },
    });
  });

  it("are read from a file, and what is none is named by its line", async () => {
    const path = join(folder, "saved.jsonl");
    writeFileSync(path, `${JSON.stringify(analysis)}\n\n`);
    expect(await readAnalyses(path, "saved.jsonl")).toEqual([analysis]);
    writeFileSync(path, `${JSON.stringify(analysis)}\n{"file":3}`);
    await expect(readAnalyses(path, "saved.jsonl")).rejects.toThrow("saved.jsonl:2: it names no file and exercise");
    writeFileSync(path, "{");
    await expect(readAnalyses(path, "saved.jsonl")).rejects.toThrow("saved.jsonl:1: it is not JSON");
    await expect(readAnalyses(join(folder, "none"), "none")).rejects.toThrow("none: there is no such file");
  });
});
