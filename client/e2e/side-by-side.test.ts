// The exercise with a patient's picture: turned on by the therapist and seen on both screens, over the body wherever that is in either picture, in step with
// the movement, and changed by the patient for their own screen.
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { IMAGE_UNITS_PER_PICTURE } from "@ensemble/shared/movement/pose-frame.ts";
import { decodeFigureBundle, type Figure } from "@ensemble/shared/protocol/figure-bundle.ts";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { openSquatFilm, type SquatFilm } from "./support/squat-film.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { waitUntilCarried } from "./support/wait-until-carried.ts";

const MINUTE_MS = 60_000;
const ANA = "Ana Kovač";
const SQUATS = 2;
/** Between the body that a screen has drawn and the newest one that was sent, somebody who stands moves by less. */
const WITHIN_PIXELS = 6;
const OVER = "canvas[data-demonstration=over]";

describe("the exercise with a patient's picture", () => {
  let clinic: Clinic;
  let film: SquatFilm;
  let thea: Therapist;
  let ana: Patient;
  /** As it last came to the therapist's page. */
  let seen: Figure | undefined;
  keepEvidence(() => [thea, ana]);
  const large = () => thea.page.getByRole("region", { name: `${ANA}, shown large` });
  const choices = () => large().getByRole("group", { name: "Exercise with the picture" });
  const own = () => ana.page.getByRole("region", { name: "Your own picture, as in a mirror" });

  beforeAll(async () => {
    [film, clinic] = await Promise.all([openSquatFilm({ figure: "slim", repetitions: SQUATS }), openClinic()]);
    const { url, therapist, linkOf } = clinic;
    const patient = clinic.patients[0] as (typeof clinic.patients)[0];
    const groupSessionId = await clinic.planClass("Knee group", [therapist, patient]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    thea.page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        seen = typeof payload === "string" ? seen : (onlyFigureOf(payload) ?? seen);
      }),
    );
    ana = asPatient(await openPerson({ name: "ana", url, cameraFile: film.y4mPath }));
    await Promise.all([
      thea.arrive(linkOf(therapist), groupSessionId),
      ana.arrive(linkOf(patient), groupSessionId, "standing well"),
    ]);
    await thea.choose("Squat");
    await thea.press("Start the set");
    await ana.count.waitFor();
    await waitUntilCarried([ana]);
    await thea
      .tile(ANA)
      .getByRole("button", { name: `Show ${ANA} large` })
      .click();
    await large().locator("video").waitFor();
  }, 6 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    await film?.close();
    await clinic?.close();
  });

  it("is on neither screen until the therapist says so", async () => {
    expect(await thea.page.locator(OVER).count()).toBe(0);
    expect(await ana.page.locator(OVER).count()).toBe(0);
    expect(await choices().getByRole("button", { name: "Off" }).getAttribute("aria-pressed")).toBe("true");
  });

  it("stands over the body on both screens, large and small, mirrored or not", { timeout: 3 * MINUTE_MS }, async () => {
    await choices().getByRole("button", { name: "Over" }).click();
    await vi.waitFor(async () => {
      expect(await missedBy(thea.page, large(), false)).toBeLessThan(WITHIN_PIXELS);
      expect(await missedBy(ana.page, own(), true)).toBeLessThan(WITHIN_PIXELS);
    }, PATIENCE);
    for (const page of [thea.page, ana.page]) expect(await paintedAtHips(page)).toBe(true);
  });

  it("goes at its own pace, and in step waits with somebody who stands", { timeout: 3 * MINUTE_MS }, async () => {
    const both = [thea.page, ana.page];
    for (const page of both) {
      const before = await phaseOf(page);
      await expect.poll(() => phaseOf(page), PATIENCE).not.toBe(before);
    }
    await choices()
      .getByRole("switch", { name: /^In step/ })
      .click();
    for (const page of both) await expect.poll(() => standsStill(page), PATIENCE).toBe(true);
  });

  it("goes down and comes up again with the patient", { timeout: 4 * MINUTE_MS }, async () => {
    const both = [thea.page, ana.page];
    await Promise.all(both.map(keepCourse));
    await film.play();
    for (const page of both) await expect.poll(() => standsStill(page), PATIENCE).toBe(true);
    for (const page of both) {
      const course = await page.evaluate(() => (globalThis as unknown as { course: number[] }).course);
      // What is less than before is a new repetition's beginning.
      const begun = course.filter((phase, i) => phase < (course[i - 1] ?? 0));
      expect(begun.filter((phase) => phase > 0.5)).toEqual([]);
      const deep = course.filter((phase) => phase > 0.3 && phase < 0.7);
      expect([begun.length > 0, deep.length > 0]).toEqual([true, true]);
      expect(begun.length).toBeLessThanOrEqual(SQUATS + 1);
    }
  });

  it("is changed by the patient for their own screen with one button", { timeout: 2 * MINUTE_MS }, async () => {
    await ana.page.getByRole("button", { name: "Take the example away" }).click();
    await expect.poll(() => ana.page.locator(OVER).count(), PATIENCE).toBe(0);
    expect(await thea.page.locator(OVER).count()).toBe(1);
    await ana.page.getByRole("button", { name: "Show the example beside me" }).click();
    await ana.page.locator("[data-comparison=beside] canvas[data-demonstration=figure]").waitFor();
    await expectAccessible(ana.page, "the exercise beside one's own picture");
  });

  it("is off again on both screens, with the key", { timeout: 2 * MINUTE_MS }, async () => {
    await expectAccessible(thea.page, "the exercise over the large picture");
    await thea.page.keyboard.press("y");
    await expect.poll(() => thea.page.locator(OVER).count(), PATIENCE).toBe(0);
    await expect.poll(() => ana.page.locator("[data-comparison]").count(), PATIENCE).toBe(0);
    await thea.page.keyboard.press("y");
    await large().locator("canvas[data-demonstration=figure]").waitFor();
    await ana.page.locator("[data-comparison=beside]").waitFor();
    for (const person of [thea, ana]) person.expectNothingWrong();
  });

  /** How far the drawn hips are from the landmarks that were sent, in pixels of the page: by the place of the video and nothing of the page's own reckoning. */
  async function missedBy(page: Page, place: ReturnType<typeof large>, mirrored: boolean): Promise<number> {
    if (seen === undefined) return Number.NaN;
    const hip = (k: 0 | 1) =>
      ((seen?.points[2 * LANDMARK.leftHip + k] ?? 0) + (seen?.points[2 * LANDMARK.rightHip + k] ?? 0)) /
      2 /
      IMAGE_UNITS_PER_PICTURE;
    const found = await place.locator("video").evaluate((video: HTMLVideoElement) => {
      const { left, top, width, height } = video.getBoundingClientRect();
      return { left, top, width, height, aspect: video.videoWidth / video.videoHeight };
    });
    const drawn = await drawnHips(page);
    if (drawn === undefined) return Number.NaN;
    // The picture fills the video's place: what is too much is cut off evenly.
    const wide = Math.max(found.width, found.height * found.aspect);
    const high = wide / found.aspect;
    const across = mirrored ? 1 - hip(0) : hip(0);
    const x = found.left + (found.width - wide) / 2 + across * wide;
    const y = found.top + (found.height - high) / 2 + hip(1) * high;
    return Math.hypot(drawn.x - x, drawn.y - y);
  }
});

