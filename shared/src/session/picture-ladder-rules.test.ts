import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LineDemand, LineQuality } from "./line-quality.ts";
import {
  advanceLadder,
  carriesPicture,
  carriesSound,
  createLadder,
  hasMovingPicture,
  LADDER_RULE,
  type LadderState,
  PICTURE_STEPS,
  type PictureStep,
  worseStep,
} from "./picture-ladder-rules.ts";

type Line = Readonly<Record<LineDemand, LineQuality>> | undefined;
const all = (quality: LineQuality): Line => ({ picture: quality, smallPicture: quality, sound: quality });
const GOOD = all("good");
const POOR = all("poor");
const LOST = all("lost");
const SOUND_ONLY: Line = { picture: "poor", smallPicture: "poor", sound: "good" };
const placeOf = (step: PictureStep) => PICTURE_STEPS.indexOf(step);

/** A look every second: the states after each. */
function follow(lines: readonly Line[], start = createLadder(0), pictures = true): readonly LadderState[] {
  let state = start;
  return lines.map((line, index) => {
    state = advanceLadder(state, { atMs: (index + 1) * 1_000, line, pictures });
    return state;
  });
}
const times = (count: number, line: Line): Line[] => Array.from({ length: count }, () => line);
const stepsOf = (lines: readonly Line[]) => follow(lines).map(({ step }) => step);

describe("what a line still carries", () => {
  it("is all of it as long as the line is good", () => {
    expect(new Set(stepsOf(times(100, GOOD)))).toEqual(new Set(["full"]));
  });

  it("is a step less with every second of bad evidence, and the sound last", () => {
    expect(stepsOf(times(7, POOR))).toEqual([
      "full",
      "lower",
      "lowest",
      "audioOnly",
      "poseOnly",
      "poseOnly",
      "poseOnly",
    ]);
  });

  it("bears one bad look", () => {
    expect(stepsOf([GOOD, POOR, GOOD, GOOD, POOR, GOOD]).at(-1)).toBe("full");
  });

  it("keeps the sound, and gives up the picture, where only sound gets through", () => {
    expect(stepsOf(times(60, SOUND_ONLY)).at(-1)).toBe("audioOnly");
  });

  it("is a step more after eight good seconds each", () => {
    const steps = stepsOf([...times(5, POOR), ...times(40, GOOD)]).slice(5);
    expect(
      steps.map((step, second) => (step === steps[second - 1] ? undefined : [second, step])).filter(Boolean),
    ).toEqual([
      [0, "poseOnly"],
      [8, "audioOnly"],
      [16, "lowest"],
      [24, "lower"],
      [32, "full"],
    ]);
  });

  it("is tried again where nothing flows that could be judged", () => {
    expect(stepsOf([...times(5, POOR), ...times(12, undefined)]).at(-1)).toBe("audioOnly");
    // Somebody without a microphone whose picture rests: nothing is left that could be judged.
    expect(stepsOf([...times(4, POOR), ...times(60, undefined)]).at(-1)).toBe("lowest");
    expect(stepsOf([...times(2, POOR), ...times(60, undefined)]).at(-1)).toBe("lower");
  });

  it("is nothing while the line is gone, and the smallest picture with sound the moment it is back", () => {
    expect(stepsOf([GOOD, LOST, LOST, LOST, GOOD])).toEqual([
      "full",
      "reconnecting",
      "reconnecting",
      "reconnecting",
      "lowest",
    ]);
    expect(stepsOf([...times(4, POOR), LOST, GOOD]).at(-1), "as good as before it broke").toBe("lowest");
    expect(stepsOf([...times(20, SOUND_ONLY), LOST, GOOD]).at(-1), "what held is less").toBe("audioOnly");
  });

  it("comes back as it was where it was not to blame", () => {
    for (const before of ["full", "lower", "audioOnly"] as const) {
      const gone = { ...createLadder(0), step: "reconnecting", before } as const;
      const back = (blameless: boolean) =>
        advanceLadder(gone, { atMs: 1_000, line: undefined, pictures: true, blameless }).step;
      expect([back(true), back(false)]).toEqual([before, before === "audioOnly" ? "audioOnly" : "lowest"]);
    }
  });

  it("comes back at once after three losses in a minute, each of which took every step down first", () => {
    const loss = [...times(5, POOR), ...times(3, LOST)];
    const steps = stepsOf([...loss, ...times(8, GOOD), ...loss, ...times(8, GOOD), ...loss, GOOD]);
    expect(steps.slice(-2)).toEqual(["reconnecting", "lowest"]);
  });

  it("is tried half as often each time it has not held, and as before once it has", () => {
    // Good for everything up to the lowest picture, bad as soon as there is a larger one.
    let state = createLadder(0);
    const rises: number[] = [];
    for (let second = 1; second <= 400; second++) {
      const line = placeOf(state.step) < placeOf("lowest") ? POOR : GOOD;
      const next = advanceLadder(state, { atMs: second * 1_000, line, pictures: true });
      if (placeOf(next.step) < placeOf(state.step)) rises.push(second);
      state = next;
    }
    const pauses = rises.slice(1).map((at, index) => at - (rises[index] ?? 0));
    expect(pauses.slice(0, 3).every((pause, index) => index === 0 || pause > (pauses[index - 1] ?? 0))).toBe(true);
    expect(Math.max(...pauses)).toBeGreaterThan(60);
    const held = follow(times(200, GOOD), { ...createLadder(0), step: state.step, patienceMs: state.patienceMs });
    expect(held.at(-1)).toMatchObject({ step: "full", patienceMs: LADDER_RULE.upAfterMs });
  });

  it("passes both lines of a picture, by the worse of them", () => {
    expect(worseStep("lower", "audioOnly")).toBe("audioOnly");
    expect(worseStep("lower", "full")).toBe("lower");
    expect(PICTURE_STEPS.filter((step) => !carriesPicture(step))).toEqual(["audioOnly", "poseOnly"]);
    expect(PICTURE_STEPS.filter((step) => !carriesSound(step))).toEqual(["poseOnly"]);
  });
});

