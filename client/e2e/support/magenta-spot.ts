// A spot of a colour that no body and no screen has, sewn into a camera's picture, and where a person sees it on a screen: measured
// in the pixels of the screen, by no formula of ours.
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import type { Locator, Page } from "playwright-core";

/** Magenta in limited-range BT.601. */
const COLOUR = { y: 106, u: 202, v: 222 };
const FRAME_HEADER_BYTES = "FRAME\n".length;

/** `x`, `y`: parts of the picture. Stays until the camera's film goes on. */
export function sewSpot(y4mPath: string, { x, y, sizePixels }: { x: number; y: number; sizePixels: number }): void {
  const file = openSync(y4mPath, "r+");
  try {
    const start = Buffer.alloc(256);
    readSync(file, start, 0, start.length, 0);
    const head = start.subarray(0, start.indexOf("\n") + 1).toString();
    const [, wide, high] = /W(\d+) H(\d+)/.exec(head) ?? [];
    const [width, height] = [Number(wide), Number(high)];
    const paint = (plane: number, scale: number, value: number) => {
      const size = sizePixels / scale;
      const left = Math.round((x * width - sizePixels / 2) / 2) * (2 / scale);
      const top = Math.round((y * height - sizePixels / 2) / 2) * (2 / scale);
      for (let row = 0; row < size; row++)
        writeSync(file, Buffer.alloc(size, value), 0, size, plane + (top + row) * (width / scale) + left);
    };
    const luma = head.length + FRAME_HEADER_BYTES;
    paint(luma, 1, COLOUR.y);
    paint(luma + width * height, 2, COLOUR.u);
    paint(luma + (width * height * 5) / 4, 2, COLOUR.v);
  } finally {
    closeSync(file);
  }
}

/** The middle of the spot in CSS pixels of the page; undefined where it is not seen. `looker`: an empty page, which reads the picture. */
export async function findSpot(looker: Page, within: Locator): Promise<{ x: number; y: number } | undefined> {
  const box = await within.boundingBox();
  if (box === null) return undefined;
  const png = await within.page().screenshot({ clip: box, scale: "css" });
  const found = await looker.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    if (context === null) return undefined;
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    let [count, sumX, sumY] = [0, 0, 0];
    for (let pixel = 0; pixel < data.length / 4; pixel++) {
      const [r, g, b] = [data[4 * pixel] ?? 0, data[4 * pixel + 1] ?? 0, data[4 * pixel + 2] ?? 0];
      if (r < 150 || b < 150 || g > 110) continue;
      count += 1;
      sumX += (pixel % picture.width) + 0.5;
      sumY += Math.floor(pixel / picture.width) + 0.5;
    }
    return count < 4 ? undefined : { x: sumX / count, y: sumY / count };
  }, png.toString("base64"));
  return found && { x: box.x + found.x, y: box.y + found.y };
}
