import { describe, expect, it } from "vitest";
import { readArguments } from "./read-arguments.ts";
import { USAGE } from "./usage.ts";

const read = (line: string) => readArguments(line.split(" ").filter((word) => word !== ""));

describe("the command line", () => {
  it("names files and as what they are analysed", () => {
    expect(read("analyze --exercise squat a.jsonl b.jsonl.gz")).toEqual({
      kind: "analyze",
      exercise: "squat",
      files: ["a.jsonl", "b.jsonl.gz"],
    });
    expect(read("analyze a.jsonl")).toMatchObject({ exercise: undefined });
  });

  it("chooses what is synthesised, and leaves the rest to the defaults", () => {
    expect(
      read("synthesize --exercise squat --repetitions 5 --view -90 --noise 0.01 --seed=-7 --error x --walk"),
    ).toEqual({
      kind: "synthesize",
      exercise: "squat",
      options: { repetitions: 5, viewDegrees: -90, noiseMetres: 0.01, seed: -7, error: "x", wayIn: "walk" },
    });
  });

  it("takes the pose model's own noise, and evaluates a folder or what is made of the definitions", () => {
    expect(read("synthesize --exercise squat --noise mediapipe")).toMatchObject({ options: { camera: "mediapipe" } });
    expect(read("evaluate folder")).toEqual({ kind: "evaluate", folder: "folder" });
    expect(read("evaluate --synthetic")).toEqual({ kind: "evaluateSynthetic", cases: 20, seed: 1, rangesOnly: false });
    expect(read("evaluate --synthetic --cases 7 --seed 90")).toMatchObject({ cases: 7, seed: 90 });
    expect(read("evaluate --synthetic --ranges")).toMatchObject({ rangesOnly: true });
    expect(read("compare saved.jsonl")).toEqual({ kind: "compare", saved: "saved.jsonl" });
  });

  it.each(["--help", "-h", "help", "analyze --help", "synthesize --exercise squat -h"])(
    "%s is a wish for help",
    (line) => {
      expect(read(line)).toEqual({ kind: "help" });
    },
  );

  it.each([
    ["", "Which command?"],
    ["analyse a.jsonl", "There is no command analyse."],
    ["constructor", "There is no command constructor."],
    ["--exercise squat analyze", "The command comes before --exercise."],
    ["analyze", "Which files?"],
    ["analyze --speed 2 a.jsonl", "analyze has no option --speed."],
    ["list -x", "list has no option -x."],
    ["list squat", "list takes no squat."],
    ["evaluate", "evaluate takes one folder."],
    ["evaluate --seed 3 folder", "--seed belongs to --synthetic."],
    ["evaluate --ranges folder", "--ranges belongs to --synthetic."],
    ["evaluate --synthetic folder", "evaluate --synthetic takes no folder."],
    ["evaluate --synthetic --cases 0", "--cases is a whole number from 1 to 1000, not 0."],
    ["compare", "compare takes one file that analyze printed."],
    ["synthesize", "Which exercise? synthesize needs --exercise ID."],
    ["synthesize --exercise", "--exercise needs a value."],
    ["synthesize --exercise squat --walk=yes", "--walk takes no value."],
    ["synthesize --exercise squat --repetitions 2.5", "--repetitions is a whole number from 1 to 1000, not 2.5."],
    ["synthesize --exercise squat --noise loud", "--noise is mediapipe or a number from 0 to 0.2, not loud."],
    ["synthesize --exercise squat --view 200", "--view is a number from -180 to 180, not 200."],
    ["synthesize --exercise squat --side top", "--side is left, right or both, not top."],
    ["synthesize --exercise squat out.jsonl", "synthesize writes to the standard output; it takes no out.jsonl."],
  ])("refuses in words: %s", (line, why) => {
    expect(read(line)).toEqual({ kind: "refused", why });
  });

  it("explains every command and option that it takes", () => {
    for (const word of USAGE.match(/^ {2}[a-z]+/gm)!.map((line) => line.trim())) {
      expect(JSON.stringify(read(word))).not.toContain("There is no command");
    }
    for (const option of USAGE.match(/^ {6}--[a-z]+(?: [A-Z]+)?/gm)!.map((line) => line.trim())) {
      const [name = "", value] = option.split(" ");
      expect(JSON.stringify(read(`synthesize --exercise squat ${name} ${value ? "1" : ""}`))).not.toContain(
        "no option",
      );
    }
  });
});
