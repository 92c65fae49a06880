// Somebody says yes to being recorded beforehand, in the lobby and by a press of its own: is told when a recording begins, is recorded without a question, and
// takes it back, which ends that at once; and once more from home.
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { leaveBodiesAlone } from "./support/leave-bodies-alone.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";

const MINUTE_MS = 60_000;
/** The server is asked over and over. */
const ASKING = { ...PATIENCE, interval: 500 };

describe("a standing consent to being recorded", () => {
  let clinic: Clinic;
  let groupSessionId: GroupSessionId;
  let thea: Therapist;
  let ana: Patient;
  keepEvidence(() => [thea, ana]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, patients, linkOf } = clinic;
    const first = patients[0]!;
    groupSessionId = await clinic.planClass("Knee group", [therapist, first]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    ana = asPatient(await openPerson({ name: "ana", url }));
    await leaveBodiesAlone(ana.page);
    await Promise.all([
      thea.arrive(linkOf(therapist), groupSessionId),
      ana.arrive(linkOf(first), groupSessionId, "by hand"),
    ]);
    await thea.waitUntilReady(1);
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    await clinic?.close();
  });

  const card = () => ana.page.getByRole("region", { name: "Recording future classes" });
  const give = () => card().getByRole("button", { name: /^Yes, until / });
  const given = () => card().getByText(/^You may be recorded without being asked, until /);
  const mark = (words: string) => thea.page.getByRole("button", { name: new RegExp(`^${words}`) });
  const statesOf = async () =>
    (
      await thea.page.evaluate(
        async (id): Promise<readonly RecordingListing[]> => (await fetch(`/api/sessions/${id}/recordings`)).json(),
        groupSessionId,
      )
    ).map(({ state }) => state);

  it("is given in the lobby, until a day that is told before", async () => {
    await give().waitFor();
    const day = /until (.*)$/.exec((await give().textContent()) ?? "")?.[1] ?? "none";
    await card().getByText(`until ${day}: then your picture and your sound`).waitFor();
    await give().click();
    await given().waitFor();
    expect(await given().textContent()).toContain(day);
    await expectAccessible(ana.page, "a lobby with a standing consent");
  });

  it("has its person recorded without a question, who is told so, and the therapist why", async () => {
    await thea.page.keyboard.press("o");
    await thea.page.getByRole("dialog").getByRole("button", { name: "Ask, without me" }).click();
    await ana.page.getByRole("heading", { name: "You are being recorded" }).waitFor();
    await ana.page.getByText(/^You have allowed it until /).waitFor();
    await expectAccessible(ana.page, "being told of a recording");
    await mark("Recording 1 of 2").waitFor();
    await thea.page.keyboard.press("o");
    await thea.page.getByText(/^picture and sound, by standing consent until /).waitFor();
    await thea.page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await ana.page.getByRole("button", { name: "All right" }).click();
    await given().waitFor();
    expect(await ana.page.getByRole("heading", { name: "May we record you?" }).count()).toBe(0);
    await ana.page.getByRole("button", { name: /You are being recorded, as you have allowed until/ }).waitFor();
    await expect.poll(statesOf, ASKING).toEqual(["running", "running"]);
  });

  it("is taken back with one press, which ends the recording at once", async () => {
    await card().getByRole("button", { name: "Take it back" }).click();
    await ana.page.getByRole("button", { name: "The class is being recorded, without you" }).waitFor();
    await give().waitFor();
    await mark("Recording 0 of 2").waitFor();
    await expect.poll(statesOf, ASKING).toEqual(["whole", "whole"]);
    // It is for classes to come: this one's no stands.
    await give().click();
    await given().waitFor();
    await mark("Recording 0 of 2").waitFor();
    expect(await statesOf()).toEqual(["whole", "whole"]);
  });

  it("is seen and taken back at home, too", async () => {
    const { page, url } = ana;
    await page.goto(`${url}/`);
    await given().waitFor();
    await expectAccessible(page, "a home with a standing consent");
    await card().getByRole("button", { name: "Take it back" }).click();
    await card().waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.evaluate(async () => (await fetch("/api/standing-consent")).json())).toEqual({ untilMs: null });
    expect(await card().count()).toBe(0);
  });
});
