// Every screen of the gallery, light and dark: nothing that keeps people with a disability out, nothing wider than the window and no words cut off, in either language.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers } from "./support/find-barriers.ts";
import { findCutWords } from "./support/find-cut-words.ts";
import { type Gallery, type GalleryWindow, openGallery } from "./support/open-gallery.ts";

/** Some hundred screens; a busy machine takes its time. */
const PATIENCE_MS = 600_000;
/** One for each of two processors, and one for when another waits for its next picture. */
const PAGES = 3;
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
    const found = await sideBySide(async ({ page, turnTo }, screen) => {
      await turnTo(screen);
      const light = await findBarriers(page);
      await turnTo(screen, { theme: "dark" });
      // This scheme differs in its colours only.
      const dark = await findBarriers(page, { type: "rule", values: ["color-contrast"] });
      return Object.entries({ light, dark }).flatMap(([theme, violations]) =>
        violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${screen} ${theme}: ${id} ${nodes[0]?.target}`),
      );
    });
    expect(found).toEqual([]);
  });

  it("fits every window from 320 to 1920 px and cuts no words off, in either language", {
    timeout: PATIENCE_MS,
  }, async () => {
    const found = await sideBySide(
      async ({ page, turnTo }, screen) => {
        const faults: string[] = [];
        for (const language of ["en", "de"] as const) {
          await turnTo(screen, { language });
          for (const size of WINDOWS) {
            await page.setViewportSize(size);
            const at = `${screen} ${language} at ${size.width} × ${size.height}`;
            const [tooWide, cut] = await Promise.all([
              page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
              findCutWords(page),
            ]);
            if (tooWide > 0) faults.push(`${at}: ${tooWide} px too wide`);
            faults.push(...cut.map((words) => `${at}: cut off ${words}`));
          }
        }
        return faults;
      },
      // Where everything lies is asked, and nobody sees it: it is laid out, and not painted.
      ({ page }) => page.addStyleTag({ content: "html { opacity: 0 !important }" }),
    );
    expect(found).toEqual([]);
  });
});

/** On some pages side by side, of which each takes the next screen that nobody has looked at. `prepare`: each page, before its first. */
async function sideBySide(
  look: (window: GalleryWindow, screen: string) => Promise<readonly string[]>,
  prepare?: (window: GalleryWindow) => Promise<unknown>,
): Promise<readonly string[]> {
  const names = await gallery.screenNames();
  expect(names.length).toBeGreaterThan(30);
  const found: string[] = [];
  const windows = await Promise.all(Array.from({ length: PAGES }, gallery.openWindow));
  await Promise.all(
    windows.map(async (window) => {
      await window.show("");
      await prepare?.(window);
      for (let name = names.shift(); name !== undefined; name = names.shift())
        found.push(...(await look(window, name)));
      await window.close();
    }),
  );
  return found;
}
