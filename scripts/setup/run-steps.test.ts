import { describe, expect, it } from "vitest";
import { describeFailure, runSteps, type Step } from "./run-steps.mjs";
import { SetupFailure } from "./setup-failure.mjs";

const context = { clone: "/clone", places: {} as never, env: {}, node: "/node" };

function createRecordingProgress() {
  const lines: string[] = [];
  const progress = {
    begin: (name: string) => void lines.push(`begin ${name}`),
    say: (text: string) => void lines.push(text),
    end: () => void lines.push("end"),
    fail: () => void lines.push("fail"),
  };
  return { lines, progress };
}

function createStep(name: string, done: boolean, run: Step["run"] = async () => {}): Step {
  let isDone = done;
  return {
    name,
    isDone: () => isDone,
    run: async (stepContext) => {
      await run(stepContext);
      isDone = true;
    },
  };
}

describe("set-up steps", () => {
  it("that are done are skipped without a word", async () => {
    const { lines, progress } = createRecordingProgress();
    await runSteps([createStep("first", true), createStep("second", false)], context, progress);
    expect(lines).toEqual(["begin second", "end"]);
  });

  it("after a failed one are not run", async () => {
    const { lines, progress } = createRecordingProgress();
    const failing = createStep("first", false, async () => {
      throw new SetupFailure("It broke.", "Mend it.");
    });
    await expect(runSteps([failing, createStep("second", false)], context, progress)).rejects.toThrow("It broke.");
    expect(lines).toEqual(["begin first", "fail"]);
  });

  it("that end without having done their work are a bug", async () => {
    const { progress } = createRecordingProgress();
    const lying: Step = { name: "first", isDone: () => false, run: async () => {} };
    await expect(runSteps([lying], context, progress)).rejects.toThrow('"first" ran to its end but is not done');
  });

  it("fail with problem, remedy and the program's last words, without a stack", () => {
    const text = describeFailure(new SetupFailure("It broke.", "Mend it.", "gcc: not found"));
    expect(text).toBe("\ngcc: not found\n\nIt broke.\nMend it.");
  });

  it("keep the stack of what nobody foresaw", () => {
    expect(describeFailure(new Error("surprise"))).toContain("run-steps.test");
  });
});
