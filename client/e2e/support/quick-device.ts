// A page on the tests' machine, whose processor draws, that takes its device for a quick one and so sends all sizes of its picture. No body is
// estimated meanwhile: the device would be found out, and the machine would have no time for the pictures.
import type { Page } from "playwright-core";
import { leaveBodiesAlone } from "./leave-bodies-alone.ts";

/** Call before the page is opened for the first time. Nothing is counted there. */
export async function pretendQuickDevice(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { getParameter } = WebGL2RenderingContext.prototype;
    const UNMASKED_RENDERER = 0x9246;
    WebGL2RenderingContext.prototype.getParameter = function (name: number) {
      return name === UNMASKED_RENDERER || name === this.RENDERER
        ? "graphics processor"
        : getParameter.call(this, name);
    };
  });
  await leaveBodiesAlone(page);
}
