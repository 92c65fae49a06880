// One person at one computer: a browser process of their own with their own camera. Whatever the page asks of anybody but the
// server, and whatever it throws, fails the test.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "./launch-browser.ts";
import { ACTION_PATIENCE_MS } from "./patience.ts";

export interface PersonOptions {
  /** Names the evidence that is kept when a test fails. */
  readonly name: string;
  /** Where this person reaches the server. */
  readonly url: string;
  /** A film for the camera; without one Chromium shows its own moving pattern. */
  readonly cameraFile?: string;
  /** A wav file for the microphone; without one Chromium beeps. */
  readonly microphoneFile?: string;
  /** Of Chromium's own pattern. */
  readonly picturesPerSecond?: number;
  /** With that pattern; one unless it is said. */
  readonly cameras?: number;
  /** The hash of a certificate's key that this person's browser trusts. */
  readonly trustedKeyHash?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly reducedMotion?: boolean;
}

export interface Person {
  readonly name: string;
  readonly url: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** When this page sent each message to its class since it was opened, on the test's clock. */
  readonly sentAtMs: () => readonly number[];
  readonly expectNothingWrong: () => void;
  readonly keepEvidence: (folder: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Small, because the processor draws every point of the scene. */
const VIEWPORT = { width: 1024, height: 640 };
export const LAPTOP = { width: 1280, height: 800 };

export async function openPerson(options: PersonOptions): Promise<Person> {
  const { name, url } = options;
  const browser = await launchBrowser(options);
  const context = await browser.newContext({
    viewport: options.viewport ?? VIEWPORT,
    locale: "en-GB",
    permissions: ["camera", "microphone", "screen-wake-lock"],
    reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
  });
  context.setDefaultTimeout(ACTION_PATIENCE_MS);
  const page = await context.newPage();
  const { log, wrong, sentAtMs } = watch(context, page, new URL(url).host);
  return {
    name,
    url,
    page,
    context,
    sentAtMs,
    expectNothingWrong: () => assert.deepEqual(wrong, [], `on ${name}'s page: ${wrong.join("; ")}`),
    keepEvidence: async (folder) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${name}.log`), [...log, ...wrong, page.url()].join("\n"));
      if (!page.isClosed()) await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    close: () => endBrowser(browser),
  };
}

function watch(context: BrowserContext, page: Page, host: string) {
  const log: string[] = [];
  const wrong: string[] = [];
  const sent: number[] = [];
  const judge = (address: string) => {
    const { protocol, host: asked } = new URL(address);
    if (protocol !== "data:" && protocol !== "blob:" && asked !== host) wrong.push(`asked somebody else: ${address}`);
  };
  context.on("request", (request) => judge(request.url()));
  page.on("websocket", (socket) => {
    judge(socket.url());
    socket.on("framesent", ({ payload }) => {
      // One byte only asks whether the line is well.
      if (payload.length > 1) sent.push(performance.now());
    });
  });
  page.on("pageerror", (error) => wrong.push(`thrown: ${error.stack ?? error.message}`));
  page.on("crash", () => wrong.push("the page crashed"));
  page.on("console", (message) => {
    log.push(`${message.type()}: ${message.text()}`);
    if (message.text().includes("Content Security Policy")) wrong.push(message.text());
  });
  return { log, wrong, sentAtMs: () => sent };
}

async function endBrowser(browser: Browser): Promise<void> {
  await browser.close();
}