describe("a line over which nobody wants a picture", () => {
  const without = (lines: readonly Line[], start?: LadderState) => follow(lines, start, false).map(({ step }) => step);

  it("is told of no step as long as it carries sound", () => {
    expect(new Set(without(times(60, SOUND_ONLY)))).toEqual(new Set(["full"]));
  });

  it("loses the sound without steps of pictures before, and has it back as well", () => {
    expect(without([...times(3, POOR), ...times(12, GOOD)]).filter((step, at, all) => step !== all[at - 1])).toEqual([
      "full",
      "poseOnly",
      "full",
    ]);
    // Pictures are asked for only after it.
    expect(without([GOOD, LOST, LOST, GOOD, ...times(8, GOOD)]).slice(3)).toEqual([
      ...times(8, undefined).map(() => "lowest"),
      "full",
    ]);
  });

  it("goes through no step of pictures but the one in which a line comes back, whatever it does", () => {
    const line = fc.constantFrom(GOOD, POOR, LOST, SOUND_ONLY, undefined);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 100 }), (lines) => {
        const steps = without(lines).filter((step, at, all) => step !== all[at - 1]);
        for (const [at, step] of steps.entries())
          expect([
            "full",
            "poseOnly",
            "reconnecting",
            ...(steps[at - 1] === "reconnecting" ? ["lowest"] : []),
          ]).toContain(step);
      }),
    );
  });

  it("is whole again where a picture that was simpler is wanted no more", () => {
    const simpler = follow(times(3, POOR)).at(-1) as LadderState;
    expect(without(times(12, SOUND_ONLY), simpler).at(-1)).toBe("full");
  });
});

