// Every screen of the gallery, light and dark: nothing that keeps people with a disability out, nothing wider than the window and no words cut off, in either language.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "./support/find-barriers.ts";
import { findCutWords } from "./support/find-cut-words.ts";
import { type Gallery, type GalleryWindow, openGallery } from "./support/open-gallery.ts";

/** Some hundred screens; a busy machine takes its time. */
const PATIENCE_MS = 600_000;
const WINDOWS = [
  { width: 320, height: 800 },
  { width: 820, height: 1180 },
  { width: 1280, height: 670 },
  { width: 1920, height: 1080 },
];

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

describe("every screen", () => {
  it("can be used with a keyboard, a screen reader and weak eyes, light and dark", {
    timeout: PATIENCE_MS,
  }, async () => {
    const found = await lookAtEveryScreen(async ({ page, turnTo }, name) => {
      await turnTo(name);
      const light = await findBarriers(page);
      await turnTo(name, { theme: "dark" });
      // This scheme differs in its colours only.
      const dark = await findBarriers(page, { type: "rule", values: ["color-contrast"] });
      return Object.entries({ light, dark }).flatMap(([theme, violations]) =>
        violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${theme}: ${id} ${nodes[0]?.target}`),
      );
    });
    expect(found).toEqual([]);
  });

  it("fits every window from 320 to 1920 px and cuts no words off, in either language", {
    timeout: PATIENCE_MS,
  }, async () => {
    const found = await lookAtEveryScreen(async ({ page, turnTo }, name) => {
      const faults: string[] = [];
      for (const language of ["en", "de"] as const) {
        await turnTo(name, { language });
        for (const window of WINDOWS) {
          await page.setViewportSize(window);
          const at = `${language} at ${window.width} × ${window.height}`;
          const [tooWide, cut] = await Promise.all([
            page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
            findCutWords(page),
          ]);
          if (tooWide > 0) faults.push(`${at}: ${tooWide} px too wide`);
          faults.push(...cut.map((words) => `${at}: cut off ${words}`));
        }
      }
      return faults;
    });
    expect(found).toEqual([]);
  });
});

/** On two pages side by side; each takes the next screen that nobody has looked at. */
async function lookAtEveryScreen(
  look: (window: GalleryWindow, screen: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const names = await gallery.screenNames();
  expect(names.length).toBeGreaterThan(30);
  const found: string[] = [];
  const windows = await Promise.all([gallery.openWindow(), gallery.openWindow()]);
  await Promise.all(
    windows.map(async (window) => {
      await window.show("");
      for (let name = names.shift(); name !== undefined; name = names.shift()) {
        found.push(...(await look(window, name)).map((fault) => `${name} ${fault}`));
      }
      await window.close();
    }),
  );
  return found;
}
