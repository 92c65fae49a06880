// A class without a mouse: every step of a patient and a therapist by keys alone, each page on the way held to WCAG 2.2 AA,
// and still for those who asked their device for less motion. The gallery's states are held to it in screens.test.ts.
import { afterAll, beforeAll, describe, it } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible, expectStillness } from "./support/expect-accessible.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson, type Person } from "./support/open-person.ts";
import { LOOKS_RIGHT } from "./support/patient.ts";
import { pressWithKeys, tabTo } from "./support/walk-with-keys.ts";

const MINUTE_MS = 60_000;

describe("by keys alone", () => {
  let clinic: Clinic;
  let thea: Person;
  let ana: Person;
  keepEvidence(() => [thea, ana]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, patients } = clinic;
    await clinic.planClass("Knee group", [therapist, patients[0]!]);
    [thea, ana] = await Promise.all([
      openPerson({ name: "thea", url, viewport: LAPTOP }),
      openPerson({ name: "ana", url, reducedMotion: true }),
    ]);
  }, 3 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    await clinic?.close();
  });

  it("says what to do with a link that is missing or broken", async () => {
    await ana.page.goto(`${clinic.url}/sign-in`);
    await ana.page.getByRole("heading", { name: "Welcome" }).waitFor();
    await check(ana, "sign-in without a link");
    await ana.page.goto(`${clinic.url}/sign-in#this-is-no-link-at-all`);
    await ana.page.getByRole("heading", { name: "This link does not work" }).waitFor();
    await check(ana, "sign-in with a broken link");
  });

  it("leads a patient from the link to being ready", { timeout: 5 * MINUTE_MS }, async () => {
    const { page } = ana;
    const button = (name: string) => page.getByRole("button", { name });
    await page.goto(`${clinic.url}/sign-in#${clinic.linkOf(clinic.patients[0]!)}`);
    await page.getByRole("link", { name: "Join the class" }).waitFor();
    await check(ana, "a patient's home");
    await pressWithKeys(page, page.getByRole("link", { name: "Join the class" }));

    await button("I agree, let’s go on").waitFor();
    await check(ana, "lobby: agreement");
    await pressWithKeys(page, button("I agree, let’s go on"));

    await tabTo(page, page.getByLabel("Your place"));
    await page.keyboard.press("Enter");
    await page.getByRole("alert").first().waitFor();
    await check(ana, "lobby: whereabouts left out");
    await tabTo(page, page.getByLabel("Your place"));
    await page.keyboard.type("Lakeside 1");
    await tabTo(page, page.getByLabel("Whom to call in an emergency"));
    await page.keyboard.type("Ida, 0151 5550123");
    await page.keyboard.press("Enter");

    await button("Turn on camera and microphone").waitFor();
    await check(ana, "lobby: camera off");
    await pressWithKeys(page, button("Turn on camera and microphone"));
    await tabTo(page, page.getByRole("button", { name: LOOKS_RIGHT }));
    await check(ana, "lobby: camera on");
    await page.keyboard.press("Enter");

    await button("I’m ready").waitFor();
    await check(ana, "lobby: outline");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "You’re ready" }).waitFor();
    await check(ana, "lobby: waiting");
  });

  it("leads a therapist to the class and through a set", { timeout: 5 * MINUTE_MS }, async () => {
    const { page } = thea;
    await page.goto(`${clinic.url}/sign-in#${clinic.linkOf(clinic.therapist)}`);
    const enter = page.getByRole("link", { name: /Knee group/ });
    await enter.waitFor();
    await check(thea, "a therapist's home");
    await pressWithKeys(page, enter);
    await page.getByRole("heading", { name: "1 of 1 ready" }).waitFor();
    await check(thea, "therapist: lobby");

    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await check(thea, "therapist: keys");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await page.keyboard.press("Space");
    await page.getByRole("dialog", { name: "What comes next" }).waitFor();
    await check(thea, "therapist: choosing an exercise");
    await page.keyboard.type("Squat");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Start the set" }).waitFor();
    await ana.page.getByRole("heading", { name: "We begin soon" }).waitFor();
    await check(ana, "patient: before the first set");

    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await ana.page.getByText(/^\d+ of \d+$/).waitFor();
    await check(thea, "therapist: a set is running");
    await check(ana, "patient: a set is running");
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Go on" }).waitFor();
    await ana.page.getByText("A short pause").waitFor();
    await check(ana, "patient: paused");
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
  });

  it("stops for pain and goes on", async () => {
    await ana.page.keyboard.press("Escape");
    await ana.page.getByRole("heading", { name: "Stopped. Breathe." }).waitFor();
    await check(ana, "patient: stopped");
    const tile = thea.page.getByRole("article", { name: "Ana Kovač" });
    await tile.getByText("Pain stop").waitFor();
    await check(thea, "therapist: somebody stopped");
    await thea.page.keyboard.press("t");
    await tile.getByText("With you").waitFor();
    await thea.page.keyboard.press("r");
    await ana.page.getByText("Thea Berger agrees. You decide.").waitFor();
    await pressWithKeys(ana.page, ana.page.getByRole("button", { name: "I’d like to go on" }));
    await ana.page.getByRole("button", { name: "Pain · stop" }).waitFor();
  });

  it("ends the class, answers the last questions and reads the summary", { timeout: 3 * MINUTE_MS }, async () => {
    await thea.page.keyboard.press("f");
    await ana.page.getByRole("heading", { name: "Rest" }).waitFor();
    await check(ana, "patient: between sets");
    await thea.page.keyboard.press("x");
    await thea.page.getByRole("dialog", { name: "End the session?" }).waitFor();
    await check(thea, "therapist: ending the session");
    await tabTo(thea.page, thea.page.getByRole("button", { name: "End the session" }));
    await thea.page.keyboard.press("Enter");

    for (const [question, digit] of [
      ["Pain right now?", "3"],
      ["How hard was it?", "6"],
    ] as const) {
      await ana.page.getByRole("heading", { name: question }).waitFor();
      await check(ana, `patient: ${question}`);
      await ana.page.keyboard.press(digit);
      await pressWithKeys(ana.page, ana.page.getByRole("button", { name: "Continue" }));
    }
    await ana.page.getByRole("heading", { name: /^Thank you/ }).waitFor();
    // Nobody stood before this camera.
    await ana.page.getByText("Good that you were here").waitFor();
    await check(ana, "patient: summary");
    await thea.page.getByText("Pain 3/10 · Effort 6/10").waitFor();
    await check(thea, "therapist: summary");
    for (const person of [thea, ana]) person.expectNothingWrong();
  });

  async function check(person: Person, state: string): Promise<void> {
    await expectAccessible(person.page, state);
    if (person === ana) await expectStillness(person.page, state);
  }
});
