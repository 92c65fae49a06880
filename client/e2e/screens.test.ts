// Every screen of the gallery, light and dark: nothing that keeps people with a disability out, nothing wider than the window, in either language.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../scripts/setup/chromium-step.mjs";

const CLIENT = join(import.meta.dirname, "..");
/** Some seventy screens; a busy machine takes its time. */
const PATIENCE_MS = 600_000;
const WIDTHS = [320, 820, 1280, 1920];

let folder: string;
let server: PreviewServer;
let browser: Browser;
let page: Page;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ensemble-gallery-"));
  process.env.ENSEMBLE_GALLERY_DIR = folder;
  const configFile = join(CLIENT, "vite.gallery.config.ts");
  await build({ configFile, logLevel: "warn" });
  server = await preview({ configFile, logLevel: "warn", preview: { port: 0, host: "127.0.0.1" } });
  address = `${server.resolvedUrls?.local[0]}gallery.html`;
  const executablePath = findChromium(process.env);
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function show(screen: string, theme: string, language: string): Promise<void> {
  await page.goto(`${address}?screen=${screen}&theme=${theme}&lang=${language}`);
  await page.waitForSelector("html[data-gallery=ready] #root > :not(style)", { state: "attached" });
  await page.evaluate(() => document.fonts.ready);
}

async function screenNames(): Promise<string[]> {
  await page.goto(address);
  const names = await page.getAttribute("[data-screens]", "data-screens");
  // Those with a real 3D scene show pages that are here without one, and draw too slowly in software.
  return (names ?? "").split(" ").filter((name) => !name.startsWith("scene-"));
}

describe("every screen", () => {
  it(
    "can be used with a keyboard, a screen reader and weak eyes, light and dark",
    async () => {
      const found: string[] = [];
      const names = await screenNames();
      expect(names.length).toBeGreaterThan(30);
      for (const name of names) {
        for (const theme of ["light", "dark"]) {
          await show(name, theme, "en");
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
      const found: string[] = [];
      for (const name of await screenNames()) {
        await show(name, "light", "de");
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
