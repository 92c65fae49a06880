// A therapist sends a patient a moment of a class with what the camera recorded of it: the patient sees these seconds at home, moving and
// standing, and neither a second more of them nor anything of anybody else.
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { SentClip, SentComment, SessionReview } from "@ensemble/shared/protocol/review-messages.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SimulatedClass } from "../../server/test/support/simulated-class.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { HELD_WITHIN_MS, holdClass, signInAll } from "./support/hold-class.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { keepFilm, readFilm } from "./support/keep-film.ts";
import { LAPTOP, openPerson, type Person } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { expectMomentEverywhere, fetchFromPage, figurePixels, momentSlider } from "./support/read-review.ts";
import { pressWithKeys } from "./support/walk-with-keys.ts";

const WORDS = "Look how your knees stay apart here.";
/** Session time that the recording has before the set begins. */
const BEFORE_MS = 300;

describe("a moment that is sent", () => {
  let clinic: Clinic;
  let group: SimulatedClass;
  let thea: Person;
  let ana: Person;
  let bruno: Person;
  let review: SessionReview;
  let sent: SentComment & { readonly clip: SentClip };
  keepEvidence(() => [thea, ana, bruno]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url } = clinic;
    group = await holdClass(url);
    thea = await openPerson({ name: "thea", url, viewport: LAPTOP, reducedMotion: true });
    ana = await openPerson({ name: "ana", url, viewport: LAPTOP, reducedMotion: true });
    bruno = await openPerson({ name: "bruno", url, reducedMotion: true });
    await signInAll(group, [thea, ana, bruno]);
    const { groupSessionId } = group.created;
    const participantId = group.patients[0]?.participant.me.personId ?? "";
    review = await fetchFromPage(thea.page, `/api/sessions/${groupSessionId}/review/${participantId}`);
    const { startMs = 0, repetitions = [] } = review.sets[0] ?? {};
    const beginsAtMs = startMs - BEFORE_MS;
    await keepFilm(clinic, thea.page, {
      groupSessionId,
      participantId,
      beginsAtMs,
      durationMs: (repetitions.at(-1)?.endMs ?? 0) - beginsAtMs + 2_000,
      hole: { fromMs: 0, untilMs: 0 },
    });
  }, HELD_WITHIN_MS);

  afterAll(async () => {
    for (const person of [thea, ana, bruno]) await person?.close();
    await clinic?.close();
  });

  const fromTherapist = (person: Person) => person.page.getByRole("region", { name: "From your therapist" });
  const statusOn = ({ page }: Person, path: string) => page.evaluate(async (path) => (await fetch(path)).status, path);

  it("is chosen by the therapist with as much as is to be seen of it", async () => {
    const { page, url } = thea;
    await page.goto(`${url}/review/${review.groupSessionId}/${review.participantId}`);
    await momentSlider(page).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expectMomentEverywhere(page, review.sets[0]?.repetitions[1]?.startMs ?? 0);
    await page.keyboard.press("c");
    await page.getByRole("textbox", { name: /^Comment on / }).fill(WORDS);
    await page.getByRole("button", { name: "Keep comment" }).click();
    await pressWithKeys(page, page.getByRole("button", { name: /^Send to / }));
    const choices = page.getByRole("radiogroup", { name: /is sent$/ }).getByRole("radio");
    await vi.waitFor(async () => expect(await choices.count()).toBe(3), PATIENCE);
    await expectAccessible(page, "choosing what is sent");
    // Nothing more than the moment itself unless somebody says so; by keys, which are at the first of them.
    expect(await choices.first().isChecked()).toBe(true);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await choices.nth(2).isChecked()).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByText(/^Sent with the picture: /).waitFor();
  });

  it("is at home in large letters, and nothing of it is asked for before it is to be seen", async () => {
    const { page, url } = ana;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${url}/`);
    const words = fromTherapist(ana).getByText(WORDS);
    await words.waitFor();
    expect(await words.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThan(
      23,
    );
    await vi.waitFor(async () => expect(await figurePixels(page)).toBeGreaterThan(300), PATIENCE);
    expect(asked.filter((path) => path.includes("/clip"))).toEqual([]);
    await expectAccessible(page, "a home with a moment");
    const [only] = await fetchFromPage<readonly SentComment[]>(page, "/api/comments");
    if (only?.clip == null) throw new Error("nothing was sent but the moment itself");
    sent = { ...only, clip: only.clip };
  });

  it("moves when it is asked to, the picture in step with the figure, and stands again at its end", async () => {
    const { page } = ana;
    const button = fromTherapist(ana).getByRole("button", { name: "See the movement" });
    const still = await page.evaluate(() => document.querySelector("canvas")?.toDataURL());
    await pressWithKeys(page, button);
    const stop = fromTherapist(ana).getByRole("button", { name: "Stop" });
    await stop.waitFor();
    expect(await stop.evaluate((element) => element === document.activeElement)).toBe(true);
    await vi.waitFor(async () => {
      const atSeconds = await page.evaluate(
        () => document.querySelector<HTMLVideoElement>("video[data-recorded]")?.currentTime ?? Number.NaN,
      );
      const { seconds, apart, state } = await readFilm(page, atSeconds);
      expect(apart, state).toBeLessThan(0.5);
      expect(Math.abs(seconds - Math.floor(atSeconds)), state).toBeLessThanOrEqual(1);
    }, PATIENCE);
    // What the browser has of the film is what was sent of it.
    const [low, high] = await page.evaluate(() => {
      const { buffered } = document.querySelector("video") ?? {};
      return buffered === undefined || buffered.length === 0
        ? [0, 0]
        : [buffered.start(0), buffered.end(buffered.length - 1)];
    });
    const { fromMs, untilMs, picture } = sent.clip;
    const beginsAtMs = picture?.beginsAtMs ?? Number.NaN;
    expect(low).toBeGreaterThan((fromMs - beginsAtMs) / 1_000 - 0.2);
    expect(high).toBeLessThan((untilMs - beginsAtMs) / 1_000 + 0.2);
    await button.waitFor();
    await vi.waitFor(
      async () => expect(await page.evaluate(() => document.querySelector("canvas")?.toDataURL())).toBe(still),
      PATIENCE,
    );
    await expectAccessible(page, "a moment that was seen");
    ana.expectNothingWrong();
  });

  it("opens nothing else to her, and nothing at all to anybody else", async () => {
    const path = `/api/comments/${sent.commentId}/clip`;
    const [recording] = await fetchFromPage<readonly RecordingListing[]>(
      thea.page,
      `/api/sessions/${review.groupSessionId}/recordings`,
    );
    for (const what of ["media", "pieces", "download"])
      expect(await statusOn(ana, `/api/recordings/${recording?.recordingId}/${what}`)).toBe(403);
    for (const person of [bruno, thea])
      for (const part of ["", "/pieces", "/media"]) expect(await statusOn(person, `${path}${part}`)).toBe(404);
    await bruno.page.goto(`${bruno.url}/`);
    await bruno.page.getByRole("heading", { level: 1 }).waitFor();
    expect(await fromTherapist(bruno).count()).toBe(0);
  });

  it("is seen to have been looked at, by the therapists of the class", async () => {
    const { page } = thea;
    await page.reload();
    const log = page.getByRole("region", { name: "Who looked and decided", exact: true });
    const played = log.getByRole("listitem").filter({ hasText: review.name }).filter({ hasText: "played" });
    await played.first().waitFor();
    expect(await played.count()).toBe(1);
    thea.expectNothingWrong();
  });
});
