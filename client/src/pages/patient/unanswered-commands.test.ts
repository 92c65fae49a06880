import { beforeEach, describe, expect, it } from "vitest";
import { createUnansweredCommands, type Unanswered, type UnansweredCommands } from "./unanswered-commands.ts";

describe("what was asked for and is not answered", () => {
  let told: Unanswered;
  let due: Set<{ readonly atMs: number; readonly run: () => void }>;
  let nowMs: number;
  let commands: UnansweredCommands;
  beforeEach(() => {
    told = { asked: 0, waiting: [] };
    due = new Set();
    nowMs = 0;
    commands = createUnansweredCommands({
      schedule: (delayMs, run) => {
        const timer = { atMs: nowMs + delayMs, run };
        due.add(timer);
        return () => due.delete(timer);
      },
      changed: (now) => {
        told = now;
      },
    });
  });
  const pass = (ms: number) => {
    nowMs += ms;
    for (const timer of due) {
      if (timer.atMs > nowMs) continue;
      due.delete(timer);
      timer.run();
    }
  };

  it("is worth no word when the answer comes soon", () => {
    const answered = commands.ask("startSet");
    expect(told).toEqual({ asked: 1, waiting: [] });
    pass(1_900);
    answered();
    pass(10_000);
    expect(told).toEqual({ asked: 0, waiting: [] });
  });

  it("is named when it takes long, each in its order, and no more when it is answered", () => {
    const choosing = commands.ask("chooseExercise");
    pass(1_000);
    const starting = commands.ask("startSet");
    pass(1_000);
    expect(told).toEqual({ asked: 2, waiting: ["chooseExercise"] });
    pass(1_000);
    expect(told).toEqual({ asked: 2, waiting: ["chooseExercise", "startSet"] });
    choosing();
    expect(told).toEqual({ asked: 1, waiting: ["startSet"] });
    starting();
    expect(told).toEqual({ asked: 0, waiting: [] });
  });

  it("is named once, however often it was pressed, until all of it is answered", () => {
    const answers = [commands.ask("pauseSet"), commands.ask("pauseSet")];
    pass(2_000);
    expect(told.waiting).toEqual(["pauseSet"]);
    answers[0]?.();
    answers[0]?.();
    expect(told).toEqual({ asked: 1, waiting: ["pauseSet"] });
    answers[1]?.();
    expect(told).toEqual({ asked: 0, waiting: [] });
  });

  it("says of one that goes on waiting that it does when another is answered", () => {
    commands.ask("finishSet");
    pass(2_000);
    commands.ask("moveSpotlight")();
    expect(told).toEqual({ asked: 1, waiting: ["finishSet"] });
  });
});
