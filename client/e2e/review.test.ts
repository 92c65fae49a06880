// Looking back at a class that is over: a therapist goes from its summary to one patient, jumps to a repetition, plays, comments with a
// drawing and sends it; the patient it was sent to sees it, the other one does not. What was drawn and said in the class is seen and heard again,
// and what was recorded is downloaded, held, released and destroyed.
import type { ReviewCurve, SessionReview } from "@ensemble/shared/protocol/review-messages.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SimulatedClass } from "../../server/test/support/simulated-class.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible, expectStillness } from "./support/expect-accessible.ts";
import { expectRecordingFile } from "./support/expect-recording-file.ts";
import { HELD_WITHIN_MS, holdClass, REPETITIONS, signInAll } from "./support/hold-class.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { keepFilm, readFilm } from "./support/keep-film.ts";
import { hearVoices, keepVoices } from "./support/keep-voice.ts";
import { LAPTOP, openPerson, type Person } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import {
  boxOf,
  cornerOfTarget,
  expectHeldPicture,
  expectMomentEverywhere,
  fetchFromPage,
  figurePixels,
  keptSources,
  kneeAt,
  momentSlider,
  shownMomentMs,
  viewedRecordings,
} from "./support/read-review.ts";

const WORDS = "Press your knees apart here.";

