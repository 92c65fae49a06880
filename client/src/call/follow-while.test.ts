import { expect, it } from "vitest";
import { createWaking, followWhile } from "./follow-while.ts";

const due = () => new Promise((resolve) => setImmediate(resolve));

it("follows once where there is nothing to wait for", async () => {
  let times = 0;
  await followWhile({
    busy: Promise.resolve(),
    next: createWaking().next,
    follow: async () => {
      times += 1;
    },
    isOver: () => false,
  });
  expect(times).toBe(1);
});

it("follows each change while something takes its time, also while it is still following, and waits for all of it", async () => {
  const { next, wake } = createWaking();
  const busy = Promise.withResolvers<void>();
  const finish: (() => void)[] = [];
  let over = false;
  const following = followWhile({
    busy: busy.promise,
    next,
    follow: () => new Promise((resolve) => finish.push(resolve)),
    isOver: () => false,
  }).then(() => {
    over = true;
  });
  for (const expected of [2, 3]) {
    wake();
    await due();
    expect(finish).toHaveLength(expected);
  }
  busy.resolve();
  finish[0]?.();
  finish[2]?.();
  await due();
  expect(over).toBe(false);
  finish[1]?.();
  await following;
  wake();
  await due();
  expect(finish).toHaveLength(3);
});

it("leaves the failure of what takes its time to its owner, and tells its own at once", async () => {
  const { next, wake } = createWaking();
  await followWhile({ busy: Promise.reject(new Error("sending")), next, follow: async () => {}, isOver: () => false });
  let times = 0;
  const failing = followWhile({
    busy: new Promise(() => {}),
    next,
    follow: async () => {
      times += 1;
      if (times === 2) throw new Error("receiving");
    },
    isOver: () => false,
  });
  await due();
  wake();
  await expect(failing).rejects.toThrow("receiving");
});

it("stops when it is over", async () => {
  const { next, wake } = createWaking();
  let over = false;
  let times = 0;
  const following = followWhile({
    busy: new Promise(() => {}),
    next,
    follow: async () => {
      times += 1;
    },
    isOver: () => over,
  });
  over = true;
  wake();
  await following;
  expect(times).toBe(1);
});
