import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDatabaseWatch, type DatabaseWatch } from "./database-watch.ts";

const OK = { status: "ok" } as const;
const REFUSES = { status: "refusesWrites", reason: "no_room" } as const;
const DOWN = { status: "down", reason: "no_answer" } as const;

describe("since when the database is away", () => {
  let answer: Health["database"];
  let asked: number;
  let changes: string[];
  let watch: DatabaseWatch;
  beforeEach(() => {
    vi.useFakeTimers({ now: 50_000 });
    answer = OK;
    asked = 0;
    changes = [];
    watch = createDatabaseWatch({
      read: async () => {
        asked += 1;
        return answer;
      },
      changed: (how) => changes.push(how),
      nowMs: () => Date.now(),
    });
  });
  afterEach(() => {
    watch.close();
    vi.useRealTimers();
  });

  it("is found out by one look when something has failed, and told once", async () => {
    answer = DOWN;
    watch.suspect();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(watch.known()).toEqual({ reachable: false, sinceMs: 50_000 });
    expect(changes).toEqual(["away"]);
    expect(asked).toBeGreaterThan(2);
  });

  it("is over as soon as it answers, and nothing is asked any more", async () => {
    answer = DOWN;
    watch.suspect();
    await vi.advanceTimersByTimeAsync(2_500);
    answer = OK;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(watch.known()).toEqual({ reachable: true });
    expect(changes).toEqual(["away", "back"]);
    const before = asked;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(before);
  });

  it("is told of one that answers and takes nothing, until it does", async () => {
    answer = REFUSES;
    watch.suspect();
    await vi.advanceTimersByTimeAsync(2_500);
    expect(watch.known()).toEqual({ reachable: true, refusesWritesSinceMs: 50_000 });
    answer = DOWN;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(watch.known()).toMatchObject({ reachable: false });
    answer = REFUSES;
    await vi.advanceTimersByTimeAsync(1_000);
    answer = OK;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(watch.known()).toEqual({ reachable: true });
    expect(changes).toEqual(["refusesWrites", "away", "back", "refusesWrites", "takesWrites"]);
    const before = asked;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(before);
  });

  it("is nothing when another thing was the reason", async () => {
    watch.suspect();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(changes).toEqual([]);
    expect(asked).toBe(1);
  });
});
