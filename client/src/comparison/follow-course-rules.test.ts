import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import squatFile from "../../../assets/exercises/squat.json" with { type: "json" };
import { advanceFollowing, FASTEST, type Following, START_FOLLOWING } from "./follow-course-rules.ts";
import { courseOf } from "./reference-course.ts";

const squat = courseOf(parseTrackedExerciseFile(squatFile));
const SECONDS = 1 / 30;
/** Of a phase in one step, at the most. */
const MOST = (FASTEST * 1000 * SECONDS) / squat.tempoMs + 1e-9;

function follow(shares: readonly (number | undefined)[], from: Following = START_FOLLOWING): readonly Following[] {
  const states: Following[] = [];
  let state = from;
  for (const share of shares) {
    state = advanceFollowing(state, { share, seconds: SECONDS }, squat);
    states.push(state);
  }
  return states;
}
const still = (share: number | undefined, seconds: number) =>
  Array.from({ length: Math.round(30 * seconds) }, () => share);
const going = (from: number, to: number, seconds: number) =>
  Array.from({ length: Math.round(30 * seconds) }, (_, i) => from + ((to - from) * i) / (30 * seconds));
const last = (states: readonly Following[]) => states.at(-1) ?? START_FOLLOWING;
const poseOf = ({ phase }: Following) => squat.shares[Math.round(phase * (squat.shares.length - 1))] ?? Number.NaN;

/** Somebody who does as they please: goes, waits, turns early, is lost and found again. */
const anybody = fc
  .array(
    fc.record({
      to: fc.option(fc.double({ min: -0.3, max: 1.4, noNaN: true }), { nil: undefined, freq: 6 }),
      seconds: fc.double({ min: 0.1, max: 3, noNaN: true }),
    }),
    { maxLength: 12 },
  )
  .map((parts) => {
    let at = 0;
    return parts.flatMap(({ to, seconds }) => {
      if (to === undefined) return still(undefined, seconds);
      const way = going(at, to, seconds);
      at = to;
      return way;
    });
  });

describe("a demonstration in step", () => {
  it("never goes back within a repetition, never jumps, and begins the next one only from the end", () => {
    fc.assert(
      fc.property(anybody, (shares) => {
        let before = START_FOLLOWING;
        for (const state of follow(shares)) {
          expect(state.phase).toBeGreaterThanOrEqual(0);
          expect(state.phase).toBeLessThanOrEqual(1);
          if (state.repetition === before.repetition) {
            expect(state.phase).toBeGreaterThanOrEqual(before.phase);
            expect(state.phase - before.phase).toBeLessThanOrEqual(MOST);
          } else {
            expect([before.phase, state.phase, state.repetition]).toEqual([1, 0, before.repetition + 1]);
          }
          before = state;
        }
      }),
    );
  });

  it("comes to rest where somebody waits, wherever that is, and stays there", () => {
    fc.assert(
      fc.property(anybody, fc.double({ min: -0.2, max: 1.3, noNaN: true }), (shares, share) => {
        const waited = last(follow([...shares, ...still(share, 12)]));
        expect(last(follow(still(share, 3), waited)).phase).toBeCloseTo(waited.phase, 6);
        expect(last(follow(still(share, 3), waited)).repetition).toBe(waited.repetition);
      }),
    );
  });

  it("goes at exactly its own pace while nobody is seen", () => {
    fc.assert(
      fc.property(anybody, (shares) => {
        const from = last(follow(shares));
        const alone = last(follow(still(undefined, 1), from));
        const expected = from.phase + 1000 / squat.tempoMs;
        if (expected < 1) expect(alone.phase).toBeCloseTo(expected, 6);
        else expect(alone.phase === 1 || alone.repetition === from.repetition + 1).toBe(true);
      }),
    );
    const minute = last(follow(still(undefined, 60)));
    expect(minute.repetition).toBe(Math.floor(60_000 / (squat.tempoMs + 700)));
  });

  it("is as deep as somebody who goes down evenly, waits at the far end, and comes up with them", () => {
    const down = follow(going(0, 0.6, 2));
    expect(poseOf(last(down))).toBeGreaterThan(0.45);
    expect(poseOf(last(down))).toBeLessThan(0.65);
    const bottom = follow([...going(0.6, 1, 1.5), ...still(1, 5)], last(down));
    expect(last(bottom).phase).toBeCloseTo(squat.turnsAt, 2);
    const up = follow(going(1, 0.4, 2), last(bottom));
    expect(poseOf(last(up))).toBeLessThan(0.65);
    expect(last(up).phase).toBeGreaterThan(squat.returnsFrom);
    const stood = follow([...going(0.4, 0, 1.5), ...still(0, 2)], last(up));
    expect(last(stood)).toMatchObject({ phase: 1, repetition: 0 });
    expect(last(follow(going(0, 0.3, 1), last(stood)))).toMatchObject({ repetition: 1 });
  });

  it("shows the whole way to whoever turns early, and then comes back with them", () => {
    const states = follow([...going(0, 0.5, 1.5), ...going(0.5, 0, 1.5), ...still(0, 4)]);
    expect(Math.max(...states.map(poseOf))).toBeGreaterThan(0.99);
    expect(last(states)).toMatchObject({ phase: 1, repetition: 0 });
  });

  it("takes a trembling body for no turning round", () => {
    const trembling = still(0.5, 6).map((share, i) => (share ?? 0) + (i % 2 === 0 ? 0.05 : -0.05));
    expect(Math.max(...follow([...going(0, 0.5, 1), ...trembling]).map(poseOf))).toBeLessThan(0.65);
  });

  it("goes on from where it is when tracking is lost, and follows again from there when it is back", () => {
    const seen = last(follow(going(0, 0.5, 2)));
    const lost = last(follow(still(undefined, 0.2), seen));
    expect(lost.phase).toBeCloseTo(seen.phase + 200 / squat.tempoMs, 6);
    const found = follow([...going(0.5, 1, 1.5), ...still(1, 2)], lost);
    expect(last(found).phase).toBeCloseTo(squat.turnsAt, 2);
  });

  it("ends its repetition for somebody who is found far behind it, and begins the next with them", () => {
    const alone = last(follow(still(undefined, 0.3 * (squat.tempoMs / 1000))));
    expect(poseOf(alone)).toBeGreaterThan(0.5);
    const waits = last(follow(still(0, 5), alone));
    expect(waits).toMatchObject({ phase: 1, repetition: 0 });
    expect(last(follow(going(0, 0.5, 2), waits)).repetition).toBe(1);
  });
});
