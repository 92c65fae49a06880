// How large a picture is that the therapist is sent, by what the browser really decodes: as large as its place on the screen, all of it where one
// patient is shown large; and what nobody looks at does not even leave the device that makes it, by what that browser really sends.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { pretendQuickDevice } from "./support/quick-device.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { cameraWidth, picturesReceived, sizesSent, trackOf, watchConnections } from "./support/watch-connections.ts";

const MINUTE_MS = 60_000;
const [ANA, LAST] = ["Ana Kovač", "Fay Nakamura"];
/** Of a camera with five pictures a second there are some meanwhile. */
const LOOK_MS = 1_500;
/** As WebRTC names the sizes here, the smallest first. */
const ALL = ["r0", "r1", "r2"];
const SMALLEST = ALL.slice(0, 1);
const UPRIGHT_TABLET = { width: 820, height: 600 };

describe("a patient's picture on the therapist's screen", () => {
  let clinic: Clinic;
  let thea: Therapist;
  let ana: Patient;
  let largest = 0;
  keepEvidence(() => [thea, ana]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, patients, linkOf } = clinic;
    // Six places make six small tiles, whoever has come.
    const groupSessionId = await clinic.planClass("Knee group", [therapist, ...patients]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    await watchConnections(thea.page);
    ana = asPatient(await openPerson({ name: "ana", url }));
    await watchConnections(ana.page);
    // A camera of full size, in all three sizes.
    await pretendQuickDevice(ana.page);
    const enter = async () => {
      await ana.signIn(linkOf(patients[0] as (typeof patients)[0]));
      await ana.page.goto(`${url}/session/${groupSessionId}`);
      await ana.passLobby("At ana's", "Ida, 0151 5550123", "by hand");
    };
    await Promise.all([thea.arrive(linkOf(therapist), groupSessionId), enter()]);
    await expectMovingPicture(thea.pictureOf(ANA));
    largest = await cameraWidth(ana.page);
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    await clinic?.close();
  });

  const received = async () => {
    const track = await trackOf(thea.pictureOf(ANA));
    return (await picturesReceived(thea.page)).find((each) => each.track === track);
  };
  /** By the connection and by the element that shows it. */
  const expectWidth = async (width: number) => {
    await expect.poll(async () => (await received())?.width, PATIENCE).toBe(width);
    const shown = () => thea.pictureOf(ANA).evaluate((video) => (video as HTMLVideoElement).videoWidth);
    await expect.poll(shown, PATIENCE).toBe(width);
  };
  /** Which sizes leave the patient's device. */
  const expectSent = (sizes: readonly string[]) =>
    expect.poll(() => sizesSent(ana.page, LOOK_MS), PATIENCE).toEqual(sizes);
  const bytesMeanwhile = async () => {
    const before = await received();
    await thea.page.waitForTimeout(LOOK_MS);
    const after = await received();
    return (after?.bytes ?? 0) - (before?.bytes ?? 0);
  };

  it("comes small to a small tile", async () => {
    expect(largest).toBeGreaterThanOrEqual(960);
    await expectWidth(largest / 4);
    await expectSent(SMALLEST);
  });

  it("comes whole when it is shown large, with one key, however small a laptop's place for it, and small again with the same key", async () => {
    await thea.tile(ANA).getByRole("button", { name: ANA, exact: true }).click();
    await thea.page.keyboard.press("s");
    await thea.page.getByRole("region", { name: `${ANA}, shown large` }).waitFor();
    await expectWidth(largest);
    await expectMovingPicture(thea.pictureOf(ANA));
    await expectSent(ALL);
    await thea.page.keyboard.press("s");
    await expectWidth(largest / 4);
    await expectMovingPicture(thea.pictureOf(ANA));
  });

  it("leaves its device in the small size alone while nobody wants more, and in all of them again once somebody does", async () => {
    await expectSent(SMALLEST);
    await thea.page.keyboard.press("s");
    await expectSent(ALL);
    await expectWidth(largest);
    await thea.page.keyboard.press("s");
    await expectSent(SMALLEST);
    await expectWidth(largest / 4);
  });

  it("is not sent at all while its tile is out of view, and comes back with it", async () => {
    expect(await bytesMeanwhile()).toBeGreaterThan(0);
    await thea.page.setViewportSize(UPRIGHT_TABLET);
    await thea.tile(LAST).scrollIntoViewIfNeeded();
    await expect.poll(bytesMeanwhile, PATIENCE).toBe(0);
    await thea.tile(ANA).scrollIntoViewIfNeeded();
    await expectMovingPicture(thea.pictureOf(ANA));
    expect(await bytesMeanwhile()).toBeGreaterThan(0);
    await thea.page.setViewportSize(LAPTOP);
    await expectWidth(largest / 4);
    for (const person of [thea, ana]) person.expectNothingWrong();
  });
});
