// The patient's screens as they are read and used: sizes from three metres, the stop keys, and what is said when the line or the call is away.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Gallery, openGallery } from "./support/open-gallery.ts";

/** A window on a laptop of 1280 × 800 below the browser's own bars, its full screen, a larger one. */
const WINDOWS = [
  { width: 1280, height: 670 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const COUNT_CAPITALS_PX = 200;
const INSTRUCTION_CAPITALS_PX = 60;
const OTHER_CAPITALS_PX = 40;

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
  await gallery.show("");
});
afterAll(() => gallery?.close());
beforeEach(() => gallery.page.setViewportSize({ width: 1280, height: 800 }));

const heading = (name: string) => gallery.page.getByRole("heading", { name });

/** Texts that are shown, with the height of their capitals as they stand on the screen and whether all of them is inside the window. */
function readTexts() {
  return gallery.page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    if (pen === null) throw new Error("no canvas to measure with");
    const walker = document.createTreeWalker(document.querySelector("main") ?? document.body, NodeFilter.SHOW_TEXT);
    const found: { text: string; capitals: number; inside: boolean }[] = [];
    while (walker.nextNode()) {
      const { parentElement: element, textContent } = walker.currentNode;
      const text = textContent?.trim() ?? "";
      if (element === null || text === "" || element.closest("style") !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const { left, right, top, bottom, width } = range.getBoundingClientRect();
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      // Said to screen readers only, or given up for want of room.
      if (width === 0 || style.visibility === "hidden" || box.width <= 1 || element.closest("[data-gives-way]"))
        continue;
      const svg = element instanceof SVGElement ? element.ownerSVGElement : null;
      const scale = svg === null ? 1 : svg.getBoundingClientRect().height / svg.viewBox.baseVal.height;
      pen.font = `${style.fontWeight} ${Number.parseFloat(style.fontSize) * scale}px ${style.fontFamily}`;
      const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight + 1;
      found.push({ text, capitals: pen.measureText("H").actualBoundingBoxAscent, inside });
    }
    return found;
  });
}

describe("legible from three metres", () => {
  it.each(WINDOWS)("keeps its sizes in a window of $width × $height", async (window) => {
    await gallery.page.setViewportSize(window);
    for (const language of ["en", "de"] as const) {
      for (const [screen, instruction] of [
        ["patient-session", { en: "Sit back, then stand tall.", de: "Nach hinten setzen, aufstehen." }],
        [
          "patient-session-right",
          { en: "Right: Leg to the side, slowly back.", de: "Rechts: Bein zur Seite, langsam zurück." },
        ],
      ] as const) {
        await gallery.turnTo(screen, { language });
        const texts = await readTexts();
        const sizeOf = (text: string) => texts.find((each) => each.text === text)?.capitals ?? 0;
        expect(sizeOf("7"), `${screen} ${language}`).toBeGreaterThanOrEqual(COUNT_CAPITALS_PX - 2);
        expect(sizeOf(instruction[language])).toBeGreaterThanOrEqual(INSTRUCTION_CAPITALS_PX - 1);
        expect(texts.filter(({ capitals }) => capitals < OTHER_CAPITALS_PX - 1)).toEqual([]);
        expect(texts.filter(({ inside }) => !inside)).toEqual([]);
        const stop = await gallery.page.getByRole("button", { name: "· " }).boundingBox();
        expect(stop?.height).toBeGreaterThanOrEqual(96);
      }
    }
  });
});

describe("another patient's weak network", () => {
  it.each(WINDOWS)("is named where it can be read in a window of $width × $height", async (window) => {
    await gallery.page.setViewportSize(window);
    for (const [language, why, said] of [
      ["en", "Weak network there", "The network of Chidi is weak, the picture rests."],
      ["de", "Netz dort schwach", "Das Netz von Chidi ist schwach, das Bild ruht."],
    ] as const) {
      await gallery.turnTo("patient-session-shared-weak", { language });
      await gallery.page.getByRole("status").getByText(said, { exact: true }).waitFor({ state: "attached" });
      await gallery.page.getByRole("list").getByRole("img", { name: why }).waitFor();
      const texts = await readTexts();
      expect(texts.find(({ text }) => text === "Chidi")?.capitals).toBeGreaterThanOrEqual(OTHER_CAPITALS_PX - 1);
      expect(texts.filter(({ inside }) => !inside)).toEqual([]);
    }
  });
});

