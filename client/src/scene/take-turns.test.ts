import { expect, test } from "vitest";
import { takeTurns } from "./take-turns.ts";

/** Pieces that remember when they were done, one of which may fail; `now` is the time of the turn. */
function workOf(count: number, failing?: number) {
  const done: number[] = [];
  const failures: unknown[] = [];
  let now = 0;
  function* pieces() {
    for (let i = 0; i < count; i++) {
      if (i === failing) throw new Error("no memory");
      done.push(now);
      yield i === 1;
    }
    return true;
  }
  const turns = takeTurns(pieces(), { patienceMs: 3_000, onFailed: (error) => failures.push(error) });
  return {
    done,
    failures,
    begin: turns.begin,
    turn: (atMs: number) => {
      now = atMs;
      return turns.take(atMs);
    },
  };
}

test("nothing is done before what it waits for, then one piece a turn, and nothing after the last", () => {
  const { done, begin, turn } = workOf(3);
  for (let at = 50_000; at < 51_000; at += 16) turn(at);
  expect(done).toEqual([]);
  begin();
  expect(done).toEqual([]);
  for (const at of [51_000, 51_016, 51_032, 51_048, 51_064]) turn(at);
  expect(done).toEqual([51_000, 51_016, 51_032]);
});

test("who never moves has the place around them after three seconds", () => {
  const { done, turn } = workOf(2);
  for (let at = 7_000; at < 10_000; at += 16) turn(at);
  expect(done).toEqual([]);
  turn(10_000);
  turn(10_016);
  expect(done).toEqual([10_000, 10_016]);
});

test("time counts from the first turn: a page in the background takes none", () => {
  const { done, turn } = workOf(1);
  turn(90_000);
  expect(done).toEqual([]);
});

test("tells which pieces want to be seen: those that say so, and the end, once", () => {
  const { begin, turn } = workOf(3);
  begin();
  expect([0, 16, 32, 48, 64, 80].map(turn)).toEqual([false, true, false, true, false, false]);
});

test("a piece that fails is told once and ends the work, not the loop that took the turn", () => {
  const { done, failures, begin, turn } = workOf(3, 1);
  begin();
  expect([0, 16, 32, 48].map(turn)).toEqual([false, false, false, false]);
  expect(done).toEqual([0]);
  expect(failures).toEqual([new Error("no memory")]);
});
