// Minutes that are missing: what a device heard of its class must be in the journal as presence.
import { describe, expect, it } from "vitest";
import { createHeardTime } from "./heard-time.ts";
import type { Observation } from "./observation.ts";
import { type Case, itHoldsAndBreaks, journalOf } from "./testing/made-history.ts";

/** Ana is there for 60 s. */
const minute = journalOf(
  { kind: "participantJoined", participantId: "ana" },
  ...Array.from({ length: 59 }, () => ({ kind: "cueGiven", participantId: "ana" })),
  { kind: "participantLeft", participantId: "ana", reason: "left" },
);
const heard = (ms: number, interruptions = 0): Observation => ({ kind: "heard", by: "ana", ms, interruptions });

const CASES: readonly Case[] = [
  ["an hour is not missing from the journal", "minutes add up", [heard(60_000), minute], [heard(3_660_000), minute]],
  ["every interruption explains a few seconds", "minutes add up", [heard(90_000, 5), minute], [heard(90_000), minute]],
  ["who was heard at all was there", "minutes add up", [heard(5_000), journalOf()], [heard(5_001), journalOf()]],
];

describe("a history's minutes", () => itHoldsAndBreaks(CASES));

describe("the time heard", () => {
  it("is that between messages of one owner over one connection", () => {
    const time = createHeardTime();
    for (let atMs = 0; atMs <= 10_000; atMs += 500) time.hear(atMs, "1 1");
    expect(time.soFar()).toEqual({ ms: 10_000, interruptions: 0 });
    time.hear(10_500, "1 2");
    expect(time.soFar()).toEqual({ ms: 10_000, interruptions: 1 });
  });

  it("is none over a silence, and none of what is provisional", () => {
    const time = createHeardTime();
    for (const atMs of [0, 1_000, 9_000, 10_000]) time.hear(atMs, "1 1");
    expect(time.soFar()).toEqual({ ms: 2_000, interruptions: 1 });
    for (const atMs of [11_000, 12_000]) time.hear(atMs, undefined);
    time.hear(13_000, "1 1");
    time.hear(14_000, "1 1");
    expect(time.soFar()).toEqual({ ms: 3_000, interruptions: 3 });
  });
});
