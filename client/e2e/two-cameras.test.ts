// Somebody with two cameras looks at what each of them sees, and chooses: with keys and with the mouse; it is the one that is open
// the next time.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { pressWithKeys, tabTo } from "./support/walk-with-keys.ts";

const MINUTE_MS = 60_000;
const COMPARE = "Which camera sees more?";

describe("two cameras", () => {
  let clinic: Clinic;
  let ana: Patient;
  let names: readonly string[];
  keepEvidence(() => [ana]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, linkOf } = clinic;
    const patient = clinic.patients[0] as (typeof clinic.patients)[0];
    const groupSessionId = await clinic.planClass("Knee group", [therapist, patient]);
    ana = asPatient(await openPerson({ name: "ana", url, viewport: LAPTOP, cameras: 2, reducedMotion: true }));
    await ana.signIn(linkOf(patient));
    await ana.enterClass(groupSessionId);
    await ana.turnOnDevices("Lakeside 1", "Ida, 0151 5550123");
  }, 4 * MINUTE_MS);

  afterAll(async () => {
    await ana?.close();
    await clinic?.close();
  });

  const shown = () => ana.page.getByRole("region", { name: COMPARE });
  const compare = () => ana.page.getByRole("button", { name: COMPARE });
  /** Of the own picture, as the browser calls it. */
  const inUse = () =>
    ana.page.evaluate(() => {
      const videos = [...document.querySelectorAll("video")].map(({ srcObject }) => srcObject);
      const live = videos.flatMap((stream) => (stream instanceof MediaStream ? stream.getVideoTracks() : []));
      return live.find(({ readyState }) => readyState === "live")?.label;
    });
  const shows = (name: string | undefined) => vi.waitFor(async () => expect(await inUse()).toBe(name), PATIENCE);

  it("are shown side by side, each with what it sees, when somebody asks by keys", {
    timeout: 2 * MINUTE_MS,
  }, async () => {
    await pressWithKeys(ana.page, compare());
    await ana.page.getByText("We look through each camera").first().waitFor();
    const stills = shown().getByRole("button");
    await vi.waitFor(async () => expect(await stills.count()).toBe(2), { ...PATIENCE, timeout: MINUTE_MS });
    names = (await stills.allTextContents()).map((words) => words.trim());
    expect(new Set(names).size).toBe(2);
    const pictures = await stills
      .locator("img")
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    expect(pictures).toEqual([320, 320]);
    await expectAccessible(ana.page, "choosing between two cameras");
  });

  it("give the picture of the one that was chosen by keys, also after the page was loaded again", {
    timeout: 2 * MINUTE_MS,
  }, async () => {
    const { page } = ana;
    const second = shown().getByRole("button").nth(1);
    await tabTo(page, second);
    await page.keyboard.press("Enter");
    await shows(names[1]);
    await page.reload();
    await page.getByRole("button", { name: "Turn on camera and microphone" }).click();
    await shows(names[1]);
  });

  it("are changed again by a press, which is remembered, too", { timeout: 3 * MINUTE_MS }, async () => {
    const { page } = ana;
    await compare().click();
    await shown().getByRole("button").first().click({ timeout: MINUTE_MS });
    await shows(names[0]);
    await page.reload();
    await page.getByRole("button", { name: "Turn on camera and microphone" }).click();
    await shows(names[0]);
    // And without looking: from the list of devices.
    await page.locator("summary", { hasText: "Other devices" }).click();
    await page.getByLabel("Camera", { exact: true }).selectOption({ label: names[1] ?? "" });
    await shows(names[1]);
    ana.expectNothingWrong();
  });
});
