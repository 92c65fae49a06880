import { type AnnouncedNode, MEDIA_CHANNEL_VERSION } from "@ensemble/shared/protocol/media-channel.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createMediaNodes } from "./media-nodes.ts";

const nodeAt = (nodeId: string): AnnouncedNode => ({
  ...{ nodeId, address: `ws://${nodeId}`, version: MEDIA_CHANNEL_VERSION, leaving: false, busy: 0, sessions: 0 },
});
const CLASS = "class" as GroupSessionId;
const WHILE_MS = 10_000;

/** `unreachable`: listed, and spoken to in vain. */
function open(names: readonly string[], unreachable: readonly string[] = []) {
  const reached: string[] = [];
  const ends = new Map<string, (reason: string) => void>();
  const reports: string[] = [];
  const media = createMediaNodes({
    readNodes: () => Promise.resolve(names.map(nodeAt)),
    secret: "secret",
    report: (what) => reports.push(what),
    openChannel: ({ address, ended }) => {
      const name = address.replace("ws://", "");
      if (unreachable.includes(name)) return Promise.reject(new Error("nobody there"));
      reached.push(name);
      ends.set(name, ended);
      return Promise.resolve({ ask: () => Promise.resolve({ generation: name }), close: () => undefined });
    },
  });
  return { media, reached, reports, end: (name: string) => ends.get(name)?.("its connection has ended") };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("speaks to one more node than it needs, so that a class whose node dies has only to be opened there", async () => {
  const { media, reached, end } = open(["one", "two", "three"]);
  await vi.advanceTimersByTimeAsync(WHILE_MS);
  expect(reached).toEqual([]);
  await media.openSession(CLASS, 1);
  await vi.advanceTimersByTimeAsync(WHILE_MS);
  expect(reached).toHaveLength(2);
  const [first = "", second = ""] = reached;
  end(first);
  expect(await media.openSession(CLASS, 1)).toEqual({ generation: second });
  expect(reached).toHaveLength(2);
  await media.close();
});

it("says nothing of a node that is not needed and cannot be reached", async () => {
  const { media, reached, reports } = open(["one", "two"], ["two"]);
  await media.openSession(CLASS, 1);
  await vi.advanceTimersByTimeAsync(WHILE_MS);
  expect({ reached, reports }).toEqual({ reached: ["one"], reports: [] });
  await media.close();
});
