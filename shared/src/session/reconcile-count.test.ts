import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  confirmRepetitions,
  finishCount,
  type OwnCount,
  predictRepetition,
  settleThrough,
  startCount,
} from "./reconcile-count.ts";

type Step = (count: OwnCount) => OwnCount;

/** Repetitions end 12 to 40 frames apart. */
const endings = fc
  .array(fc.integer({ min: 12, max: 40 }), { maxLength: 20 })
  .map((gaps) => gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)));

function run(count: OwnCount, steps: readonly Step[]): OwnCount[] {
  const seen = [count];
  for (const step of steps) seen.push(step(seen.at(-1) as OwnCount));
  return seen;
}

function neverGoesBack(counts: readonly OwnCount[]): boolean {
  return counts.every((count, index) => index === 0 || count.shown >= (counts[index - 1] as OwnCount).shown);
}

/** What a page sees over a set: every frame predicted at once, the referee's words `delay` frames later. */
function play(predicted: readonly number[], refereed: readonly number[], delay: number, joinedWith = 0): OwnCount[] {
  const steps: Step[] = [];
  const last = Math.max(0, ...predicted, ...refereed) + 30;
  for (let frame = 1; frame <= last + delay; frame++) {
    if (predicted.includes(frame)) steps.push((count) => predictRepetition(count, frame));
    const decided = frame - delay;
    const ordinal = refereed.indexOf(decided);
    if (ordinal >= 0) steps.push((count) => confirmRepetitions(count, joinedWith + ordinal + 1, decided));
    if (decided > 0) steps.push((count) => settleThrough(count, decided));
  }
  return run(startCount(joinedWith), steps);
}

describe("one's own count", () => {
  test("shows a repetition at once and the same number after it is confirmed", () => {
    const predicted = predictRepetition(startCount(0), 40);
    expect(predicted).toMatchObject({ shown: 1, confirmed: 0 });
    expect(confirmRepetitions(predicted, 1, 40)).toMatchObject({ shown: 1, confirmed: 1 });
  });

  test("never goes back and ends with the referee's count, in whatever order predictions and confirmations come", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.infiniteStream(fc.boolean()), (repetitions, choices) => {
        const steps: Step[] = [];
        let predicted = 0;
        let confirmed = 0;
        while (predicted < repetitions || confirmed < repetitions) {
          const predictNext = confirmed === repetitions || (predicted < repetitions && choices.next().value === true);
          if (predictNext) {
            const frame = 20 * ++predicted;
            steps.push((count) => predictRepetition(count, frame));
          } else {
            const ordinal = ++confirmed;
            steps.push((count) => confirmRepetitions(count, ordinal, 20 * ordinal));
          }
        }
        const counts = run(startCount(0), steps);
        expect(neverGoesBack(counts)).toBe(true);
        expect(counts.at(-1)?.shown).toBe(repetitions);
      }),
    );
  });

  test("agrees with the referee at any delay, though both may end a repetition some frames apart", () => {
    fc.assert(
      fc.property(
        endings,
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 20, maxLength: 20 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 5 }),
        (ends, apart, delay, joinedWith) => {
          const refereed = ends.map((end, index) => end + (apart[index] ?? 0));
          const counts = play(ends, refereed, delay, joinedWith);
          expect(neverGoesBack(counts)).toBe(true);
          expect(counts.at(-1)?.shown).toBe(joinedWith + ends.length);
          expect(Math.max(...counts.map((count) => count.shown))).toBe(joinedWith + ends.length);
        },
      ),
    );
  });

  test("never goes back and is never behind the referee where the two disagree; after the set the referee's count stands", () => {
    fc.assert(
      fc.property(endings, endings, fc.integer({ min: 0, max: 60 }), (predicted, refereed, delay) => {
        const counts = play(predicted, refereed, delay);
        expect(neverGoesBack(counts)).toBe(true);
        expect(counts.every((count) => count.shown >= count.confirmed)).toBe(true);
        expect(finishCount(counts.at(-1) as OwnCount).shown).toBe(refereed.length);
      }),
    );
  });

  test("catches up after a prediction the referee did not confirm, without showing one too many for good", () => {
    const counts = play([40, 100, 160, 220], [100, 160, 220], 3);
    // Too early by one after the first, right again with the referee's next.
    expect(counts.at(-1)).toMatchObject({ shown: 3, confirmed: 3 });
  });

  test("goes on predicting at once after the referee saw a repetition this device did not", () => {
    const before = play([40, 160], [40, 100, 160], 3).at(-1) as OwnCount;
    expect(before.shown).toBe(3);
    expect(predictRepetition(before, 260).shown).toBe(4);
  });

  test("keeps every repetition shown while the network is away, and confirms them afterwards", () => {
    const offline = [40, 80, 120, 160].reduce((count, frame) => predictRepetition(count, frame), startCount(2));
    expect(offline).toMatchObject({ shown: 6, confirmed: 2 });
    const back = [3, 4, 5, 6].reduce(
      (count, ordinal) => confirmRepetitions(count, ordinal, 40 * (ordinal - 2)),
      offline,
    );
    expect(settleThrough(back, 200)).toMatchObject({ shown: 6, confirmed: 6 });
  });

  test("a repeated or late confirmation changes nothing", () => {
    const count = confirmRepetitions(startCount(0), 3, 90);
    expect(confirmRepetitions(count, 3, 90)).toBe(count);
    expect(confirmRepetitions(count, 2, 60)).toBe(count);
  });
});
