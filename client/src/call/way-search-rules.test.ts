import { describe, expect, it } from "vitest";
import type { Carrier } from "./line-stats.ts";
import { NO_SEARCH, searchWay } from "./way-search-rules.ts";

function searches(carriers: readonly Carrier[], seconds: number): readonly number[] {
  const found: number[] = [];
  let search = NO_SEARCH;
  for (let second = 0; second <= seconds; second += 10) {
    const next = searchWay(search, { atMs: second * 1_000, carriers, carries: true });
    search = next.search;
    if (next.now) found.push(second);
  }
  return found;
}

describe("a better way", () => {
  it("is not looked for where both ways are the best there is, or none is known", () => {
    expect(searches(["udp", "udp"], 3_600)).toEqual([]);
    expect(searches([], 3_600)).toEqual([]);
  });

  it.each<Carrier>(["tcp", "relayUdp", "relayTcp"])(
    "is looked for ever more rarely where one way is by %s",
    (carrier) => {
      expect(searches(["udp", carrier], 3_600)).toEqual([
        20, 50, 110, 230, 470, 950, 1_430, 1_910, 2_390, 2_870, 3_350,
      ]);
    },
  );

  it("is not looked for while a line is being mended, and not at once after it", () => {
    const once = searchWay(NO_SEARCH, { atMs: 0, carriers: ["tcp"], carries: true });
    const mended = searchWay(once.search, { atMs: 14_000, carriers: [], carries: false });
    expect(mended.now).toBe(false);
    expect(searchWay(mended.search, { atMs: 20_000, carriers: ["tcp"], carries: true }).now).toBe(false);
  });

  it("once found, is looked for soon again when it is lost", () => {
    const tired = { sinceMs: 0, patienceMs: 480_000 };
    expect(searchWay(tired, { atMs: 1_000, carriers: ["udp"], carries: true }).search).toEqual(NO_SEARCH);
  });
});