describe("looking back", () => {
  let clinic: Clinic;
  let group: SimulatedClass;
  let thea: Person;
  let ana: Person;
  let bruno: Person;
  let review: SessionReview;
  keepEvidence(() => [thea, ana, bruno]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url } = clinic;
    const open = (name: string, more = {}) => openPerson({ name, url, reducedMotion: true, ...more });
    const people = [open("thea", { viewport: LAPTOP }), open("ana"), open("bruno")] as const;
    [group, thea, ana, bruno] = await Promise.all([holdClass(url), ...people]);
    await signInAll(group, [thea, ana, bruno]);
  }, HELD_WITHIN_MS);

  afterAll(async () => {
    for (const person of [thea, ana, bruno]) await person?.close();
    await clinic?.close();
  });

  const [slider, momentMs] = [() => momentSlider(thea.page), () => shownMomentMs(thea.page)];
  const sameEverywhere = (atMs: number) => expectMomentEverywhere(thea.page, atMs);

  it("is reached from the class's summary, with one link for each patient", async () => {
    const { page, url } = thea;
    const { groupSessionId } = group.created;
    await page.goto(`${url}/session/${groupSessionId}/summary`);
    const links = page.getByRole("link", { name: /^Look back at how .* moved$/ });
    await vi.waitFor(async () => expect(await links.count()).toBe(2), PATIENCE);
    await links.first().click();
    await slider().waitFor();
    const personId = group.patients[0]?.participant.me.personId;
    expect(new URL(page.url()).pathname).toBe(`/review/${groupSessionId}/${personId}`);
    review = await fetchFromPage(page, `/api/sessions/${groupSessionId}/review/${personId}`);
    expect(review.sets[0]?.repetitions).toHaveLength(REPETITIONS);
    await vi.waitFor(async () => expect(await figurePixels(page)).toBeGreaterThan(500), PATIENCE);
    await expectAccessible(page, "a review");
    await expectStillness(page, "a review");
  });

  it("jumps to a repetition with the arrows: slider, cursor and list stand at the journal's moment", async () => {
    const { page } = thea;
    const repetitions = review.sets[0]?.repetitions ?? [];
    await page.keyboard.press("ArrowRight");
    await sameEverywhere(repetitions[0]?.startMs ?? 0);
    await page.keyboard.press("ArrowRight");
    await sameEverywhere(repetitions[1]?.startMs ?? 0);
    expect(await slider().getAttribute("aria-valuetext")).toMatch(/^\d:\d\d of \d:\d\d, Repetition 2, -?\d+ degrees$/);
    const list = page.getByRole("region", { name: "What happened" });
    expect(await list.locator("[aria-current]").textContent()).toContain("Repetition 2");
    await page.keyboard.press("ArrowRight");
    await sameEverywhere(repetitions[2]?.startMs ?? 0);
    await page.keyboard.press("ArrowLeft");
    await sameEverywhere(repetitions[1]?.startMs ?? 0);
    await list.getByRole("button", { name: /Repetition 1/ }).click();
    await sameEverywhere(repetitions[0]?.startMs ?? 0);
    await slider().focus();
    await page.keyboard.press("PageDown");
    await sameEverywhere(repetitions[1]?.startMs ?? 0);
    await page.keyboard.press("ArrowLeft");
    await sameEverywhere((repetitions[1]?.startMs ?? 0) - 1_000);
  });

  it("plays and stops with the space bar, and never by itself", async () => {
    const { page } = thea;
    const before = await momentMs();
    await page.keyboard.press("Space");
    await vi.waitFor(async () => expect(await momentMs()).toBeGreaterThan(before + 500), PATIENCE);
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Play" }).waitFor();
    const stopped = await momentMs();
    await page.reload();
    await slider().waitFor();
    await page.getByRole("button", { name: "Play" }).waitFor();
    expect(await momentMs()).toBeLessThan(stopped);
  });

  it("shows what was drawn in the class where it was, while it was there, and follows the joint", async () => {
    const { page } = thea;
    const [target, circle] = review.drawings;
    const set = review.sets[0];
    if (target === undefined || circle === undefined || set === undefined) throw new Error("nothing was drawn");
    expect([target.annotation.tool, circle.annotation.tool]).toEqual(["target", "circle"]);
    const drawn = (tool: string) => page.locator(`[data-tool=${tool}]`);
    expect(await drawn("circle").count()).toBe(0);
    const marks = page.getByRole("list", { name: "Cues, drawings and comments on the time line" });
    await marks.getByRole("button", { name: /drawn on the picture: Target, Circle$/ }).click();
    await sameEverywhere(target.annotation.atMs);
    // A second later both are there, over the same place of the picture whatever its size.
    await slider().focus();
    await page.keyboard.press("ArrowRight");
    await sameEverywhere(target.annotation.atMs + 1_000);
    for (const viewport of [{ width: 820, height: 1180 }, LAPTOP]) {
      await page.setViewportSize(viewport);
      await vi.waitFor(async () => {
        const [picture, ring] = await Promise.all([boxOf(page, "canvas"), boxOf(page, "[data-tool=circle] path")]);
        expect(ring.middleX).toBeCloseTo(picture.x + (600 / 2_048) * picture.width, -0.5);
        expect(ring.middleY).toBeCloseTo(picture.y + (900 / 2_048) * picture.height, -0.5);
        expect(ring.width).toBeGreaterThan((200 / 2_048) * picture.width - 2);
      }, PATIENCE);
    }
    const curve = await fetchFromPage<ReviewCurve>(
      page,
      `/api/sessions/${review.groupSessionId}/review/${review.participantId}/curve/${set.setId}`,
    );
    for (const { startMs, endMs } of set.repetitions.slice(1)) {
      await page.keyboard.press("PageDown");
      await sameEverywhere(startMs);
      const place = curve.atMs.findLastIndex((frameMs) => frameMs <= startMs);
      const [x, y] = await kneeAt(page, set.setId, curve.frames[place] ?? 0);
      await vi.waitFor(async () => {
        const [picture, joint] = await Promise.all([boxOf(page, "canvas"), cornerOfTarget(page)]);
        expect(Math.abs(joint[0] - x * picture.width)).toBeLessThan(2);
        expect(Math.abs(joint[1] - y * picture.height)).toBeLessThan(2);
      }, PATIENCE);
      expect(await drawn("circle").count()).toBe((circle.untilMs ?? endMs) > startMs ? 1 : 0);
    }
    expect(circle.untilMs).toBeLessThan(set.repetitions[2]?.startMs ?? 0);
    // The class as a whole says so too, and that there was a word with her alone.
    const strip = page.getByRole("navigation", { name: "Sets and rests of the class" });
    await strip.getByText(/private word, 0:\d\d long$/).waitFor({ state: "attached" });
    await strip.getByRole("button", { name: /drawn on the picture: Target, Circle/ }).click();
    await sameEverywhere(target.annotation.atMs);
    await expectHeldPicture(page, review);
  });

  it("keeps a comment with a drawing on the moment, and shows it there again after a reload", async () => {
    const { page } = thea;
    const atMs = review.sets[0]?.repetitions[1]?.startMs ?? 0;
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await sameEverywhere(atMs);
    await page.keyboard.press("c");
    await page.getByRole("textbox", { name: /^Comment on / }).fill(WORDS);
    const box = await page.locator("[data-pointing-surface]").boundingBox();
    if (box === null) throw new Error("nothing to draw on");
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(0.4, 0.6));
    await page.mouse.down();
    for (let step = 1; step <= 8; step++) await page.mouse.move(...at(0.4 + 0.02 * step, 0.6 + 0.01 * step));
    await page.mouse.up();
    // An arrow without a mouse: from the tool to the figure, up from its middle, and back to the words.
    const field = page.getByRole("textbox", { name: /^Comment on / });
    await field.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await vi.waitUntil(() => page.locator("[data-pointing-surface]:focus").count(), PATIENCE);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    for (let step = 0; step < 8; step++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await vi.waitFor(async () => expect(await page.locator("[data-stroke]").count()).toBe(2), PATIENCE);
    await page.keyboard.press("u");
    await vi.waitFor(async () => expect(await page.locator("[data-stroke]").count()).toBe(1), PATIENCE);
    await page.keyboard.press("Enter");
    for (let step = 0; step < 8; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await vi.waitUntil(() => field.evaluate((element) => element === document.activeElement), PATIENCE);
    await expectAccessible(page, "writing a comment");
    await page.getByRole("button", { name: "Keep comment" }).click();
    const kept = page.getByRole("listitem").filter({ hasText: WORDS });
    await kept.waitFor();
    await page.reload();
    await kept.getByRole("button", { name: WORDS }).click();
    const [comment] = await page.evaluate(
      async (path): Promise<SessionReview["comments"]> => (await (await fetch(path)).json()).comments,
      `/api/sessions/${review.groupSessionId}/review/${review.participantId}`,
    );
    expect(comment?.text).toBe(WORDS);
    // The frame that was on the screen when it was written.
    expect(Math.abs((comment?.atMs ?? 0) - atMs)).toBeLessThan(100);
    await sameEverywhere(comment?.atMs ?? 0);
    expect(comment?.drawing[0]?.points.slice(0, 2)).toEqual([expect.closeTo(0.4, 1), expect.closeTo(0.6, 1)]);
    // The arrow came back down: its tip, twice, between its wings, is where the first one began.
    expect(comment?.drawing[1]?.points).toHaveLength(10);
    expect(comment?.drawing[1]?.points.slice(2, 4)).toEqual([0.5, 0.5]);
    expect(await page.locator("[data-stroke]").count()).toBe(2);
    await page
      .getByRole("list", { name: "Cues, drawings and comments on the time line" })
      .getByRole("button", { name: /comment$/ })
      .waitFor();
    await expectAccessible(page, "a review with a comment");
  });

  it("shows a comment to the patient it was sent to, and to no other", async () => {
    const { page } = thea;
    const comment = (patient: Person) => patient.page.getByRole("region", { name: "From your therapist" });
    const answer = ana.page.waitForResponse((each) => each.url().endsWith("/api/comments"));
    await ana.page.goto(`${ana.url}/`);
    expect(await (await answer).json()).toEqual([]);
    await page.getByRole("button", { name: /^Send to / }).click();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText(/^Sent: /).waitFor();
    await ana.page.reload();
    await comment(ana).getByText(WORDS).waitFor();
    await vi.waitFor(async () => expect(await figurePixels(ana.page)).toBeGreaterThan(300), PATIENCE);
    await expectAccessible(ana.page, "a home with a comment");
    await ana.page.goto(`${ana.url}/session/${review.groupSessionId}/summary`);
    await comment(ana).getByText(WORDS).waitFor();
    const other = bruno.page.waitForResponse((each) => each.url().endsWith("/api/comments"));
    await bruno.page.goto(`${bruno.url}/`);
    expect(await (await other).json()).toEqual([]);
    await bruno.page.getByRole("heading", { level: 1 }).waitFor();
    expect(await comment(bruno).count()).toBe(0);
  });

  it("is not for patients: whoever opens its address is told so", async () => {
    const { page, url } = ana;
    await page.goto(`${url}/review/${review.groupSessionId}/${review.participantId}`);
    await page.getByText("Only the therapists of a class can look back").waitFor();
    for (const person of [thea, ana, bruno]) person.expectNothingWrong();
  });

  it("shows what a camera recorded under the figure, in step with it, entered and left where that was", async () => {
    const { page } = thea;
    const [first, second, third] = review.sets[0]?.repetitions ?? [];
    if (first === undefined || second === undefined || third === undefined) throw new Error("too few repetitions");
    const beginsAtMs = (review.sets[0]?.startMs ?? 0) - 300;
    await keepFilm(clinic, page, {
      groupSessionId: review.groupSessionId,
      participantId: review.participantId,
      beginsAtMs,
      durationMs: third.endMs - beginsAtMs + 2_000,
      hole: { fromMs: third.startMs - beginsAtMs, untilMs: third.startMs + 1_500 - beginsAtMs },
    });
    await page.reload();
    await slider().waitFor();
    const recordings = await page.evaluate(
      async (path) => (await fetch(path)).json(),
      `/api/sessions/${review.groupSessionId}/recordings`,
    );
    const expected = { participantId: review.participantId, source: "camera", beginsAtMs, state: "whole" };
    expect(recordings).toMatchObject([expected]);
    expect(recordings[0].durationMs).toBeGreaterThan(third.endMs - beginsAtMs);
    const shown = page.locator("video[data-recorded]");
    await shown.waitFor({ state: "attached" });
    const standsAt = async (atMs: number) => {
      await sameEverywhere(atMs);
      await vi.waitFor(async () => {
        const { seconds, apart, state } = await readFilm(page, (atMs - beginsAtMs) / 1_000);
        expect(apart, state).toBeLessThan(0.05);
        // A film's grey says its second, give or take one: an encoder keeps no grey to the shade.
        expect(Math.abs(seconds - Math.floor((atMs - beginsAtMs) / 1_000)), state).toBeLessThanOrEqual(1);
      }, PATIENCE);
    };
    for (const atMs of [first.startMs, second.startMs]) {
      await page.keyboard.press("ArrowRight");
      await standsAt(atMs);
    }
    await page.keyboard.press("ArrowRight");
    await sameEverywhere(third.startMs);
    // In the hole there is the figure alone.
    await slider().focus();
    await page.keyboard.press("ArrowRight");
    await vi.waitFor(async () => expect(await shown.count()).toBe(0), PATIENCE);
    expect(await figurePixels(page)).toBeGreaterThan(500);
    await page.keyboard.press("ArrowRight");
    await standsAt(third.startMs + 2_000);
    await page.keyboard.press("PageUp");
    await page.keyboard.press("PageUp");
    await standsAt(second.startMs);
    await page.keyboard.press("Space");
    await vi.waitFor(async () => {
      const atMs = await momentMs();
      expect(atMs).toBeGreaterThan(second.startMs + 400);
      expect((await readFilm(page, (atMs - beginsAtMs) / 1_000)).apart).toBeLessThan(0.5);
    }, PATIENCE);
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Play" }).waitFor();
    thea.expectNothingWrong();
  });

  it("lets the patient's and the therapist's recorded voices be heard in step, and nobody's before somebody listens", async () => {
    const { page } = thea;
    const [first, second, third] = review.sets[0]?.repetitions ?? [];
    if (first === undefined || second === undefined || third === undefined) throw new Error("too few repetitions");
    const beginsAtMs = (review.sets[0]?.startMs ?? 0) - 300;
    const { groupSessionId } = review;
    const ids = [group.patients[0], group.therapist, group.patients[1]].map(
      (one) => one?.participant.me.personId ?? "",
    );
    const voices = ids.map((participantId) => ({ groupSessionId, participantId, beginsAtMs }));
    const listened = async () => (await viewedRecordings(page)).filter((what) => what.startsWith("microphone"));
    await keepVoices(clinic, page, voices, third.endMs - beginsAtMs + 2_000);
    await page.reload();
    await slider().waitFor();
    await page.getByRole("slider", { name: "Volume" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await sameEverywhere(first.startMs);
    expect(await page.locator("audio").count()).toBe(0);
    expect(await listened()).toEqual([]);
    const inStep = async (speed: number) =>
      vi.waitFor(async () => {
        const heard = await hearVoices(page);
        const atSeconds = ((await momentMs()) - beginsAtMs) / 1_000;
        expect(heard).toHaveLength(2);
        for (const voice of heard) {
          expect(voice).toMatchObject({ paused: false, volume: 1, speed, keepsPitch: true });
          expect(Math.abs(voice.atSeconds - atSeconds)).toBeLessThan(0.5);
          expect(Math.abs(voice.heardSecond - Math.floor(voice.atSeconds))).toBeLessThanOrEqual(1);
        }
      }, PATIENCE);
    await page.keyboard.press("Space");
    await inStep(1);
    await page.keyboard.press("m");
    await vi.waitFor(async () => expect(await page.locator("audio").count()).toBe(0), PATIENCE);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("m");
    await page.getByRole("button", { name: "Speed 1 ×" }).click();
    await inStep(0.5);
    await page.keyboard.press("Space");
    await vi.waitFor(
      async () => expect((await hearVoices(page)).map(({ paused }) => paused)).toEqual([true, true]),
      PATIENCE,
    );
    // Two voices, each one viewing, however often the player jumped.
    expect(new Set(await listened()).size).toBe(2);
    expect(await listened()).toHaveLength(2);
    await expectAccessible(page, "a review with voices");
    thea.expectNothingWrong();
  });

  it("says what is kept, holds it against being destroyed, and destroys it with a line that stays", async () => {
    const { page } = thea;
    const custody = page.getByRole("region", { name: "Picture and sound of this class" });
    const log = page.getByRole("region", { name: "Who looked and decided", exact: true });
    await page.reload();
    await vi.waitFor(async () => expect(await keptSources(page)).toEqual(["Picture", "Sound"]), PATIENCE);
    await expectRecordingFile(custody.getByRole("link", { name: /^Download: Picture/ }));
    await custody.getByRole("button", { name: "Put on hold" }).click();
    const hold = page.getByRole("dialog", { name: "Put recordings on hold" });
    // Nothing is decided without a reason.
    expect(await hold.getByRole("button", { name: "Put on hold" }).isDisabled()).toBe(true);
    await hold.getByRole("radio", { name: "A complaint or a dispute." }).check();
    await expectAccessible(page, "putting a recording on hold");
    await hold.getByRole("button", { name: "Put on hold" }).click();
    await custody.getByText(/^On hold since .*: A complaint or a dispute\./).waitFor();
    await hold.waitFor({ state: "detached" });
    expect(await custody.getByRole("button", { name: "Destroy" }).count()).toBe(0);
    await log.getByText("put on hold").waitFor();
    await custody.getByRole("button", { name: "Release" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Release" }).click();
    await custody.getByRole("button", { name: "Destroy" }).click();
    const destroy = page.getByRole("dialog", { name: "Destroy recordings" });
    await destroy.getByText(/^2 recordings of .* are destroyed now\. No backup of the database/).waitFor();
    await destroy.getByText(/^What remains: /).waitFor();
    await destroy.getByRole("radio", { name: "The patient asks for it" }).check();
    await expectAccessible(page, "destroying a recording");
    await destroy.getByRole("button", { name: "Destroy for good" }).click();
    await destroy.waitFor({ state: "detached" });
    await vi.waitFor(async () => expect(await page.locator("video").count()).toBe(0), PATIENCE);
    const toDo = custody.getByRole("button").or(custody.getByRole("link", { name: /^Download: / }));
    expect(await toDo.count()).toBe(0);
    await page.reload();
    const gone = custody.getByText(/^Destroyed on .*, because the patient asked for it$/);
    await gone.first().waitFor();
    const said = (await log.getByRole("listitem").allTextContents()).join();
    for (const done of ["destroyed", "released", "put on hold", "downloaded", "played", "looked back at the movement"])
      expect(said).toContain(done);
    await expectAccessible(page, "a review of what was destroyed");
    thea.expectNothingWrong();
  });
});