describe("the offer of a newer version", () => {
  it.each(WINDOWS)("is read from three metres and stays in its box in a window of $width × $height", async (window) => {
    await gallery.page.setViewportSize(window);
    for (const language of ["en", "de"] as const) {
      await gallery.turnTo("patient-session-break-outdated", { language });
      const offer = gallery.page.getByRole("status").getByRole("button");
      const [button, box] = await Promise.all([
        offer.boundingBox(),
        offer.locator("xpath=ancestor::header").boundingBox(),
      ]);
      if (button === null || box === null) throw new Error("no offer is shown");
      expect(button.x + button.width, language).toBeLessThanOrEqual(box.x + box.width);
      expect(button.y + button.height).toBeLessThanOrEqual(box.y + box.height + 1);
      expect((await readTexts()).filter(({ capitals }) => capitals < OTHER_CAPITALS_PX - 1)).toEqual([]);
    }
  });
});

describe("pain · stop", () => {
  it.each(["Escape", "Backspace"])("works by the key %s", async (key) => {
    await gallery.turnTo("patient-session");
    await gallery.page.keyboard.press(key);
    await heading("Stopped. Breathe.").waitFor();
  });

  /** Into the class on the whole screen; returns the keys the page asked to keep. */
  async function enterInFullScreen(locking: "locks keys" | "locks none"): Promise<string[]> {
    const { page } = gallery;
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await gallery.show("patient-pages");
    await page.evaluate((able) => {
      const kept: string[] = [];
      const value = able ? { lock: async (keys: string[]) => void kept.push(...keys) } : undefined;
      Object.defineProperty(navigator, "keyboard", { value, configurable: true });
      Object.assign(window, { kept });
    }, locking === "locks keys");
    if ((await page.evaluate(() => sessionStorage.length)) === 0) {
      await press("Take part without a camera");
      await press("Go on without a camera");
    }
    await press("Whole screen");
    await page.waitForFunction(() => document.fullscreenElement !== null);
    await press("I’m ready");
    await page.getByRole("button", { name: "Pain · stop" }).waitFor();
    return page.evaluate(() => (window as unknown as { kept: string[] }).kept);
  }

  it("keeps Escape in the full screen where the browser gives it", async () => {
    expect(await enterInFullScreen("locks keys")).toEqual(["Escape"]);
    // The end of the full screen is then no press of that key.
    await gallery.page.evaluate(() => document.exitFullscreen());
    await gallery.page.waitForFunction(() => document.fullscreenElement === null);
    await gallery.page.getByRole("button", { name: "Pain · stop" }).waitFor();
    await gallery.page.keyboard.press("Escape");
    await heading("Stopped. Breathe.").waitFor();
  });

  it("works with the same press in the full screen of a browser that takes Escape for itself", async () => {
    await enterInFullScreen("locks none");
    // What such a browser does with the key, which the page is not told of.
    await gallery.page.evaluate(() => document.exitFullscreen());
    await heading("Stopped. Breathe.").waitFor();
  });
});

describe("while there is no line", () => {
  it("says so in the lobby, and why a press takes so long", async () => {
    await gallery.turnTo("patient-lobby-1-agreement-away");
    await gallery.page.getByText("The connection is away for a moment.").waitFor();
    await gallery.page.getByRole("button", { name: "I agree, let’s go on" }).click();
    await gallery.page.getByText("Waiting for the line.").waitFor();
  });

  it.each([
    "patient-session-break-reconnecting",
    "patient-session-stopped-told-offline",
    "patient-session-reconnecting",
  ])("says so in %s", async (screen) => {
    await gallery.turnTo(screen);
    await gallery.page.getByText("Reconnecting", { exact: true }).waitFor();
  });
});

it("asks to be seen again when no picture has come for long, however good the last one was", async () => {
  await gallery.turnTo("patient-session-frozen");
  await gallery.page.getByText("Let’s see you again").waitFor();
});

it("keeps the side on the screen beside what is said of the call", async () => {
  await gallery.turnTo("patient-session-right-cue");
  await gallery.page.getByText("Right", { exact: true }).waitFor();
  await gallery.page.getByText("No sound", { exact: true }).waitFor();
});
