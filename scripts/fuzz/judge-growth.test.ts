import { describe, expect, it } from "vitest";
import { judgeGrowth } from "./judge-growth.ts";
import type { Holdings } from "./target-server.ts";

const ROUNDS = 12;

/** As measured after each round. */
function series(rounds: number, at: (round: number) => Partial<Holdings>): readonly Holdings[] {
  return Array.from({ length: rounds }, (_, round) => ({
    ...{ heapMegabytes: 60, residentMegabytes: 250, descriptors: 60 },
    ...at(round),
  }));
}

describe("what a server holds from round to round", () => {
  it.each([
    { what: "stays", at: () => ({}) },
    {
      what: "goes up and down with the classes that are open",
      at: (round: number) => ({ heapMegabytes: 60 + (round % 2) * 20 }),
    },
    {
      what: "has one round that stands out",
      at: (round: number) => (round === 10 ? { heapMegabytes: 300, descriptors: 500 } : {}),
    },
    { what: "fills a cache and stays", at: (round: number) => ({ heapMegabytes: 60 + Math.min(round, 3) * 6 }) },
    { what: "is less in the end", at: (round: number) => ({ heapMegabytes: 200 - round * 10 }) },
    {
      what: "has room in its heap that it does not use",
      at: (round: number) => ({ residentMegabytes: 250 + round * 12 }),
    },
  ])("is no growth when it $what", ({ at }) => {
    expect(judgeGrowth(series(ROUNDS, at))).toEqual([]);
  });

  it.each([
    { what: "a little of every round", at: (round: number) => ({ heapMegabytes: 60 + round * 5 }), said: "MB of heap" },
    {
      what: "memory outside its heap",
      at: (round: number) => ({ residentMegabytes: 250 + round * 50 }),
      said: "MB of memory",
    },
    { what: "connections", at: (round: number) => ({ descriptors: 60 + round * 5 }), said: "descriptors" },
    {
      what: "more and more, with rounds in which it lets go of some",
      at: (round: number) => ({ heapMegabytes: 60 + round * 8 - (round % 3) * 6 }),
      said: "MB of heap",
    },
  ])("is growth when it keeps $what", ({ at, said }) => {
    expect(judgeGrowth(series(ROUNDS, at))).toEqual([expect.stringContaining(said)]);
  });

  it("says by how much", () => {
    const grown = series(9, (round) => ({ heapMegabytes: round < 3 ? 50 : 100 }));
    expect(judgeGrowth(grown)).toEqual(["it holds 50 MB of heap more at the end than at the beginning"]);
  });

  it("cannot be told from too few rounds", () => {
    expect(judgeGrowth(series(8, (round) => ({ heapMegabytes: round * 100 })))).toEqual([]);
  });
});
