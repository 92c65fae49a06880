import { expect, test } from "vitest";
import { countFollowed } from "./count-followed.ts";

const film = { repetitions: [0, 4000, 8000].map((startMs) => ({ startMs, endMs: startMs + 3500 })) };
const each100Ms = Array.from({ length: 140 }, (_, i) => 1000 + 100 * i);

test("a page that is never silent follows every movement", () => {
  expect(countFollowed(film, 1000, each100Ms)).toBe(3);
});

test("a silence takes away the movement it falls into and no other", () => {
  const silent = each100Ms.filter((atMs) => atMs < 6500 || atMs > 7600);
  expect(countFollowed(film, 1000, silent)).toBe(2);
});

test("a page that sends nothing follows nothing", () => {
  expect(countFollowed(film, 1000, [])).toBe(0);
});
