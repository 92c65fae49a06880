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
const [ANA, BRUNO, LAST] = ["Ana Kovač", "Bruno Weber", "Fay Nakamura"];
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
  let bruno: Patient;
  let largest = 0;
  keepEvidence(() => [thea, ana, bruno]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, patients, linkOf } = clinic;
    // Six places make six small tiles, whoever has come.
    const groupSessionId = await clinic.planClass("Knee group", [therapist, ...patients]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    await watchConnections(thea.page);
    const enter = async (name: string, person: (typeof patients)[0] | undefined) => {
      const patient = asPatient(await openPerson({ name, url }));
      await watchConnections(patient.page);
      // A camera of full size, in all three sizes.
      await pretendQuickDevice(patient.page);
      await patient.signIn(linkOf(person as (typeof patients)[0]));
      await patient.page.goto(`${url}/session/${groupSessionId}`);
      await patient.passLobby(`At ${name}'s`, "Ida, 0151 5550123", "by hand");
      return patient;
    };
    [ana, bruno] = await Promise.all([
      enter("ana", patients[0]),
      enter("bruno", patients[1]),
      thea.arrive(linkOf(therapist), groupSessionId),
    ]);
    for (const name of [ANA, BRUNO]) await expectMovingPicture(thea.pictureOf(name));
    largest = await cameraWidth(ana.page);
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana, bruno]) await person?.close();
    await clinic?.close();
  });

  const received = async (name = ANA) => {
    const track = await trackOf(thea.pictureOf(name));
    return (await picturesReceived(thea.page)).find((each) => each.track === track);
  };
  /** By the connection and by the element that shows it. */
  const expectWidth = async (width: number, name = ANA) => {
    await expect.poll(async () => (await received(name))?.width, PATIENCE).toBe(width);
    const shown = () => thea.pictureOf(name).evaluate((video) => (video as HTMLVideoElement).videoWidth);
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

  it("is large for one patient in one key or click, and small for the other, whoever it was before", async () => {
    expect(await cameraWidth(bruno.page)).toBe(largest);
    const shownLarge = (name: string) => thea.page.getByRole("region", { name: `${name}, shown large` });
    const expectLarge = async (name: string, other: string) => {
      await shownLarge(name).waitFor();
      await expectWidth(largest, name);
      await expectWidth(largest / 4, other);
      for (const one of [name, other]) await expectMovingPicture(thea.pictureOf(one));
    };
    const { keyboard } = thea.page;
    await keyboard.press("Shift+Digit2");
    await expectLarge(BRUNO, ANA);
    await thea
      .tile(ANA)
      .getByRole("button", { name: `Show ${ANA} large` })
      .click();
    await expectLarge(ANA, BRUNO);
    await keyboard.press("Shift+Digit2");
    await expectLarge(BRUNO, ANA);
    await thea
      .tile(BRUNO)
      .getByRole("button", { name: `Show ${BRUNO} large` })
      .click();
    await shownLarge(BRUNO).waitFor({ state: "detached" });
    for (const name of [ANA, BRUNO]) await expectWidth(largest / 4, name);
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
    for (const person of [thea, ana, bruno]) person.expectNothingWrong();
  });
});
