import { mkdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { describeFailure, runSteps, type Step } from "./run-steps.mjs";
import { SetupFailure } from "./setup-failure.mjs";

const context = { clone: "/clone", places: {} as never, env: {}, node: "/node" };

function createRecordingProgress() {
  const lines: string[] = [];
  const progress = {
    begin: (name: string) => void lines.push(`begin ${name}`),
    say: (text: string) => void lines.push(text),
    end: (without?: string) => void lines.push(without === undefined ? "end" : `without: ${without}`),
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
      const without = await run(stepContext);
      isDone = true;
      return without;
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

  it("may say that something cannot be had here, and the next is run", async () => {
    const { lines, progress } = createRecordingProgress();
    const steps = [createStep("first", false, async () => "cannot be had"), createStep("second", false)];
    await runSteps(steps, context, progress);
    expect(lines).toEqual(["begin first", "without: cannot be had", "begin second", "end"]);
  });

  it("fail with problem, remedy and the program's last words, without a stack", () => {
    const text = describeFailure(new SetupFailure("It broke.", "Mend it.", "gcc: not found"));
    expect(text).toBe("\ngcc: not found\n\nIt broke.\nMend it.");
  });

  it("keep the stack of what nobody foresaw", () => {
    expect(describeFailure(new Error("surprise"))).toContain("run-steps.test");
  });

  it("that meet a place they cannot use say which, and what to do, without a stack", async () => {
    const text = describeFailure(await mkdir("/dev/null/cache", { recursive: true }).catch((error) => error));
    expect(text).toMatch(/^\n\/dev\/null\/cache lies below something that is not a directory \(ENOTDIR\)\.\nStart as/);
    expect(text).toContain("ENSEMBLE_CACHE_DIR");
  });

  it.each(["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"])("that end with %s say so without a stack", (code) => {
    const error = Object.assign(new Error(`${code}: …`), { code, syscall: "copyfile", path: "/from", dest: "/to" });
    expect(describeFailure(error)).toMatch(new RegExp(`^\\n/to .* \\(${code}\\)\\.\\n[^\\n]*\\.$`));
  });
});
