import { expect, it } from "vitest";
import { drawFor } from "./lossy-line.ts";

const take = (draw: () => number, count: number) => Array.from({ length: count }, draw);

it("loses the same of a way however the packets of both ways follow each other", () => {
  const inTurn = [drawFor(7, 0), drawFor(7, 1)] as const;
  const up: number[] = [];
  for (let index = 0; index < 20; index++) {
    up.push(inTurn[0]());
    inTurn[1]();
  }
  expect(up).toEqual(take(drawFor(7, 0), 20));
});

it("loses something else of the other way, and by another seed", () => {
  const [up, down, other] = [drawFor(7, 0), drawFor(7, 1), drawFor(8, 0)].map((draw) => take(draw, 20));
  expect(down).not.toEqual(up);
  expect(other).not.toEqual(up);
});