/** The bundle is the last of its message; one person's has always the same length. */
function onlyFigureOf(payload: Buffer): Figure | undefined {
  const bytes = payload.subarray(Math.max(0, payload.length - ONE_FIGURE_BYTES));
  const figure = bytes.length === ONE_FIGURE_BYTES ? decodeFigureBundle(bytes)?.figures[0] : undefined;
  return figure?.seen && figure.aspect > 0.3 && figure.aspect < 3 ? figure : undefined;
}
const ONE_FIGURE_BYTES = 6 + 8 + 5 * 33;

function drawnHips(page: Page): Promise<{ x: number; y: number } | undefined> {
  return page.locator(OVER).evaluate((canvas: HTMLCanvasElement) => {
    const { left, top } = canvas.getBoundingClientRect();
    const [x, y] = (canvas.dataset.hips ?? "").split(" ").map(Number);
    return x === undefined || y === undefined ? undefined : { x: left + x, y: top + y };
  });
}

function paintedAtHips(page: Page): Promise<boolean> {
  return page.locator(OVER).evaluate((canvas: HTMLCanvasElement) => {
    const [x = 0, y = 0] = (canvas.dataset.hips ?? "").split(" ").map(Number);
    const ratio = canvas.width / canvas.clientWidth;
    const pixel = canvas.getContext("2d")?.getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1).data;
    return (pixel?.[3] ?? 0) > 200;
  });
}

async function phaseOf(page: Page): Promise<string | null> {
  return page.locator(OVER).getAttribute("data-phase");
}

/** Over many pictures of this page. */
function standsStill(page: Page): Promise<boolean> {
  return page.locator(OVER).evaluate(async (canvas: HTMLCanvasElement) => {
    const before = canvas.dataset.phase;
    for (let picture = 0; picture < 40; picture++) {
      await new Promise(requestAnimationFrame);
      if (canvas.dataset.phase !== before) return false;
    }
    return true;
  });
}

function keepCourse(page: Page): Promise<void> {
  return page.locator(OVER).evaluate((canvas: HTMLCanvasElement) => {
    const course: number[] = [];
    (globalThis as unknown as { course: number[] }).course = course;
    requestAnimationFrame(function keep() {
      course.push(Number(canvas.dataset.phase));
      requestAnimationFrame(keep);
    });
  });
}
