import { expect, test } from "vitest";
import { whenSomebody } from "./when-somebody.ts";

test("acts when somebody comes back, not for every movement of their hand, and no longer once it is stopped", () => {
  const page = new EventTarget();
  let now = 0;
  const acted: number[] = [];
  const stop = whenSomebody(() => acted.push(now), 10_000, { page, nowMs: () => now });
  const move = (atMs: number, sign = "pointermove") => {
    now = atMs;
    page.dispatchEvent(new Event(sign));
  };
  move(100);
  expect(acted).toEqual([]);
  for (let at = 700_000; at < 701_000; at += 10) move(at);
  expect(acted).toEqual([700_000]);
  move(900_000, "keydown");
  expect(acted).toEqual([700_000, 900_000]);
  stop();
  move(2_000_000);
  expect(acted).toHaveLength(2);
});
