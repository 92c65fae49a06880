// Reaching things as somebody without a mouse does: the tab key, until the focus is there and can be seen.
import type { Locator, Page } from "playwright-core";
import { expect, vi } from "vitest";
import { PATIENCE } from "./patience.ts";

/** More stops than any page has: who has pressed so often has been everywhere. */
const MOST_STOPS = 80;

export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  // What is not ready yet has no focus, and keeps it no longer than the next picture.
  await vi.waitUntil(() => wanted.isEnabled(), PATIENCE);
  for (let stop = 0; stop <= MOST_STOPS; stop++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      expect(await isFocusSeen(wanted), `the focus on ${wanted} can be seen`).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`${wanted} is not reached with the tab key`);
}

export async function pressWithKeys(page: Page, wanted: Locator, key: "Enter" | "Space" = "Enter"): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
}

/** The element or what stands for it (a radio button's drawn circle) has an outline or a shadow around it. */
function isFocusSeen(wanted: Locator): Promise<boolean> {
  return wanted.evaluate((element) => {
    const around = [element, element.parentElement, ...(element.parentElement?.children ?? [])];
    return around.some((each) => {
      if (each === null || each === undefined) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    });
  });
}
