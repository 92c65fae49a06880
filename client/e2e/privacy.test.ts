// Who sees whom, and what a pain stop does: decided by the person concerned, at once, and taken back in one tap.
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askForPictures, type PictureAsker } from "./support/ask-for-pictures.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { leaveBodiesAlone } from "./support/leave-bodies-alone.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import {
  pictureBytesSent,
  soundHeard,
  trackOf,
  tracksDecoded,
  voicesHeard,
  watchConnections,
} from "./support/watch-connections.ts";

const MINUTE_MS = 60_000;
const [ANA, BRUNO, CHIDI] = ["Ana Kovač", "Bruno Weber", "Chidi Okafor"];
/** Of a camera with three pictures a second there are some meanwhile. */
const LOOK_MS = 1_500;
const SHOW = /^Private: only your therapist sees your picture/;
const TOGETHER_WITH = "Private: only your therapist sees your picture. You exercise together with";
const HIDE = /^Shared: the group sees your picture/;
const ONLY_THERAPIST = /^Only your therapist hears you/;
const THE_GROUP = /^The group hears you/;

describe("what others see of a patient", () => {
  let clinic: Clinic;
  let groupSessionId: GroupSessionId;
  let thea: Therapist;
  let ana: Patient;
  let bruno: Patient;
  /** Has no page of ours. */
  let chidi: PictureAsker;
  let anasId: ParticipantId;
  /** As Bruno has it. */
  let anasTrack = "";
  keepEvidence(() => [thea, ana, bruno]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, linkOf } = clinic;
    type Three = readonly [(typeof clinic.patients)[0], (typeof clinic.patients)[0], (typeof clinic.patients)[0]];
    const [first, second, third] = clinic.patients as unknown as Three;
    anasId = first.personId as ParticipantId;
    groupSessionId = await clinic.planClass("Knee group", [therapist, first, second, third]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    await watchConnections(thea.page);
    const enter = async (name: string, person: typeof first) => {
      const patient = asPatient(await openPerson({ name, url }));
      await watchConnections(patient.page);
      await leaveBodiesAlone(patient.page);
      await patient.arrive(linkOf(person), groupSessionId, "by hand");
      return patient;
    };
    [ana, bruno, chidi] = await Promise.all([
      enter("ana", first),
      enter("bruno", second),
      askForPictures(url, groupSessionId, linkOf(third)),
      thea.arrive(linkOf(therapist), groupSessionId),
    ]);
    await thea.waitUntilReady(3);
    await thea.choose("Squat");
    await thea.press("Start the set");
    for (const { page } of [ana, bruno]) await page.getByRole("button", { name: "Pain · stop" }).waitFor();
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    chidi?.close();
    for (const person of [thea, ana, bruno]) await person?.close();
    await clinic?.close();
  });

  it("is no picture, as long as the class is private", async () => {
    for (const name of [ANA, BRUNO]) await expectMovingPicture(thea.pictureOf(name));
    for (const { page, peers } of [ana, bruno]) {
      expect(await peers.count()).toBe(0);
      expect(await page.getByRole("button", { name: SHOW }).count(), "nothing to agree to").toBe(0);
    }
    expect(await chidi.askFor(anasId), "whatever a client asks for").toBe("media/not_allowed");
  });

  it("does not even leave the device while the therapist's page is behind others", async () => {
    const turnPage = (hidden: boolean) =>
      thea.page.evaluate((value) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    const grownBy = async () => {
      const before = await pictureBytesSent(ana.page);
      await ana.page.waitForTimeout(LOOK_MS);
      return (await pictureBytesSent(ana.page)) - before;
    };
    expect(await grownBy()).toBeGreaterThan(0);
    await turnPage(true);
    await expect.poll(grownBy, PATIENCE).toBe(0);
    await turnPage(false);
    await expectMovingPicture(thea.pictureOf(ANA));
    expect(await grownBy()).toBeGreaterThan(0);
  });

  it("is the picture of those who agreed, once the therapist lets people see each other", async () => {
    await thea.showPicturesTo("All");
    await bruno.page.getByRole("button", { name: SHOW }).waitFor();
    expect(await bruno.peers.count()).toBe(0);

    await ana.page.getByRole("button", { name: SHOW }).click();
    await ana.page.getByRole("button", { name: HIDE }).waitFor();
    await expectMovingPicture(bruno.pictureOf(ANA));
    expect(await ana.peers.count(), "Bruno has not agreed").toBe(0);
    expect(await chidi.askFor(anasId)).toBe("given");
  });

  it("ends with one tap, on the other screen and in the line to it", async () => {
    const track = await bruno
      .pictureOf(ANA)
      .evaluateHandle((video) => ((video as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0]);
    await ana.page.getByRole("button", { name: HIDE }).click();
    await expect.poll(() => bruno.peers.count(), PATIENCE).toBe(0);
    await expect.poll(() => track.evaluate((each) => each?.readyState), PATIENCE).toBe("ended");
    expect(await chidi.stillHas()).toBe("media/unknown");
    await expectMovingPicture(thea.pictureOf(ANA));
  });

  it("says nothing to the others of a private word, and everything to the one it is with", async () => {
    // The microphones beep once a second.
    const hear = ({ page }: Patient, forMs = LOOK_MS) => soundHeard(page, forMs);
    const voices = ({ page }: Patient | Therapist) => voicesHeard(page, LOOK_MS);
    for (const patient of [ana, bruno]) await expect.poll(() => voices(patient), PATIENCE).toBe(1);
    // Both of the two are heard by the group before: Bruno hears Thea and Ana.
    await ana.page.getByRole("button", { name: ONLY_THERAPIST }).click();
    await expect.poll(() => voices(bruno), PATIENCE).toBe(2);
    await thea.tile(ANA).getByRole("button", { name: ANA, exact: true }).click();
    await thea.page.keyboard.press("p");
    await thea.page.getByText(`Private word with ${ANA}`).waitFor();
    await ana.page
      .getByText("Thea Berger speaks with you alone. Nobody else hears you.")
      .waitFor({ state: "attached" });
    await bruno.page.getByText("Thea Berger is speaking with someone for a moment.").waitFor({ state: "attached" });
    await expect.poll(() => hear(ana), PATIENCE).toBeGreaterThan(0);
    expect(await hear(bruno, 3 * LOOK_MS)).toBe(0);
    // It is not that nobody spoke: Thea hears Ana, and Bruno besides.
    await expect.poll(() => voices(thea), PATIENCE).toBe(2);

    await thea.page.keyboard.press("p");
    await expect.poll(() => thea.page.getByText("Private word with").count(), PATIENCE).toBe(0);
    await expect.poll(() => voices(bruno), PATIENCE).toBe(2);
    await ana.page.getByRole("button", { name: THE_GROUP }).click();
    await expect.poll(() => voices(bruno), PATIENCE).toBe(1);
    const { patients } = await clinic.readSummary(groupSessionId, clinic.therapist);
    expect(patients[0]?.secondsInPrivate).toBeGreaterThan(0);
    expect(patients[1]?.secondsInPrivate).toBe(0);
  });

  it("ends for everybody when the class becomes private again", async () => {
    await ana.page.getByRole("button", { name: SHOW }).click();
    await expectMovingPicture(bruno.pictureOf(ANA));
    await thea.showPicturesTo("Only you");
    await expect.poll(() => bruno.peers.count(), PATIENCE).toBe(0);
    for (const { page } of [ana, bruno]) {
      await expect.poll(() => page.getByRole("button", { name: SHOW }).count(), PATIENCE).toBe(0);
    }
  });

  it("is a partner's alone in pairs, by the patient's own word to that partner", async () => {
    await thea.showPicturesTo("Pairs");
    // Proposed are all three, because nobody is to be left over.
    await ana.page.getByRole("button", { name: `${TOGETHER_WITH} Bruno` }).waitFor();
    await thea.pair({ [CHIDI]: "none" });
    for (const patient of [ana, bruno])
      expect(await patient.peers.count(), "what was agreed to was another thing").toBe(0);
    await ana.page.getByRole("button", { name: `${TOGETHER_WITH} Bruno Weber.` }).click();
    await ana.page.getByRole("button", { name: /^Shared with Bruno Weber, and with nobody else/ }).waitFor();
    await expectMovingPicture(bruno.pictureOf(ANA));
    anasTrack = await trackOf(bruno.pictureOf(ANA));
    expect(await tracksDecoded(bruno.page, 2 * LOOK_MS)).toContain(anasTrack);
    expect(await ana.peers.count(), "Bruno has not agreed").toBe(0);
    expect(await chidi.askFor(anasId)).toBe("media/not_allowed");
    await bruno.page.getByRole("button", { name: `${TOGETHER_WITH} Ana Kovač.` }).click();
    await expectMovingPicture(ana.pictureOf(BRUNO));
  });

  it("is nothing any more for whoever is paired with somebody else, and asked for anew by the new pair", async () => {
    await thea.pair({ [BRUNO]: "none", [CHIDI]: "1" });
    await expect.poll(() => bruno.peers.count(), PATIENCE).toBe(0);
    await expect.poll(() => ana.peers.count(), PATIENCE).toBe(0);
    expect(await chidi.askFor(anasId)).toBe("media/not_allowed");
    await ana.page.getByRole("button", { name: `${TOGETHER_WITH} ${CHIDI}.` }).click();
    await ana.page.getByRole("button", { name: new RegExp(`^Shared with ${CHIDI}`) }).waitFor();
    // One's own page shows the word as soon as it is given, a moment before the server has kept it.
    await expect.poll(() => chidi.askFor(anasId), PATIENCE).toBe("given");
    const decoded = await tracksDecoded(bruno.page, LOOK_MS);
    expect(decoded).not.toContain(anasTrack);
    expect(decoded.length, "of the therapist at most").toBeLessThanOrEqual(1);
    await thea.page.keyboard.press("v");
    await expect.poll(() => ana.page.getByRole("button", { name: /^Shared with/ }).count(), PATIENCE).toBe(0);
    expect(await chidi.stillHas()).toBe("media/unknown");
    await expectMovingPicture(thea.pictureOf(ANA));
  });

  it("is nothing of a pain stop: that goes to the therapist, and going on takes both", async () => {
    await ana.page.getByRole("button", { name: "Pain · stop" }).click();
    await ana.page.getByRole("heading", { name: "Stopped. Breathe." }).waitFor();
    await ana.page.getByText("Your therapist has been told.").waitFor();
    await thea
      .tile(ANA)
      .getByRole("button", { name: /^Take the alarm/ })
      .waitFor();
    expect(await bruno.page.getByText(/stopped/i).count()).toBe(0);

    await ana.page.getByRole("button", { name: "I’d like to go on" }).click();
    await ana.page.getByText("Waiting for Thea Berger").waitFor();
    await thea.page.getByText("Patient agrees to go on").waitFor();
    await thea.tile(ANA).getByRole("button", { name: "Take the alarm" }).click();
    await thea.tile(ANA).getByText("With you").waitFor();
    expect(await ana.page.getByRole("heading", { name: "Stopped. Breathe." }).count(), "one of two agreed").toBe(1);
    await thea.page.getByRole("button", { name: "Agree to go on" }).click();
    await ana.page.getByRole("button", { name: "Pain · stop" }).waitFor();
    await expect.poll(() => thea.tile(ANA).getByText("With you").count(), PATIENCE).toBe(0);
  });

  it("waits for the patient, too, when the therapist agrees first", async () => {
    await ana.page.keyboard.press("Escape");
    await thea.tile(ANA).getByRole("button", { name: "Take the alarm" }).click();
    await ana.page.getByText("Thea Berger is with you.").waitFor();
    await thea.page.getByRole("button", { name: "Agree to go on" }).click();
    await ana.page.getByText("Thea Berger agrees. You decide.").waitFor();
    await ana.page.getByRole("button", { name: "I’d like to go on" }).click();
    await ana.page.getByRole("button", { name: "Pain · stop" }).waitFor();
    const { patients } = await clinic.readSummary(groupSessionId, clinic.therapist);
    expect(patients.map((each) => each.stoppedForPain)).toEqual([2, 0, 0]);
    for (const person of [thea, ana, bruno]) person.expectNothingWrong();
  });
});
