import { expect, it } from "vitest";
import { holdReload } from "./held-reload.ts";
import { reloadForParts } from "./reload-for-parts.ts";

function open() {
  const stored = new Map<string, string>();
  const page = {
    window: new EventTarget(),
    storage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    },
    now: 1_000_000,
    nowMs: () => page.now,
    there: true,
    isServerThere: async () => page.there,
    reloads: 0,
    reload: () => {
      page.reloads += 1;
    },
    miss: async () => {
      page.window.dispatchEvent(new Event("vite:preloadError"));
      for (let i = 0; i < 5; i++) await Promise.resolve();
    },
  };
  reloadForParts(page);
  return page;
}

it("loads the page again when a part of it is gone, once for all parts", async () => {
  const page = open();
  await Promise.all([page.miss(), page.miss()]);
  await page.miss();
  expect(page.reloads).toBe(1);
});

it("does not while the server cannot be reached, and does when it can", async () => {
  const page = open();
  page.there = false;
  await page.miss();
  expect(page.reloads).toBe(0);
  page.there = true;
  await page.miss();
  expect(page.reloads).toBe(1);
});

it("does not while a class is on the page", async () => {
  const page = open();
  const letGo = holdReload();
  await page.miss();
  expect(page.reloads).toBe(0);
  letGo();
  letGo();
  await page.miss();
  expect(page.reloads).toBe(1);
});
