// A patient's page falls asleep in the middle of a set: its tab is frozen, its computer's lid is closed, its network is another one.
// What is seen before and after counts, the others know meanwhile, and everything comes back by itself.
import { setTimeout as pass } from "node:timers/promises";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { CDPSession } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { openRelay, type Relay } from "../../scripts/cluster/open-relay.ts";
import { processesWithCamera } from "./support/browser-processes.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectMovingPicture } from "./support/expect-moving-picture.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { openSquatFilm, SQUATS, type SquatFilm } from "./support/squat-film.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { waitUntilCarried } from "./support/wait-until-carried.ts";

const MINUTE_MS = 60_000;
/** Shown twice a set: before the sleep and after it. */
const HALF = SQUATS / 2;
/** Longer than the server takes to notice. */
const LID_CLOSED_MS = 15_000;
const FROZEN_MS = 6_000;

describe.skipIf(process.platform !== "linux")("a page that falls asleep in a set", () => {
  let clinic: Clinic;
  let relay: Relay;
  let film: SquatFilm;
  let thea: Therapist;
  let ana: Patient;
  let browser: CDPSession;
  let groupSessionId: GroupSessionId;
  const name = "Ana Kovač";
  keepEvidence(() => [thea, ana]);
  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    await relay?.close();
    await film?.close();
    await clinic?.close();
  });
  const sayOfTab = (word: "freeze" | "resume") =>
    ana.page.evaluate((name) => document.dispatchEvent(new Event(name)), word);
  const away = () => thea.tile(name).getByText("Not here").first();

  it("keeps the screen lit while the class is on it", { timeout: 8 * MINUTE_MS }, async () => {
    film = await openSquatFilm({ figure: "slim", repetitions: HALF });
    clinic = await openClinic();
    relay = await openRelay(clinic.url);
    const { therapist, patients, linkOf } = clinic;
    const members = patients.slice(0, 1);
    groupSessionId = await clinic.planClass("Knee group", [therapist, ...members]);
    thea = asTherapist(await openPerson({ name: "thea", url: clinic.url, viewport: LAPTOP }));
    await thea.signIn(linkOf(therapist));
    await thea.enterClass(groupSessionId);
    ana = asPatient(await openPerson({ name: "ana", url: relay.url, cameraFile: film.y4mPath }));
    browser = await ana.context.newCDPSession(ana.page);
    await ana.page.addInitScript(() => {
      const locks = navigator.wakeLock;
      const request = locks.request.bind(locks);
      locks.request = async (type) => {
        const lock = await request(type);
        document.documentElement.dataset.lit = String(!lock.released);
        return lock;
      };
    });
    await ana.signIn(linkOf(members[0]!));
    await ana.enterClass(groupSessionId);
    await ana.passLobby("Lakeside 1", "Ida, 0151 5550123");
    await expect.poll(() => ana.page.locator("html").getAttribute("data-lit"), PATIENCE).toBe("true");
    await thea.waitUntilReady(1);
    await thea.choose("Squat");
    await thea.setRepetitions(name, SQUATS);
  });

  it("is back with its counts after its tab was frozen", { timeout: 6 * MINUTE_MS }, async () => {
    await beginSet();
    await playHalf(HALF);
    // A browser without a screen takes every page for visible, and freezes none of those: its words are said for it, and the page's
    // processes stand still as they would then.
    const tab = processesWithCamera(film.y4mPath, "ofPages");
    await sayOfTab("freeze");
    await away().waitFor();
    tab.halt();
    try {
      await pass(FROZEN_MS);
    } finally {
      tab.goOn();
    }
    await sayOfTab("resume");
    await expectBack(HALF);
    await playHalf(SQUATS);
    await finishSet([SQUATS]);
  });

  it("is back with its counts after the lid of its computer was closed, and on another network", {
    timeout: 8 * MINUTE_MS,
  }, async () => {
    await beginSet();
    await playHalf(HALF);
    const computer = processesWithCamera(film.y4mPath);
    computer.halt();
    try {
      await Promise.all([away().waitFor(), pass(LID_CLOSED_MS)]);
    } finally {
      computer.goOn();
    }
    await expectBack(HALF);

    await waitUntilCarried([ana]);
    const played = film.play();
    await expect.poll(() => thea.countOf(name), PATIENCE).toBe(HALF + 1);
    // What it has open carries nothing any more, and nobody closes it; what it opens from now on does.
    relay.strand();
    const strandedAtMs = performance.now();
    await browser.send("Network.enable");
    await browser.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
      connectionType: "cellular4g",
    });
    await ana.lineIsAway.waitFor();
    await ana.lineIsAway.waitFor({ state: "detached" });
    console.info(`back on another network after ${Math.round(performance.now() - strandedAtMs)} ms`);
    await played;
    await expectCount(SQUATS);
    await expectMovingPicture(thea.pictureOf(name));
    await finishSet([SQUATS, SQUATS]);
    for (const person of [thea, ana]) person.expectNothingWrong();
  });

  async function beginSet(): Promise<void> {
    await thea.press("Start the set");
    await expect.poll(() => ana.count.textContent(), PATIENCE).toBe(`0 of ${SQUATS}`);
  }

  async function playHalf(until: number): Promise<void> {
    await waitUntilCarried([ana]);
    await film.play();
    await expectCount(until);
  }

  async function expectBack(count: number): Promise<void> {
    const wokeAtMs = performance.now();
    await away().waitFor({ state: "detached" });
    console.info(`the therapist saw the patient back ${Math.round(performance.now() - wokeAtMs)} ms after waking`);
    await ana.lineIsAway.waitFor({ state: "detached" });
    expect(await ana.shownCount()).toBe(count);
    await expectCount(count);
    await expectMovingPicture(thea.pictureOf(name));
    await expectMovingPicture(ana.therapistsPicture);
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