describe("whatever a line does", () => {
  const line = fc.oneof(
    fc.constantFrom(GOOD, POOR, LOST, SOUND_ONLY, undefined, all("excellent")),
    fc.record({
      picture: fc.constantFrom<LineQuality>("excellent", "good", "poor"),
      smallPicture: fc.constantFrom<LineQuality>("excellent", "good", "poor"),
      sound: fc.constantFrom<LineQuality>("excellent", "good", "poor"),
    }),
  );
  const stretch = fc.tuple(fc.integer({ min: 1, max: 30 }), line).map(([length, each]) => times(length, each));
  const course = fc.array(stretch, { maxLength: 40 }).map((stretches) => stretches.flat());
  const check = (rule: (states: readonly LadderState[], lines: readonly Line[]) => void) =>
    fc.assert(fc.property(course, (lines) => rule([createLadder(0), ...follow(lines)], lines)));

  it("nothing goes up sooner than eight seconds after the last change, but a line that is back", () => {
    check((states) => {
      for (const [index, now] of states.entries()) {
        const before = states[index - 1];
        if (before === undefined || before.step === "reconnecting" || placeOf(now.step) >= placeOf(before.step))
          continue;
        expect(placeOf(before.step) - placeOf(now.step)).toBe(1);
        expect(now.sinceMs - before.sinceMs).toBeGreaterThanOrEqual(LADDER_RULE.upAfterMs);
      }
    });
  });

  it("a line that is back carries no more than what lasted before it was gone", () => {
    check((states) => {
      for (const [index, now] of states.entries()) {
        const before = states[index - 1];
        if (before?.step !== "reconnecting" || now.step === "reconnecting") continue;
        expect(placeOf(now.step)).toBeGreaterThanOrEqual(Math.max(placeOf(before.before), placeOf("lowest")));
      }
    });
  });

  it("pictures go before the sound does, one step at a time", () => {
    check((states) => {
      for (const [index, now] of states.entries()) {
        const before = states[index - 1];
        if (before !== undefined && !carriesSound(now.step) && carriesSound(before.step))
          expect(["audioOnly", "reconnecting"]).toContain(before.step);
      }
    });
  });

  it("sound stays on a line that carries sound", () => {
    check((states, lines) => {
      for (const [index, each] of lines.entries()) {
        const [before, now] = [states[index], states[index + 1]];
        if (
          each?.sound === "good" &&
          before !== undefined &&
          before.step !== "reconnecting" &&
          carriesSound(before.step)
        )
          expect(now?.step).not.toBe("poseOnly");
      }
    });
  });

  it("nothing swings: good and bad in turn never go up", () => {
    const turns = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }));
    fc.assert(
      fc.property(turns, ([good, bad]) => {
        const lines = Array.from({ length: 30 }, () => [...times(bad, POOR), ...times(good, GOOD)]).flat();
        const steps = follow(lines).map(({ step }) => placeOf(step));
        for (const [index, step] of steps.entries()) expect(step).toBeGreaterThanOrEqual(steps[index - 1] ?? 0);
      }),
    );
  });

  it("changes are bounded in every minute", () => {
    check((states) => {
      const changes = states.flatMap(({ step, sinceMs }, index) => (step === states[index - 1]?.step ? [] : [sinceMs]));
      for (const from of changes) {
        const within = changes.filter((at) => at >= from && at < from + 60_000);
        // Losses and returns in the end, one every eight seconds.
        const slow = 2 * Math.ceil(60_000 / LADDER_RULE.upAfterMs);
        expect(within.length).toBeLessThanOrEqual(LADDER_RULE.mostWithReturnsAMinute + PICTURE_STEPS.length + slow);
      }
    });
  });

  it("nobody is left without what comes again for longer than eight seconds", () => {
    check((states, lines) => {
      for (const [index, line] of lines.entries()) {
        const [before, now] = [states[index], states[index + 1]];
        if (before?.step !== "reconnecting" || line?.sound === "lost") continue;
        if (now?.step === "reconnecting")
          expect((index + 1) * 1_000 - before.sinceMs).toBeLessThan(LADDER_RULE.upAfterMs);
      }
    });
  });
});

it("has no moving picture where only sound or less gets through", () => {
  expect(PICTURE_STEPS.filter(hasMovingPicture)).toEqual(["full", "lower", "lowest"]);
});
