// The gallery as a page of its own: every screen with invented data, built and served for tests.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { build, preview } from "vite";
import { findChromium } from "../../../scripts/setup/chromium-step.mjs";

const CLIENT = join(import.meta.dirname, "../..");

export interface Gallery {
  readonly browser: Browser;
  readonly page: Page;
  /** `asked` goes into the address besides: for instance `quality=low`. */
  readonly show: (screen: string, how?: { theme?: string; language?: string; asked?: string }) => Promise<void>;
  readonly screenNames: () => Promise<string[]>;
  readonly close: () => Promise<void>;
}

export async function openGallery(options: {
  readonly context: BrowserContextOptions;
  readonly flags?: readonly string[];
}): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), "ensemble-gallery-"));
  process.env.ENSEMBLE_GALLERY_DIR = folder;
  const configFile = join(CLIENT, "vite.gallery.config.ts");
  await build({ configFile, logLevel: "warn" });
  const server = await preview({ configFile, logLevel: "warn", preview: { port: 0, host: "127.0.0.1" } });
  const address = `${server.resolvedUrls?.local[0]}gallery.html`;
  const executablePath = findChromium(process.env);
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      ...(options.flags ?? []),
    ],
  });
  const context = await browser.newContext(options.context);
  const page = await context.newPage();
  return {
    browser,
    page,
    show: async (screen, { theme = "light", language = "en", asked = "" } = {}) => {
      await page.goto(`${address}?screen=${screen}&theme=${theme}&lang=${language}&${asked}`);
      await page.waitForSelector("html[data-gallery=ready] #root > :not(style)", { state: "attached" });
      await page.evaluate(() => document.fonts.ready);
    },
    screenNames: async () => {
      await page.goto(address);
      const names = await page.getAttribute("[data-screens]", "data-screens");
      // Those with a real 3D scene show pages that are here without one, and draw too slowly in software.
      return (names ?? "").split(" ").filter((name) => !name.startsWith("scene-"));
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
