// The server is renewed while a class runs: "please reload" after the set, not in it, unless the page cannot go on; and parts of a page that are gone.
import { PROTOCOL_VERSION } from "@ensemble/shared/protocol/room-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, describe, expect, it, vi } from "vitest";
import { speaking } from "../../server/test/support/speaking.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson, type Person } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { openSquatFilm, type SquatFilm } from "./support/squat-film.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { waitUntilCarried } from "./support/wait-until-carried.ts";
import { pressWithKeys } from "./support/walk-with-keys.ts";

const MINUTE_MS = 60_000;
const SQUATS = 6;
/** Something has been counted, something is still to come. */
const MIDDLE = 2;

describe("a class whose server is renewed", () => {
  let clinic: Clinic;
  let film: SquatFilm;
  let thea: Therapist;
  let ana: Patient;
  let groupSessionId: GroupSessionId;
  const name = "Ana Kovač";
  keepEvidence(() => [thea, ana]);
  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    await film?.close();
    await clinic?.close();
  });
  const reloadOf = ({ page }: Person) => page.getByRole("button", { name: "Load again" });

  it("loads a page again whose parts are gone, once, and then says that it has to be loaded", {
    timeout: 8 * MINUTE_MS,
  }, async () => {
    film = await openSquatFilm({ figure: "slim", repetitions: SQUATS });
    clinic = await openClinic();
    const { therapist, patients, linkOf, url } = clinic;
    const members = patients.slice(0, 1);
    groupSessionId = await clinic.planClass("Knee group", [therapist, ...members]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    await thea.signIn(linkOf(therapist));
    let loads = 0;
    thea.page.on("load", () => {
      loads += 1;
    });
    const part = /\/assets\/library-page-[^/]*\.js$/;
    await thea.page.route(part, (route) => route.fulfill({ status: 404, body: "" }));
    await thea.page.goto(`${url}/library`);
    await expect.poll(() => loads, PATIENCE).toBe(2);
    await thea.page.getByRole("heading", { name: "Please load this page again" }).waitFor();
    await thea.page.unroute(part);
    await reloadOf(thea).click();
    await thea.page.getByRole("searchbox").waitFor();
    expect(loads).toBe(3);

    await thea.enterClass(groupSessionId);
    ana = asPatient(await openPerson({ name: "ana", url, cameraFile: film.y4mPath }));
    await ana.signIn(linkOf(members[0]!));
    await ana.enterClass(groupSessionId);
    await ana.passLobby("Lakeside 1", "Ida, 0151 5550123");
    await thea.waitUntilReady(1);
    await thea.choose("Squat");
    await thea.setRepetitions(name, SQUATS);
  });

  it("goes on with the older page to the end of the set and asks for it to be loaded again after it", {
    timeout: 6 * MINUTE_MS,
  }, async () => {
    await beginSet();
    const played = film.play();
    await vi.waitFor(async () => expect(await thea.countOf(name)).toBeGreaterThanOrEqual(MIDDLE), PATIENCE);
    await clinic.server.kill();
    await Promise.all([ana.lineIsAway.waitFor(), thea.lineIsAway.waitFor()]);
    await clinic.server.start(speaking({ newest: PROTOCOL_VERSION + 1, oldest: PROTOCOL_VERSION }));
    await Promise.all([ana, thea].map((person) => person.lineIsAway.waitFor({ state: "detached" })));
    await played;
    await expectCount(SQUATS);
    // Both know it by now, and say nothing.
    for (const person of [ana, thea]) expect(await reloadOf(person).count()).toBe(0);
    await finishSet([SQUATS]);
    await Promise.all([ana, thea].map((person) => reloadOf(person).waitFor()));

    await ana.page.evaluate(() => Object.assign(window, { before: true }));
    await pressWithKeys(ana.page, reloadOf(ana));
    await ana.page.waitForFunction(() => !("before" in window));
    await ana.rest.waitFor();
  });

  it("asks over no set, and comes back to it when it has to be loaded again in one", {
    timeout: 6 * MINUTE_MS,
  }, async () => {
    await beginSet();
    for (const person of [ana, thea]) await reloadOf(person).waitFor({ state: "detached" });
    const played = film.play();
    await vi.waitFor(async () => expect(await thea.countOf(name)).toBeGreaterThanOrEqual(MIDDLE), PATIENCE);
    await clinic.server.kill();
    const counted = await thea.countOf(name);
    await clinic.server.start(speaking({ newest: PROTOCOL_VERSION + 2, oldest: PROTOCOL_VERSION + 1 }));
    await ana.page.getByRole("heading", { name: "Please load this page again" }).waitFor();
    await thea.page.getByRole("heading", { name: "There is a newer version" }).waitFor();
    await ana.page.getByRole("button", { name: "Pain · stop" }).waitFor();
    await expect.poll(() => reloadOf(ana).evaluate((button) => button === document.activeElement), PATIENCE).toBe(true);
    await played;
    // What is loaded now is what this server takes.
    await clinic.server.kill();
    await clinic.server.start();
    await Promise.all([ana.page.keyboard.press("Enter"), reloadOf(thea).click()]);
    await ana.count.waitFor();
    await expect.poll(() => thea.countOf(name), PATIENCE).toBeGreaterThanOrEqual(counted);
    const kept = await thea.countOf(name);
    await expect.poll(() => ana.count.textContent(), PATIENCE).toBe(`${kept} of ${SQUATS}`);
    // The camera is back without a question, and sees what is done from now on.
    await waitUntilCarried([ana]);
    await film.play();
    await vi.waitFor(async () => expect(await thea.countOf(name)).toBeGreaterThan(kept), PATIENCE);
    for (const person of [ana, thea]) expect(await reloadOf(person).count()).toBe(0);
  });

  async function beginSet(): Promise<void> {
    await thea.press("Start the set");
    await expect.poll(() => ana.count.textContent(), PATIENCE).toBe(`0 of ${SQUATS}`);
    await waitUntilCarried([ana]);
  }

  async function finishSet(repetitions: readonly number[]): Promise<void> {
    await thea.press("Finish set");
    await ana.rest.waitFor();
    const { patients } = await clinic.readSummary(groupSessionId, clinic.therapist);
    expect(patients.map(({ sets }) => sets.map((set) => set.repetitions))).toEqual([repetitions]);
  }

  async function expectCount(count: number): Promise<void> {
    await expect.poll(() => ana.count.textContent(), PATIENCE).toBe(`${count} of ${SQUATS}`);
    await expect.poll(() => thea.countOf(name), PATIENCE).toBe(count);
  }
});
