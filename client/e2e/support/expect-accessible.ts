// What machines can tell of WCAG 2.2 AA about the page as it stands, and that nothing moves for people who asked for stillness.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { findBarriers } from "./find-barriers.ts";

const WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
/** What may change over time with reduced motion: fades, and colours with them. */
const STILL =
  /^(opacity|visibility|color|backgroundColor|borderColor|fill|stroke|offset|easing|composite|computedOffset)$/;

/** `state`: which state of which page, for the message. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await waitUntilFaded(page);
  const violations = await findBarriers(page, { type: "tag", values: WCAG_2_2_AA });
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.html}`));
  expect(found, `against WCAG 2.2 AA: ${state}`).toEqual([]);
}

/** A dialog that is still fading in has no contrast yet. Two pictures on, a fade that was asked for has begun; what never ends is no fade. */
async function waitUntilFaded(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const nextPicture = () => new Promise(requestAnimationFrame);
    const fades = () =>
      document
        .getAnimations()
        .filter(({ effect, playState }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity);
    do {
      await nextPicture();
      await nextPicture();
      await Promise.allSettled(fades().map(({ finished }) => finished));
    } while (fades().length > 0);
  });
}

export async function expectStillness(page: Page, state: string): Promise<void> {
  const moving = await page.evaluate((still) => {
    const allowed = new RegExp(still);
    return document
      .getAnimations()
      .filter((animation) => animation.playState === "running")
      .map((animation) => animation.effect as KeyframeEffect)
      .map((effect) => {
        const properties = effect.getKeyframes().flatMap((frame) => Object.keys(frame));
        const moved = [...new Set(properties)].filter((property) => !allowed.test(property));
        return moved.length === 0 ? "" : `${effect.target?.className}: ${moved}`;
      })
      .filter((text) => text !== "");
  }, STILL.source);
  expect(moving, `moves although reduced motion is asked for: ${state}`).toEqual([]);
}
