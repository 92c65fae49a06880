import { expect, it } from "vitest";
import { keepAwake } from "./keep-awake.ts";

function laptop() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const locks: { released: boolean; release: () => Promise<void> }[] = [];
  const refused: unknown[] = [];
  const browser = {
    refuses: false,
    request: async () => {
      if (browser.refuses) throw new DOMException("low battery", "NotAllowedError");
      const lock = {
        released: false,
        release: async () => {
          lock.released = true;
        },
      };
      locks.push(lock);
      return lock;
    },
  };
  const show = async (hidden: boolean) => {
    page.hidden = hidden;
    if (hidden) for (const lock of locks) lock.released = true;
    page.dispatchEvent(new Event("visibilitychange"));
    await settle();
  };
  const held = () => locks.filter((lock) => !lock.released).length;
  return {
    page,
    browser,
    refused,
    show,
    held,
    start: () => keepAwake(page, browser, (problem) => refused.push(problem)),
  };
}
const settle = async () => {
  for (let i = 0; i < 5; i++) await Promise.resolve();
};

it("keeps the screen lit until it is stopped, also after the page was behind others", async () => {
  const { show, held, start } = laptop();
  const stop = start();
  await settle();
  expect(held()).toBe(1);
  await show(true);
  expect(held()).toBe(0);
  await show(false);
  expect(held()).toBe(1);
  await show(false);
  expect(held()).toBe(1);
  stop();
  await settle();
  expect(held()).toBe(0);
});

it("lets go of what comes after it was stopped", async () => {
  const { held, start } = laptop();
  start()();
  await settle();
  expect(held()).toBe(0);
});

it("asks again when it is shown, where the browser refused", async () => {
  const { browser, refused, show, held, start } = laptop();
  browser.refuses = true;
  start();
  await settle();
  expect([held(), refused.length]).toEqual([0, 1]);
  browser.refuses = false;
  await show(false);
  expect(held()).toBe(1);
});

it("does nothing in a browser without", () => {
  const { page } = laptop();
  expect(keepAwake(page, undefined, () => expect.unreachable())).toBeTypeOf("function");
});
