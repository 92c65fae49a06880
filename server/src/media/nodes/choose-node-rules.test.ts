import { type AnnouncedNode, MEDIA_CHANNEL_VERSION } from "@ensemble/shared/protocol/media-channel.ts";
import { expect, it } from "vitest";
import { chooseNode } from "./choose-node-rules.ts";

const node = (nodeId: string, given: Partial<AnnouncedNode> = {}): AnnouncedNode => ({
  nodeId,
  version: MEDIA_CHANNEL_VERSION,
  address: `ws://${nodeId}:1`,
  sessions: 0,
  busy: 0,
  leaving: false,
  ...given,
});
const choose = (
  nodes: readonly AnnouncedNode[],
  opened: Record<string, number> = {},
  unreachable: readonly string[] = [],
) => chooseNode(nodes, new Map(Object.entries(opened)), new Set(unreachable))?.nodeId;

it("takes the least busy, however many sessions it has", () => {
  expect(choose([node("a", { busy: 0.8, sessions: 1 }), node("b", { busy: 0.3, sessions: 9 })])).toBe("b");
});

it("takes of those that are about as busy the one with fewer sessions, and of equals always the same", () => {
  expect(choose([node("a", { busy: 0.31, sessions: 4 }), node("b", { busy: 0.33, sessions: 2 })])).toBe("b");
  expect(choose([node("b"), node("a")])).toBe("a");
});

it("counts what was opened since a node was heard of, so that sessions that come together are spread", () => {
  const taken: Record<string, number> = {};
  for (let session = 0; session < 30; session++) {
    const chosen = choose([node("a"), node("b"), node("c")], taken) ?? "";
    taken[chosen] = (taken[chosen] ?? 0) + 1;
  }
  expect(taken).toEqual({ a: 10, b: 10, c: 10 });
});

it("never takes one that ends, speaks another version or could not be reached", () => {
  const well = node("z", { busy: 0.99 });
  expect(
    choose([node("a", { leaving: true }), node("b", { version: MEDIA_CHANNEL_VERSION + 1 }), node("c"), well], {}, [
      "c",
    ]),
  ).toBe("z");
  expect(choose([node("a", { leaving: true })])).toBeUndefined();
  expect(choose([])).toBeUndefined();
});
