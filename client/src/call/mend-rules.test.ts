import { describe, expect, it } from "vitest";
import type { LineState } from "./media-peer.ts";
import { CONNECTS_WITHIN_MS, type MendInput, mend, UNTRIED, WAITS_MS } from "./mend-rules.ts";

const WELL: Omit<MendInput, "atMs"> = { line: "connected", unheard: false, doubted: false };

/** What is done second by second while it stays like this. */
function follow(input: Partial<MendInput>, seconds: number): readonly (readonly [number, string])[] {
  const done: (readonly [number, string])[] = [];
  let state = UNTRIED;
  for (let second = 0; second <= seconds; second += 1) {
    const next = mend(state, { ...WELL, ...input, atMs: second * 1_000 });
    state = next.state;
    if (next.act !== "nothing") done.push([second, next.act]);
    if (next.act === "giveUp") break;
  }
  return done;
}

describe("a line that does not carry", () => {
  it("is mended at once, again after growing waits, and then given up", () => {
    expect(follow({ line: "interrupted" }, 60)).toEqual([
      [0, "restart"],
      [4, "restart"],
      [12, "restart"],
      [24, "giveUp"],
    ]);
  });

  it("says when to look again, so that nobody has to ask all the time", () => {
    const first = mend(UNTRIED, { ...WELL, line: "interrupted", atMs: 5_000 });
    expect(first).toMatchObject({ act: "restart", lookAgainInMs: WAITS_MS[0] });
    expect(mend(first.state, { ...WELL, line: "connecting", atMs: 6_000 })).toMatchObject({
      act: "nothing",
      lookAgainInMs: WAITS_MS[0] - 1_000,
    });
  });

  it("is tried from the beginning the next time", () => {
    const tried = { restarts: 3, sinceMs: 0 };
    const well = mend(tried, { ...WELL, atMs: 1_000 });
    expect(well).toEqual({ act: "nothing", state: UNTRIED, lookAgainInMs: undefined });
    expect(mend(well.state, { ...WELL, line: "interrupted", atMs: 2_000 }).act).toBe("restart");
  });

  it("is left to the call where the browser has given it up", () => {
    expect(follow({ line: "failed" }, 60)).toEqual([]);
  });
});

describe("a line over which the server hears nothing", () => {
  it("is mended before the browser finds out, a bounded number of times, and not given up for that", () => {
    expect(follow({ unheard: true }, 600)).toEqual([
      [0, "restart"],
      [4, "restart"],
      [12, "restart"],
    ]);
  });
});

it("is mended anew when a line breaks that was only called silent before", () => {
  const silent = { ...WELL, unheard: true };
  let state = UNTRIED;
  for (const atMs of [0, 4_000, 12_000, 24_000, 30_000]) state = mend(state, { ...silent, atMs }).state;
  expect(mend(state, { ...silent, atMs: 40_000 }).act).toBe("nothing");
  expect(mend(state, { ...silent, line: "interrupted", atMs: 40_000 }).act).toBe("restart");
});

describe("a line in doubt", () => {
  it.each<LineState>(["connected", "connecting", "interrupted"])("is mended at once, also when it is %s", (line) => {
    const state = { restarts: 2, sinceMs: 9_999 };
    expect(mend(state, { ...WELL, line, doubted: true, atMs: 10_000 })).toMatchObject({
      act: "restart",
      state: { restarts: 1, sinceMs: 10_000 },
    });
  });
});

describe("a line that never was", () => {
  it("is given up after a while, counted from when it began to connect", () => {
    expect(follow({ line: "connecting" }, 60)).toEqual([[CONNECTS_WITHIN_MS / 1_000, "giveUp"]]);
    expect(mend(UNTRIED, { ...WELL, line: "connecting", atMs: 600_000 })).toMatchObject({
      act: "nothing",
      lookAgainInMs: CONNECTS_WITHIN_MS,
    });
  });
});
