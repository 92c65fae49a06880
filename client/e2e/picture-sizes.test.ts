// How large a picture is that the therapist is sent: as large as its place on the screen and no larger, by what the browser really decodes.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { cameraWidth, picturesReceived, trackOf, watchConnections } from "./support/watch-connections.ts";

const MINUTE_MS = 60_000;
const [ANA, LAST] = ["Ana Kovač", "Fay Nakamura"];
/** Of a camera with five pictures a second there are some meanwhile. */
const LOOK_MS = 1_500;
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
    await thea.signIn(linkOf(therapist));
    await thea.enterClass(groupSessionId);
    ana = asPatient(await openPerson({ name: "ana", url }));
    await watchConnections(ana.page);
    await ana.signIn(linkOf(patients[0] as (typeof patients)[0]));
    // A camera of full size; here, where the processor draws, the two smaller ones of its three sizes are made.
    await ana.page.goto(`${url}/session/${groupSessionId}?quality=reduced`);
    await ana.passLobby("At ana's", "Ida, 0151 5550123", "by hand");
    await expectMovingPicture(thea.pictureOf(ANA));
    largest = (await cameraWidth(ana.page)) / 2;
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
  const bytesMeanwhile = async () => {
    const before = await received();
    await thea.page.waitForTimeout(LOOK_MS);
    const after = await received();
    return (after?.bytes ?? 0) - (before?.bytes ?? 0);
  };

  it("comes small to a small tile", async () => {
    expect(largest).toBeGreaterThan(0);
    await expectWidth(largest / 2);
  });

  it("comes as large as its device makes it when it is shown large, with one key, and small again with the same key", async () => {
    await thea.tile(ANA).getByRole("button", { name: ANA, exact: true }).click();
    await thea.page.keyboard.press("s");
    await thea.page.getByRole("region", { name: `${ANA}, shown large` }).waitFor();
    await expectWidth(largest);
    await expectMovingPicture(thea.pictureOf(ANA));
    await thea.page.keyboard.press("s");
    await expectWidth(largest / 2);
    await expectMovingPicture(thea.pictureOf(ANA));
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
    await expectWidth(largest / 2);
    for (const person of [thea, ana]) person.expectNothingWrong();
  });
});
