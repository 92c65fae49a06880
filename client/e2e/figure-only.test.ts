// Where no picture gets through, the therapist sees figures in 3D: all of them out of one 3D context, and flat ones where the browser has none.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Gallery, openGallery } from "./support/open-gallery.ts";
import { PATIENCE } from "./support/patience.ts";

const SOFTWARE_3D = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
/** Six tiles and the large picture. */
const PLACES = 7;
const IN_3D = "canvas[data-figure='3d']";

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery({ flags: SOFTWARE_3D });
});
afterAll(() => gallery?.close());

it("draws six tiles and the large picture out of one 3D context, and keeps none when they are gone", async () => {
  const { page, show, turnTo, close } = await gallery.openWindow();
  await page.addInitScript(countContexts);
  await show("therapist-figure-only");
  await expect.poll(() => paintedCount(page), PATIENCE).toBe(PLACES);
  expect(await page.evaluate(openContexts)).toBe(1);
  await turnTo("therapist-calm");
  expect(await page.locator(IN_3D).count()).toBe(0);
  await expect.poll(() => page.evaluate(openContexts), PATIENCE).toBe(0);
  await close();
});

it("leaves the flat figures where there is no WebGL", async () => {
  const { page, show, close } = await gallery.openWindow();
  await page.addInitScript(refuseContexts);
  await show("therapist-figure-only");
  await expect.poll(() => page.locator(IN_3D).count(), PATIENCE).toBe(0);
  const flat = page.locator("article canvas");
  await expect.poll(() => flat.count(), PATIENCE).toBe(PLACES - 1);
  await expect.poll(() => paintedIn(page, "article canvas"), PATIENCE).toBe(PLACES - 1);
  await close();
});

function paintedCount(page: Page): Promise<number> {
  return paintedIn(page, IN_3D);
}

/** Canvases with more than one colour. */
function paintedIn(page: Page, selector: string): Promise<number> {
  return page.locator(selector).evaluateAll(
    (all) =>
      all.filter((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const pixels = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data;
        return pixels !== undefined && new Set(new Uint32Array(pixels.buffer)).size > 4;
      }).length,
  );
}

function countContexts(): void {
  const contexts = new Set<WebGL2RenderingContext>();
  (globalThis as unknown as { contexts: typeof contexts }).contexts = contexts;
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...asked: [string, ...unknown[]]) {
    const context = get.apply(this, asked as never);
    if (asked[0].includes("webgl") && context !== null) contexts.add(context as WebGL2RenderingContext);
    return context;
  } as typeof get;
}

function openContexts(): number {
  const { contexts } = globalThis as unknown as { contexts: Set<WebGL2RenderingContext> };
  return [...contexts].filter((context) => !context.isContextLost()).length;
}

function refuseContexts(): void {
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...asked: [string, ...unknown[]]) {
    return asked[0].includes("webgl") ? null : get.apply(this, asked as never);
  } as typeof get;
}
