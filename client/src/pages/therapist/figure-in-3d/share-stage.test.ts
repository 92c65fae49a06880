import { expect, it } from "vitest";
import { shareStage } from "./share-stage.ts";

function stages() {
  const all: { disposed: number }[] = [];
  const shared = shareStage(async () => {
    const stage = {
      disposed: 0,
      dispose: () => {
        stage.disposed += 1;
      },
    };
    all.push(stage);
    return stage;
  });
  return { all, shared };
}
const settled = () => new Promise(setImmediate);

it("is opened once for six, and closed once with the last of them", async () => {
  const { all, shared } = stages();
  const six = await Promise.all(Array.from({ length: 6 }, shared.borrow));
  expect(new Set(six).size).toBe(1);
  for (let left = 0; left < 5; left++) shared.giveBack();
  await settled();
  expect(all.map(({ disposed }) => disposed)).toEqual([0]);
  shared.giveBack();
  await settled();
  expect(all.map(({ disposed }) => disposed)).toEqual([1]);
});

it("is closed also where everybody went while it was being opened, and opened anew for the next", async () => {
  const { all, shared } = stages();
  const first = shared.borrow();
  shared.giveBack();
  await first;
  await settled();
  await shared.borrow();
  expect(all.map(({ disposed }) => disposed)).toEqual([1, 0]);
});

it("tells everybody where it cannot be opened, and tries again for those who come when all have gone", async () => {
  let tries = 0;
  const shared = shareStage<{ dispose: () => void }>(() => {
    tries += 1;
    return Promise.reject(new Error("no WebGL"));
  });
  await expect(shared.borrow()).rejects.toThrow("no WebGL");
  await expect(shared.borrow()).rejects.toThrow("no WebGL");
  expect(tries).toBe(1);
  shared.giveBack();
  shared.giveBack();
  await expect(shared.borrow()).rejects.toThrow();
  expect(tries).toBe(2);
});
