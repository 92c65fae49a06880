// What a page of looking back shows, in pixels, and what the server has of it.
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { decodeFigureBundle } from "@ensemble/shared/protocol/figure-bundle.ts";
import type { AuditListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { Page } from "playwright-core";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly middleX: number;
  readonly middleY: number;
}

export function boxOf(page: Page, selector: string): Promise<Box> {
  return page.evaluate((selector) => {
    const { x, y, width, height } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    return { x, y, width, height, middleX: x + width / 2, middleY: y + height / 2 };
  }, selector);
}

/** Where the target's lines meet, in pixels of the picture. */
export function cornerOfTarget(page: Page): Promise<readonly [number, number]> {
  return page.evaluate(() => {
    const path = document.querySelector("[data-tool=target] path")?.getAttribute("d") ?? "";
    const [x = Number.NaN, y = Number.NaN] = (/^M([\d.-]+) ([\d.-]+)/.exec(path) ?? []).slice(1).map(Number);
    return [x, y];
  });
}

/** Shares of the picture, out of the figure as the server gives it. */
export async function kneeAt(page: Page, setId: string, frame: number): Promise<readonly [number, number]> {
  const bytes = await page.evaluate(
    async (path) => [...new Uint8Array(await (await fetch(path)).arrayBuffer())],
    `/api/sessions${new URL(page.url()).pathname.replace(/^\/review\/([^/]+)/, "/$1/review")}/figures/${setId}/${frame}`,
  );
  const figure = decodeFigureBundle(Uint8Array.from(bytes))?.figures[0];
  const at = 2 * LANDMARK.leftKnee;
  return [(figure?.points[at] ?? Number.NaN) / 2_048, (figure?.points[at + 1] ?? Number.NaN) / 2_048];
}

/** Which recordings were looked at or listened to, by the audit log: one for each entry. */
export async function viewedRecordings(page: Page): Promise<readonly string[]> {
  const entries: readonly AuditListing[] = await page.evaluate(async () => (await fetch("/api/audit")).json());
  return entries.filter(({ action }) => action === "recording.viewed").map(({ subject }) => subject);
}

/** How much of the figure's canvas is drawn on. */
export function figurePixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector("canvas");
    const drawn = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let pixels = 0;
    for (let at = 3; at < drawn.length; at += 4) if ((drawn[at] ?? 0) > 0) pixels += 1;
    return pixels;
  });
}
