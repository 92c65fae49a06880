// What a page shows and a server tells of a class that is looked back at, as numbers to compare.
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import type { AuditLog } from "@ensemble/shared/protocol/audit-messages.ts";
import { decodeFigureBundle } from "@ensemble/shared/protocol/figure-bundle.ts";
import type { SessionReview } from "@ensemble/shared/protocol/review-messages.ts";
import type { Locator, Page } from "playwright-core";
import { expect, vi } from "vitest";
import { PATIENCE } from "./patience.ts";

/** As this page's person is answered. */
export function fetchFromPage<Answer>(page: Page, path: string): Promise<Answer> {
  return page.evaluate(async (path) => (await fetch(path)).json(), path);
}

export function momentSlider(page: Page): Locator {
  return page.getByRole("slider", { name: "Moment of the set" });
}

export async function shownMomentMs(page: Page): Promise<number> {
  return Number(await momentSlider(page).getAttribute("aria-valuenow"));
}

/** The slider says that moment, and the time line's cursor stands there. */
export async function expectMomentEverywhere(page: Page, atMs: number): Promise<void> {
  const slider = momentSlider(page);
  await vi.waitFor(async () => expect(await shownMomentMs(page)).toBe(Math.round(atMs)), PATIENCE);
  const [low, high] = await Promise.all(
    ["aria-valuemin", "aria-valuemax"].map(async (name) => Number(await slider.getAttribute(name))),
  );
  const [box, cursor] = await Promise.all([slider.boundingBox(), slider.locator("[data-cursor]").boundingBox()]);
  if (box === null || cursor === null) throw new Error("no time line");
  const share = (atMs - (low ?? 0)) / ((high ?? 0) - (low ?? 0));
  expect(Math.abs(cursor.x - (box.x + share * box.width))).toBeLessThan(1.5);
}

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

/** Whose recordings were looked at or listened to, by the newest of the audit log: one for each entry, the newest first. */
export async function viewedRecordings(page: Page): Promise<readonly string[]> {
  const { entries } = await fetchFromPage<AuditLog>(page, "/api/audit/log/looked/-/-");
  return entries
    .filter(({ action }) => action === "recording.viewed")
    .map(({ source, about }) => `${source} of ${about}`);
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

/** Of what is listed as kept, with the day until which it is. */
export async function keptSources(page: Page): Promise<readonly string[]> {
  const listed = page.getByRole("region", { name: "Recordings", exact: true }).getByRole("listitem");
  return (await listed.allTextContents()).map((text) => text.replace(/ from .* min.*Kept until .*/, "")).toSorted();
}

/** Something was drawn at that moment on a picture that stood still, and both were there for two seconds: the figure stands, too, and not before. */
export async function expectHeldPicture(page: Page, { holds, drawings }: SessionReview): Promise<void> {
  const atMs = drawings.find(({ annotation }) => annotation.tool === "arrow")?.annotation.atMs ?? Number.NaN;
  expect(holds).toEqual([{ fromMs: expect.any(Number), untilMs: expect.any(Number) }]);
  expect(holds[0]?.untilMs).toBeGreaterThan(atMs);
  const marks = page.getByRole("list", { name: "Cues, drawings and comments on the time line" });
  await marks.getByRole("button", { name: /drawn on the picture: Arrow$/ }).click();
  await expectMomentEverywhere(page, atMs);
  const stands = page.getByText("The picture stood still in the class.");
  await momentSlider(page).focus();
  const pictures: string[] = [];
  for (const seconds of [1, 2]) {
    await page.keyboard.press("ArrowRight");
    await expectMomentEverywhere(page, atMs + 1_000 * seconds);
    await stands.waitFor();
    pictures.push(await page.evaluate(() => document.querySelector("canvas")?.toDataURL() ?? ""));
  }
  expect(pictures[0]?.length).toBeGreaterThan(1_000);
  expect(pictures[1]).toBe(pictures[0]);
  await page.keyboard.press("Home");
  await vi.waitFor(async () => expect(await stands.count()).toBe(0), PATIENCE);
  await page.reload();
  await momentSlider(page).waitFor();
}
