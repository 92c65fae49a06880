import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { describe, expect, it } from "vitest";
import { isFull, numbersFor, pairsIn, pairsOf, partnersIn, planFrom, planOf, put } from "./pair-plan.ts";

const patient = (mark: number, pairedWith: number[] = [], present = true) =>
  ({ mark, present, clinical: { pairedWith } }) as unknown as ParticipantView;

describe("the plan of pairs", () => {
  it("begins with the pairs that hold, and with neighbours where there are none", () => {
    expect(pairsIn(planOf([patient(0, [2]), patient(1), patient(2, [0])]))).toEqual([[0, 2]]);
    expect(pairsIn(planOf([patient(0), patient(1), patient(2)]))).toEqual([[0, 1, 2]]);
  });

  it("names each pair once, and nobody who is not in the list", () => {
    expect(pairsOf([patient(0, [1, 2]), patient(1, [0, 2]), patient(2, [0, 1]), patient(3, [5])])).toEqual([[0, 1, 2]]);
  });

  it("moves somebody to another pair, and leaves whoever stays behind alone", () => {
    const plan = put(
      1,
      2,
      planFrom([
        [0, 1],
        [2, 3],
      ]),
    );
    expect(pairsIn(plan).map((pair) => pair.toSorted())).toEqual([[1, 2, 3]]);
    expect(partnersIn(0, plan)).toEqual([]);
    expect(partnersIn(1, plan).toSorted()).toEqual([2, 3]);
    expect(partnersIn(1, put(1, undefined, plan))).toEqual([]);
  });

  it("takes no fourth into a pair", () => {
    const plan = planFrom([[0, 1, 2]]);
    expect(isFull(1, 3, plan)).toBe(true);
    expect(isFull(1, 2, plan)).toBe(false);
  });

  it("has a number for every pair there can be", () => {
    expect(numbersFor(6, new Map())).toEqual([1, 2, 3]);
    expect(numbersFor(3, new Map())).toEqual([1]);
    expect(numbersFor(3, new Map([[0, 2]]))).toEqual([1, 2]);
  });
});
