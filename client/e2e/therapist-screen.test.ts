// The therapist's screen in a browser: what its keys do wherever the keyboard is, how an alarm is noticed, and whether all of it fits a small laptop.
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Gallery, openGallery } from "./support/open-gallery.ts";
import { PATIENCE } from "./support/patience.ts";
import { tabTo } from "./support/walk-with-keys.ts";

let gallery: Gallery;
let page: Page;
/** As the gallery's session writes them. */
let commands: string[] = [];

beforeAll(async () => {
  gallery = await openGallery();
  page = gallery.page;
  await gallery.show("");
  page.on("console", (message) => {
    if (message.text().startsWith("command")) commands.push(message.text());
  });
});
afterAll(async () => {
  await gallery?.close();
});
beforeEach(async () => {
  commands = [];
  await page.setViewportSize({ width: 1280, height: 800 });
});

afterEach(async () => {
  await page.evaluate(() => localStorage.clear());
});

const sent = (words: string) => vi.waitUntil(() => commands.some((each) => each.includes(words)), PATIENCE);
const dose = () => page.getByRole("form", { name: "Dose" });

describe("an alarm", () => {
  it("stands in the name of the page, and in every dialog with its key", async () => {
    for (const [screen, dialog] of [
      ["therapist-picker-alarm", "What comes next"],
      ["therapist-finish-alarm", "End the session?"],
    ] as const) {
      commands = [];
      await gallery.turnTo(screen);
      await vi.waitUntil(async () => (await page.title()).includes("Dora"), PATIENCE);
      const front = page.getByRole("dialog", { name: dialog });
      await front.getByText("Dora has stopped for pain.").waitFor();
      await page.keyboard.press("t");
      await sent("takeAlarm");
      await front.waitFor({ state: "detached" });
    }
  });

  it("leaves the letter to a word that is being typed", async () => {
    await gallery.turnTo("therapist-picker-alarm");
    const search = page.getByLabel("Find an exercise");
    await search.fill("squa");
    await page.keyboard.press("t");
    expect(await search.inputValue()).toBe("squat");
    expect(commands).toEqual([]);
  });

  it("says when it cannot be heard, and rings once the page was touched", async () => {
    const untouched = await gallery.openWindow();
    const { page } = untouched;
    await page.addInitScript(keepSilentUntilClicked);
    await page.addInitScript(countNotes);
    await untouched.show("therapist-names");
    const silent = page.getByText("A pain alarm could not be heard yet.");
    await silent.waitFor();
    expect(await page.evaluate(readNotes)).toBe(0);
    await page.getByRole("button", { name: "Turn on the sound" }).click();
    await silent.waitFor({ state: "detached" });
    await vi.waitUntil(async () => (await page.evaluate(readNotes)) > 0, PATIENCE);
    await untouched.close();
  });
});

describe("keys", () => {
  it("still work after something was pressed with the mouse, and after a side was chosen", async () => {
    await gallery.turnTo("therapist-sides");
    await page.getByRole("button", { name: "Bruno", exact: true }).click();
    await page.keyboard.press("Space");
    await sent("pauseSet");
    commands = [];
    await dose().getByText("Left", { exact: true }).click();
    await page.keyboard.press("Space");
    await sent("pauseSet");
    await page.keyboard.press("f");
    await sent("finishSet");
    expect(await dose().getByRole("radio", { name: "Left" }).isChecked()).toBe(true);
  });

  it("leave space to a button that was reached with the keyboard", async () => {
    await gallery.turnTo("therapist-sides");
    await tabTo(page, page.getByRole("toolbar").getByRole("button", { name: "Exercise" }));
    await page.keyboard.press("Space");
    await page.getByRole("dialog", { name: "What comes next" }).waitFor();
    expect(commands).toEqual([]);
  });

  it("leave the arrows to the sides", async () => {
    await gallery.turnTo("therapist-sides");
    await dose().getByText("Left", { exact: true }).click();
    await page.keyboard.press("ArrowRight");
    await vi.waitUntil(() => dose().getByRole("radio", { name: "Right" }).isChecked(), PATIENCE);
    expect(commands).toEqual([]);
  });

  it("can be turned off except for space, and stay off", async () => {
    await gallery.turnTo("therapist-keys");
    const letters = page.getByRole("switch", { name: "Letters and digits are commands" });
    await letters.focus();
    await page.keyboard.press("Space");
    await vi.waitUntil(async () => !(await letters.isChecked()), PATIENCE);
    await gallery.show("therapist-sides");
    await page.keyboard.press("f");
    await page.keyboard.press("Space");
    await sent("pauseSet");
    expect(commands).toHaveLength(1);
  });

  it("show a patient large and lead to the dose", async () => {
    await gallery.turnTo("therapist-sides");
    await page.keyboard.press("2");
    await page.keyboard.press("s");
    await sent("moveSpotlight");
    await page.keyboard.press("d");
    const repetitions = dose().getByLabel("Repetitions");
    await vi.waitUntil(() => repetitions.evaluate((field) => field === document.activeElement), PATIENCE);
    await gallery.turnTo("therapist-spotlight");
    await page
      .getByRole("region", { name: "Bruno, shown large" })
      .getByRole("button", { name: /^Stop showing large/ })
      .click();
    await vi.waitUntil(() => commands.filter((each) => each.includes("moveSpotlight")).length === 2, PATIENCE);
  });
});

