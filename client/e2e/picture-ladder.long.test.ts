// A patient's network that loses packets: pictures go and sound stays, then sound goes and the figure stays, both sides are told why, and all
// comes back by itself. Then one that is slow and loses nothing once both ends have found out what gets through: that is told, too.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { type LossyLine, openLossyLine } from "./support/lossy-line.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { soundHeard, watchConnections } from "./support/watch-connections.ts";

const MINUTE_MS = 60_000;
const ANA = "Ana Kovač";
/** More than a picture bears and less than takes a voice. */
const LOSS_PERCENT = 22;
/** More than takes a voice. */
const HEAVY_LOSS_PERCENT = 42;
/** Each way: enough for sound and the smallest picture. */
const SLOW_KILOBITS = 300;
const SEED = 20_261_127;
/** The microphones beep once a second. */
const HEAR_MS = 4_000;
const FIGURE_IN_3D = "canvas[data-figure='3d']";

describe("a patient whose network loses a fifth of all packets, and then is slow", () => {
  let clinic: Clinic;
  let thea: Therapist;
  let ana: Patient;
  let line: LossyLine;
  keepEvidence(() => [thea, ana]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, patients, linkOf } = clinic;
    const first = patients[0] as (typeof patients)[0];
    const groupSessionId = await clinic.planClass("Knee group", [therapist, first]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    await watchConnections(thea.page);
    await thea.signIn(linkOf(therapist));
    await thea.enterClass(groupSessionId);
    ana = asPatient(await openPerson({ name: "ana", url }));
    line = await openLossyLine(ana.page, SEED);
    await ana.signIn(linkOf(first));
    await ana.enterClass(groupSessionId);
    await ana.passLobby("At ana's", "Ida, 0151 5550123", "by hand");
    await thea.choose("Squat");
    await thea.press("Start the set");
    await ana.page.getByRole("button", { name: "Pain · stop" }).waitFor();
    await expectMovingPicture(thea.pictureOf(ANA));
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    line?.close();
    await clinic?.close();
  });

  it("is told of nothing while it is well", async () => {
    expect(await thea.tile(ANA).getByText("weak network").count()).toBe(0);
    expect(await ana.page.getByText("Your network is weak").count()).toBe(0);
  });

  it("is heard on without a picture, and both read why", { timeout: 4 * MINUTE_MS }, async () => {
    line.lose(LOSS_PERCENT);
    await thea.tile(ANA).getByText("Sound only").waitFor();
    await thea.tile(ANA).getByText("weak network there").waitFor();
    await ana.page.getByText("Sound only").waitFor();
    await ana.page.getByText("Your network is weak", { exact: true }).waitFor();
    expect(await thea.pictureOf(ANA).count(), "a picture that stands still").toBe(0);
    expect(await soundHeard(thea.page, HEAR_MS)).toBeGreaterThan(0);
    expect(await thea.page.getByText("Your network is weak").count(), "blames the one who is well").toBe(0);
  });

  it("is seen as a figure in 3D once not even sound gets through, and both read why", {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    line.lose(HEAVY_LOSS_PERCENT);
    const tile = thea.tile(ANA);
    const onlyFigure = tile.locator("[data-step='poseOnly']");
    const chip = ana.page.locator("[data-line='step:poseOnly']");
    // For the sound is tried again after a while, all of it at once.
    await expect
      .poll(
        async () => ({
          therapistReads: (await onlyFigure.allTextContents()).join(),
          patientReads: (await chip.allTextContents()).join(),
          figures: await tile.locator(FIGURE_IN_3D).evaluateAll(paintedCount),
          pictures: await thea.pictureOf(ANA).count(),
        }),
        PATIENCE,
      )
      .toEqual({
        therapistReads: expect.stringMatching(/Figure only, no sound\s*weak network there/),
        patientReads: expect.stringMatching(/No sound\s*Your network is weak/),
        figures: 1,
        pictures: 0,
      });
  });

  it("has everything back once the network is well again", { timeout: 4 * MINUTE_MS }, async () => {
    line.lose(0);
    await thea.pictureOf(ANA).waitFor();
    await expectMovingPicture(thea.pictureOf(ANA));
    await expect.poll(() => thea.tile(ANA).getByText("weak network").count(), PATIENCE).toBe(0);
    // Her page hears of the same step with its own next state.
    await expect.poll(() => ana.page.getByText("Your network is weak").count(), PATIENCE).toBe(0);
    for (const person of [thea, ana]) person.expectNothingWrong();
  });

  it("is told that it is slow, as is the therapist, while less of the picture comes for that alone", {
    timeout: 8 * MINUTE_MS,
  }, async () => {
    line.limit(SLOW_KILOBITS);
    const patience = { timeout: 3 * MINUTE_MS };
    await thea.tile(ANA).getByText("network there too slow").waitFor(patience);
    await ana.page.getByText("Your network is too slow", { exact: true }).waitFor(patience);
    await expectMovingPicture(thea.pictureOf(ANA));
    line.limit(undefined);
    await expect.poll(() => thea.tile(ANA).locator("[data-step]").count(), patience).toBe(0);
    for (const person of [thea, ana]) person.expectNothingWrong();
  });
});

/** Canvases with more than one colour. */
function paintedCount(all: Element[]): number {
  return all.filter((each) => {
    const canvas = each as HTMLCanvasElement;
    const { width, height } = canvas;
    const pixels = width * height > 0 && canvas.getContext("2d")?.getImageData(0, 0, width, height).data;
    return pixels && new Set(new Uint32Array(pixels.buffer)).size > 4;
  }).length;
}
