import type { CustodyEntry, KeptRecording } from "@ensemble/shared/protocol/custody-messages.ts";
import { describe, expect, it } from "vitest";
import { canBeTaken, choosable, gatherLog, isOver } from "./custody-rules.ts";

const entry = (over: Partial<CustodyEntry>): CustodyEntry => ({
  atMs: 100_000,
  action: "recording.destroyed",
  role: "therapist",
  personName: "Miriam",
  reason: "asked",
  ...over,
});
const kept = (recordingId: string, over: Partial<KeptRecording> = {}): KeptRecording => ({
  recordingId,
  source: "camera",
  startedAtMs: 0,
  durationMs: 1_000,
  state: "whole",
  keptUntilMs: 5_000,
  held: null,
  destroyed: null,
  ...over,
});
const HELD = { sinceMs: 1, why: "complaint" } as const;
const GONE = { atMs: 1, byRole: "therapist", why: "asked" };

describe("the log", () => {
  it("tells what was done with several recordings at once in one line", () => {
    const lines = gatherLog([entry({}), entry({ atMs: 99_000 }), entry({ atMs: 98_500 })]);
    expect(lines.map(({ atMs, count }) => [atMs, count])).toEqual([[100_000, 3]]);
  });

  it.each([
    ["another act", entry({ action: "recording.held" })],
    ["another person", entry({ personName: "Thea" })],
    ["another reason", entry({ reason: "mistake" })],
    ["the server", entry({ role: "server", personName: null })],
    ["a later press", entry({ atMs: 40_000 })],
  ])("keeps %s apart", (_, other) => {
    expect(gatherLog([entry({}), other]).map(({ count }) => count)).toEqual([1, 1]);
  });
});

describe("what can be decided", () => {
  const ids = (list: readonly KeptRecording[]) => list.map(({ recordingId }) => recordingId);

  it("is nothing over what was destroyed", () => {
    const { hold, release, destroy } = choosable([kept("a", { destroyed: GONE })]);
    expect([hold, release, destroy]).toEqual([[], [], []]);
  });

  it("is to hold or destroy what is free, and to destroy nothing while something is on hold", () => {
    const free = choosable([kept("a"), kept("b"), kept("c", { destroyed: GONE })]);
    expect([ids(free.hold), ids(free.release), ids(free.destroy)]).toEqual([["a", "b"], [], ["a", "b"]]);
    const some = choosable([kept("a"), kept("b", { held: HELD })]);
    expect([ids(some.hold), ids(some.release), ids(some.destroy)]).toEqual([["a"], ["b"], []]);
  });

  it("is over when its day has come, not before, and never while it is made", () => {
    expect([isOver(kept("a"), 4_999), isOver(kept("a"), 5_000)]).toEqual([false, true]);
    expect(isOver(kept("a", { keptUntilMs: null }), 9_000)).toBe(false);
  });
});

it("lets those be downloaded that are over and can be read", () => {
  const states = ["running", "whole", "cutOff", "damaged"] as const;
  expect(states.filter((state) => canBeTaken(kept("one", { state })))).toEqual(["whole", "cutOff"]);
  expect(canBeTaken(kept("one", { destroyed: GONE }))).toBe(false);
});