it("confirms a dose that was set during a set, keeps the keyboard there, and shows it again later", async () => {
  await gallery.turnTo("therapist-sides");
  await page.keyboard.press("d");
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await sent("setTarget");
  await dose().getByText("Saved for the next set.").waitFor();
  const repetitions = dose().getByLabel("Repetitions");
  expect(await repetitions.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByRole("button", { name: "Bruno", exact: true }).click();
  expect(await repetitions.inputValue()).toBe("10");
  await page.getByRole("button", { name: "Ana", exact: true }).click();
  expect(await repetitions.inputValue()).toBe("12");
  await dose().getByText("Saved for the next set.").waitFor();
});

describe("a tile", () => {
  it("is chosen by a press anywhere on it, also on the bars of the line, which are then said in words", async () => {
    await gallery.show("therapist-line-marks");
    const weak = page.getByRole("article").filter({ has: page.getByRole("img", { name: "Network: weak" }) });
    const chosen = () => weak.getByRole("button", { pressed: true }).count();
    expect(await chosen()).toBe(0);
    await pressMiddleOf(weak.getByRole("img", { name: "Network: weak" }));
    await vi.waitFor(async () => expect(await chosen()).toBe(1), PATIENCE);
    // Once on its tile, for screen readers; and beside the tiles for everybody.
    await vi.waitFor(async () => expect(await page.getByText("Network: weak").count()).toBe(1), PATIENCE);
    await page.getByRole("article").first().getByRole("button").first().click();
    await vi.waitFor(async () => expect(await chosen()).toBe(0), PATIENCE);
    // And on its picture.
    const box = await weak.boundingBox();
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 3);
    await vi.waitFor(async () => expect(await chosen()).toBe(1), PATIENCE);
  });
});

async function pressMiddleOf(shown: Locator): Promise<void> {
  const box = await shown.boundingBox();
  if (box === null) throw new Error("not on the screen");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

describe("on a small laptop", () => {
  it("shows both rows of tiles whole in a browser window", async () => {
    await page.setViewportSize({ width: 1280, height: 670 });
    for (const screen of ["therapist-lobby", "therapist-set", "therapist-names"]) {
      await gallery.turnTo(screen, { language: "de" });
      const heights = await page
        .getByRole("article")
        .evaluateAll((tiles) =>
          [...tiles, ...new Set(tiles.map((tile) => tile.parentElement))].map((each) =>
            each === null ? 0 : each.scrollHeight - each.clientHeight,
          ),
        );
      expect(heights, screen).toHaveLength(7);
      expect(Math.max(...heights), screen).toBeLessThanOrEqual(0);
    }
  });

  it("cuts off no German word of a button or a sentence", async () => {
    const screens = (await gallery.screenNames()).filter((name) => name.startsWith("therapist-"));
    expect(screens.length).toBeGreaterThan(10);
    const found: string[] = [];
    for (const screen of screens) {
      await gallery.turnTo(screen, { theme: "dark", language: "de" });
      for (const words of await page.evaluate(wordsCutOff)) found.push(`${screen}: ${words}`);
    }
    expect(found).toEqual([]);
  });
});

/** Runs in the page: what is wider than the box that hides the rest of it. Names of people may be cut, after two lines. */
function wordsCutOff(): string[] {
  const hasWords = (element: Element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE);
  return [...document.querySelectorAll<HTMLElement>("#root *, [role=dialog] *")]
    .filter((each) => hasWords(each) && getComputedStyle(each).overflowX !== "visible")
    .filter((each) => each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.textContent ?? "");
}

/** Runs in the page: browsers do so, but take this test's own questions for a touch. */
function keepSilentUntilClicked(): void {
  const contexts = new Set<BaseAudioContext>();
  let touched = false;
  const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, "state")?.get;
  Object.defineProperty(BaseAudioContext.prototype, "state", {
    get(this: BaseAudioContext) {
      contexts.add(this);
      return touched ? state?.call(this) : "suspended";
    },
  });
  const onClick = () => {
    touched = true;
    for (const context of contexts) context.dispatchEvent(new Event("statechange"));
  };
  window.addEventListener("click", onClick, { capture: true });
}

/** Runs in the page: counts the notes that are played. */
function countNotes(): void {
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
    document.documentElement.dataset.notes = String(Number(document.documentElement.dataset.notes ?? 0) + 1);
    start.call(this, when);
  };
}

function readNotes(): number {
  return Number(document.documentElement.dataset.notes ?? 0);
}
