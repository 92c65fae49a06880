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
  await page.waitForSelector("html[data-gallery=ready] #root > *");
  await page.evaluate(() => document.fonts.ready);
}

async function screenNames(): Promise<string[]> {
  await page.goto(address);
  const names = await page.getAttribute("[data-screens]", "data-screens");
  return (names ?? "").split(" ");
}

describe("every screen", () => {
  it("can be used with a keyboard, a screen reader and weak eyes, light and dark", async () => {
    const found: string[] = [];
    const names = await screenNames();
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) {
      for (const theme of ["light", "dark"]) {
        await show(name, theme, "en");
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, impact, nodes } of violations) {
          if (impact === "serious" || impact === "critical") found.push(`${name} ${theme}: ${id} ${nodes[0]?.target}`);
        }
      }
    }
    expect(found).toEqual([]);
  });

  it("fits every window from 320 to 1920 px, with German words too", async () => {
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
  });
});
