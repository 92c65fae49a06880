// Somebody with two cameras chooses the other one while the class looks on: the therapist sees what that one sees, and so does whoever may see this
// patient, also where it gives a picture of another size.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { leaveBodiesAlone } from "./support/leave-bodies-alone.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { colourOf, paintCameras } from "./support/painted-cameras.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, LOOKS_RIGHT, type Patient } from "./support/patient.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";

const MINUTE_MS = 60_000;
const SMALL = { colour: "red", width: 320, height: 240 } as const;
/** Sent in two sizes, the small one in one. */
const LARGE = { colour: "blue", width: 640, height: 480 } as const;
const AS_LARGE = { colour: "green", width: 640, height: 480 } as const;
const CAMERAS = [SMALL, "unsendable", LARGE, AS_LARGE] as const;
const STANDS = "The picture stands still";

describe("the camera that a patient chooses", () => {
  let clinic: Clinic;
  let groupSessionId: GroupSessionId;
  let thea: Therapist;
  let ana: Patient;
  let bruno: Patient;
  let anasName = "";
  keepEvidence(() => [thea, ana, bruno]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, linkOf } = clinic;
    type Two = readonly [(typeof clinic.patients)[0], (typeof clinic.patients)[0]];
    const [first, second] = clinic.patients as unknown as Two;
    anasName = first.name;
    groupSessionId = await clinic.planClass("Knee group", [therapist, first, second]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    ana = asPatient(
      await openPerson({ name: "ana", url, viewport: LAPTOP, cameras: CAMERAS.length, reducedMotion: true }),
    );
    bruno = asPatient(await openPerson({ name: "bruno", url }));
    await paintCameras(ana.page, CAMERAS);
    for (const { page } of [ana, bruno]) await leaveBodiesAlone(page);
    const enter = async () => {
      await ana.signIn(linkOf(first));
      await ana.enterClass(groupSessionId);
      await ana.turnOnDevices("Lakeside 1", "Ida, 0151 5550123");
      await ana.page.getByText("Other devices").click();
    };
    await Promise.all([
      enter(),
      bruno.arrive(linkOf(second), groupSessionId, "by hand"),
      thea.arrive(linkOf(therapist), groupSessionId),
    ]);
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana, bruno]) await person?.close();
    await clinic?.close();
  });

  const choose = (index: number) => ana.page.getByLabel("Camera", { exact: true }).selectOption({ index });
  const seenBy = (person: Therapist | Patient, colour: string) =>
    expect.poll(() => colourOf(person.pictureOf(anasName)), PATIENCE).toBe(colour);

  it("is what the therapist sees before the class, whichever it is", { timeout: 3 * MINUTE_MS }, async () => {
    await seenBy(thea, SMALL.colour);
    for (const one of [LARGE, AS_LARGE, SMALL, AS_LARGE, LARGE]) {
      await choose(CAMERAS.indexOf(one));
      await seenBy(thea, one.colour);
      const shown = await expectMovingPicture(thea.pictureOf(anasName));
      expect(shown.width).toBeLessThanOrEqual(one.width);
    }
  });

  it("is said to give nothing where it does, instead of the last picture of the one before", {
    timeout: 3 * MINUTE_MS,
  }, async () => {
    const said = thea.tile(anasName).getByText(STANDS);
    await choose(CAMERAS.indexOf(SMALL));
    await seenBy(thea, SMALL.colour);
    await expectMovingPicture(thea.pictureOf(anasName));
    expect(await said.count()).toBe(0);
    await choose(CAMERAS.indexOf("unsendable"));
    await said.waitFor();
    await expectAccessible(thea.page, "a picture that stands still");
    await choose(CAMERAS.indexOf(LARGE));
    await seenBy(thea, LARGE.colour);
    await expect.poll(() => said.count(), PATIENCE).toBe(0);
  });

  it("is what another patient sees once the class shows pictures and its owner agrees", {
    timeout: 4 * MINUTE_MS,
  }, async () => {
    await ana.page.getByRole("button", { name: LOOKS_RIGHT }).click();
    await ana.page.getByRole("button", { name: "I’m ready" }).click();
    await thea.waitUntilReady(2);
    await thea.choose("Squat");
    await thea.press("Start the set");
    await thea.showPicturesTo("All");
    await ana.page.getByRole("button", { name: /^Private: only your therapist sees your picture/ }).click();
    await seenBy(bruno, LARGE.colour);
    await expectMovingPicture(bruno.pictureOf(anasName));
    await seenBy(thea, LARGE.colour);
    for (const person of [thea, ana, bruno]) person.expectNothingWrong();
  });
});
