// The gallery as a page of its own: every screen with invented data, in a browser of this test file's.
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { findChromium } from "../../../scripts/setup/chromium-step.mjs";
import type { AskedScreen } from "../../gallery/asked-screen.ts";

/** One window on it, without a past of its own. */
export interface GalleryWindow {
  readonly page: Page;
  /** `asked` goes into the address besides: for instance `quality=low`. */
  readonly show: (screen: string, how?: { theme?: string; language?: string; asked?: string }) => Promise<void>;
  /** The same drawn from nothing on the page that is open: quicker, and what the page itself keeps stays. */
  readonly turnTo: (screen: string, how?: Partial<Omit<AskedScreen, "screen">>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Gallery extends GalleryWindow {
  readonly browser: Browser;
  readonly openWindow: () => Promise<GalleryWindow>;
  readonly screenNames: () => Promise<string[]>;
}

const CALM_LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" };

export async function openGallery(
  options: { readonly context?: BrowserContextOptions; readonly flags?: readonly string[] } = {},
): Promise<Gallery> {
  const answer = await fetch(inject("galleryDesk"));
  const address = await answer.text();
  if (!answer.ok) throw new Error(`the gallery could not be built: ${address}`);
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
  const openWindow = async (): Promise<GalleryWindow> => {
    const context = await browser.newContext(options.context ?? CALM_LAPTOP);
    const page = await context.newPage();
    return {
      page,
      show: async (screen, { theme = "light", language = "en", asked = "" } = {}) => {
        await page.goto(`${address}?screen=${screen}&theme=${theme}&lang=${language}&${asked}`);
        await page.waitForSelector("html[data-gallery=ready] #root > :not(style)", { state: "attached" });
        await page.evaluate(() => document.fonts.ready);
      },
      turnTo: (screen, { theme = "light", language = "en" } = {}) =>
        page.evaluate(
          async (asked) => {
            await window.turnTo(asked);
            await document.fonts.ready;
          },
          { screen, theme, language },
        ),
      close: () => context.close(),
    };
  };
  const first = await openWindow();
  return {
    ...first,
    browser,
    openWindow,
    screenNames: async () => {
      await first.page.goto(address);
      const names = await first.page.getAttribute("[data-screens]", "data-screens");
      // Those with a real 3D scene show pages that are here without one, and draw too slowly in software.
      return (names ?? "").split(" ").filter((name) => !name.startsWith("scene-"));
    },
    close: () => browser.close(),
  };
}
