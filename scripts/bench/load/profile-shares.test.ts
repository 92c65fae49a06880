import { describe, expect, it } from "vitest";
import { profileShares } from "./profile-shares.ts";

const CLONE = "/clone";
const frame = (id: number, functionName: string, url: string) => ({ id, callFrame: { functionName, url } });
const nodes = [
  frame(1, "(idle)", ""),
  frame(2, "(garbage collector)", ""),
  frame(3, "writev", ""),
  frame(4, "onread", "node:net"),
  frame(5, "encode", "file:///clone/node_modules/@colyseus/schema/build/index.mjs"),
  frame(6, "send", "file:///clone/node_modules/ws/lib/sender.js"),
  frame(7, "take", "file:///clone/shared/src/movement/referee.ts"),
  frame(8, "count", "file:///clone/shared/src/movement/referee.ts"),
];

describe("where processor time went", () => {
  it("is summed by file of the product and by package, largest first, without what was idle", () => {
    const samples = [1, 7, 8, 5, 6, 4, 3, 2];
    const timeDeltas = [900, 30, 20, 20, 10, 10, 5, 5];
    expect(profileShares({ nodes, samples, timeDeltas }, CLONE)).toEqual([
      { where: "shared/src/movement/referee.ts", share: 0.5 },
      { where: "@colyseus/schema", share: 0.2 },
      { where: "ws", share: 0.1 },
      { where: "Node, its own modules", share: 0.1 },
      { where: "Node, native", share: 0.05 },
      { where: "(garbage collector)", share: 0.05 },
    ]);
  });

  it("is nothing of a process that did nothing", () => {
    expect(profileShares({ nodes, samples: [1], timeDeltas: [900] }, CLONE)).toEqual([]);
    expect(profileShares({ nodes }, CLONE)).toEqual([]);
  });
});
