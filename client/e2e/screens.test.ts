// Every screen of the gallery, light and dark: nothing that keeps people with a disability out, nothing wider than the window, in either language.
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Gallery, openGallery } from "./support/open-gallery.ts";

/** Some seventy screens; a busy machine takes its time. */
const PATIENCE_MS = 600_000;
const WIDTHS = [320, 820, 1280, 1920];

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery({ context: { viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" } });
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
    "fits every window from 320 to 1920 px, with German words too",
    async () => {
      const { page, show, screenNames } = gallery;
      const found: string[] = [];
      for (const name of await screenNames()) {
        await show(name, { language: "de" });
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 });
          const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (tooWide > 0) found.push(`${name} at ${width}: ${tooWide} px`);
        }
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(found).toEqual([]);
    },
    PATIENCE_MS,
  );
});
