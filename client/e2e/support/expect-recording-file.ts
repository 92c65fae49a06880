// A recording's file that a page offers to be downloaded arrives, under its name, and is what the name says.
import { readFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { expect } from "vitest";

/** The first bytes of WebM. */
const EBML = "1a45dfa3";

export async function expectRecordingFile(link: Locator): Promise<void> {
  const [download] = await Promise.all([link.page().waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^recording-.*\.webm$/);
  expect((await readFile(await download.path())).subarray(0, 4).toString("hex")).toBe(EBML);
  await download.delete();
}
