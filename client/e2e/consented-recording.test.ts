// A class is recorded with everybody's own answer: one says no, one takes the yes back in the middle. What was recorded until then is fetched in
// ranges, plays, and is looked back at and sought in; nothing else is there. Who did what with it stands in the clinic's log.
import type { RecordingListing, RecordingPieces } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLOCK_ROUND_MS } from "./bench/picture-delays.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { carryClock, readClock } from "./support/clock-camera.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson, type Person } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";
import { expectMomentEverywhere, fetchFromPage, momentSlider, shownMomentMs } from "./support/read-review.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";

const MINUTE_MS = 60_000;
/** Enough that most of it cannot be what was under way. */
const A_WHILE_MS = 4_000;
/** Long enough to be sought in. */
const SET_MS = 10_000;
const LOST_AT_MOST_MS = 2_000;
const PICTURES_PER_SECOND = 5;
/** From what a camera shows to what a file says of when it was, on a busy machine, whose cameras stand still for a second or two; much less than a seek goes. */
const CLOCK_WITHIN_MS = 2_000;
/** The server is asked over and over. */
const ASKING = { ...PATIENCE, interval: 500 };
const QUESTION = "May we record you?";

describe("a recorded class", () => {
  let clinic: Clinic;
  let groupSessionId: GroupSessionId;
  let thea: Therapist;
  let ana: Patient;
  let bruno: Patient;
  keepEvidence(() => [thea, ana, bruno]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url, therapist, patients, linkOf } = clinic;
    const [first, second] = [patients[0]!, patients[1]!];
    groupSessionId = await clinic.planClass("Knee group", [therapist, first, second]);
    thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
    await thea.signIn(linkOf(therapist));
    await thea.enterClass(groupSessionId);
    const enter = async (name: string, person: typeof first) => {
      const patient = asPatient(await openPerson({ name, url }));
      // What is recorded of her says when it was.
      if (name === "ana") await carryClock(patient.page, PICTURES_PER_SECOND);
      await patient.signIn(linkOf(person));
      await patient.enterClass(groupSessionId);
      await patient.passLobby(`At ${name}'s`, "Ida, 0151 5550123", "by hand");
      return patient;
    };
    ana = await enter("ana", first);
    bruno = await enter("bruno", second);
    await thea.waitUntilReady(2);
  }, 5 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana, bruno]) await person?.close();
    await clinic?.close();
  });

  const list = (person: Person = thea): Promise<readonly RecordingListing[]> =>
    person.page.evaluate(async (id) => (await fetch(`/api/sessions/${id}/recordings`)).json(), groupSessionId);
  const recordingsOf = async (whose: "therapist" | 0 | 1) => {
    const { personId } = whose === "therapist" ? clinic.therapist : clinic.patients[whose]!;
    return (await list()).filter(({ participantId }) => participantId === personId);
  };
  const shortestOf = async (whose: "therapist" | 0 | 1) => {
    const durations = (await recordingsOf(whose)).map(({ durationMs }) => durationMs);
    return durations.length < 2 ? 0 : Math.min(...durations);
  };
  const mark = (words: string) => thea.page.getByRole("button", { name: new RegExp(`^${words}`) });
  const dialog = () => thea.page.getByRole("dialog");
  const sign = (person: Person, words: string) => person.page.getByRole("button", { name: words });
  const questionsTo = ({ page }: Person) => page.getByRole("heading", { name: QUESTION }).count();
  /** How many there are in each state. */
  const statesOf = (recordings: readonly RecordingListing[]) => {
    const states: Record<string, number> = {};
    for (const { state } of recordings) states[state] = (states[state] ?? 0) + 1;
    return states;
  };
  const barriers: string[] = [];
  const lookForBarriers = (person: Person, state: string) =>
    expectAccessible(person.page, state).catch((error: Error) => barriers.push(error.message));

  it("begins with a question to everybody, in which yes weighs as much as no", async () => {
    await mark("not recorded").waitFor();
    await thea.page.keyboard.press("o");
    await thea.page.getByRole("dialog", { name: "Record this class?" }).waitFor();
    await lookForBarriers(thea, "asking to record");
    await dialog().getByRole("button", { name: "Ask, and record me too" }).click();
    for (const { page } of [ana, bruno]) await page.getByRole("heading", { name: QUESTION }).waitFor();
    await lookForBarriers(ana, "being asked to be recorded");
    const sizes = await Promise.all(
      ["Yes, record me", "No, don’t record me"].map((name) => ana.page.getByRole("button", { name }).boundingBox()),
    );
    const [yes, no] = sizes.map((size) => [Math.round(size?.width ?? 0), Math.round(size?.height ?? 0)]);
    expect(yes).toEqual(no);
    // Nobody but the therapist has answered.
    await mark("Recording 1 of 3").waitFor();
    expect(await recordingsOf(0)).toEqual([]);
  });

  it("has picture and sound of those who said yes, and everybody sees that", async () => {
    await ana.page.getByRole("button", { name: "Yes, record me" }).click();
    await bruno.page.getByRole("button", { name: "No, don’t record me" }).click();
    await mark("Recording 2 of 3").waitFor();
    await sign(ana, "You are being recorded").waitFor();
    await sign(bruno, "The class is being recorded, without you").waitFor();
    for (const person of [ana, bruno]) await expect.poll(() => questionsTo(person), PATIENCE).toBe(0);
    await lookForBarriers(ana, "being recorded");
    await thea.page.keyboard.press("o");
    const rows = dialog().getByRole("list", { name: "Who is recorded" }).getByRole("listitem");
    await expect
      .poll(() => rows.allTextContents(), PATIENCE)
      .toEqual([
        expect.stringContaining("picture and sound"),
        expect.stringContaining("picture and sound"),
        expect.stringContaining("said no"),
      ]);
    await lookForBarriers(thea, "who is recorded");
    await dialog().getByRole("button", { name: "Close" }).last().click();
    await expect.poll(() => shortestOf(0), ASKING).toBeGreaterThan(A_WHILE_MS);
    expect(await recordingsOf(1)).toEqual([]);
    // A set, so that it can be looked back at.
    await thea.choose("Squat");
    await thea.press("Start the set");
    const before = await shortestOf(0);
    await expect.poll(() => shortestOf(0), ASKING).toBeGreaterThan(before + SET_MS);
    await thea.press("Finish set");
    await ana.rest.waitFor();
  });

  it("goes on without somebody who takes the yes back with one press", async () => {
    await sign(ana, "You are being recorded").click();
    await sign(ana, "The class is being recorded, without you").waitFor();
    await mark("Recording 1 of 3").waitFor();
    const ended = async () => (await recordingsOf(0)).map(({ state }) => state);
    await expect.poll(ended, ASKING).toEqual(["whole", "whole"]);
    const anas = await recordingsOf(0);
    const before = await shortestOf("therapist");
    await expect.poll(() => shortestOf("therapist"), ASKING).toBeGreaterThan(before + A_WHILE_MS);
    expect(await recordingsOf(0)).toEqual(anas);
    expect(await recordingsOf(1)).toEqual([]);
  });

  it("asks somebody who said no only when that person wants it", async () => {
    await sign(bruno, "The class is being recorded, without you").click();
    await bruno.page.getByRole("heading", { name: QUESTION }).waitFor();
    await bruno.page.getByRole("button", { name: "No, don’t record me" }).click();
    await sign(bruno, "The class is being recorded, without you").waitFor();
    await expect.poll(() => questionsTo(bruno), PATIENCE).toBe(0);
  });

  it("goes on in new files when the server has died, with everything that was kept until then", async () => {
    const before = await recordingsOf("therapist");
    expect(before.map(({ state }) => state)).toEqual(["running", "running"]);
    const killedAtMs = Date.now() - (await clinic.openedAtMs(groupSessionId));
    await clinic.server.kill();
    await thea.lineIsAway.waitFor();
    await clinic.server.start();
    await thea.lineIsAway.waitFor({ state: "detached" });
    const states = async () => statesOf(await recordingsOf("therapist"));
    await expect.poll(states, ASKING).toMatchObject({ cutOff: 2, running: 2 });
    const after = new Map((await recordingsOf("therapist")).map((one) => [one.recordingId, one]));
    for (const { recordingId, source } of before) {
      const { beginsAtMs = 0, durationMs = 0 } = after.get(recordingId) ?? {};
      expect(beginsAtMs + durationMs, `the end of the ${source}`).toBeGreaterThanOrEqual(killedAtMs - LOST_AT_MOST_MS);
      expect(beginsAtMs + durationMs).toBeLessThanOrEqual(killedAtMs + LOST_AT_MOST_MS);
    }
    // Whoever had said no has said it to the new owner, too.
    await sign(bruno, "The class is being recorded, without you").waitFor();
    expect((await recordingsOf(0)).map(({ state }) => state)).toEqual(["whole", "whole"]);
    expect(await recordingsOf(1)).toEqual([]);
  });

  it("is over for everybody when the therapist ends it", async () => {
    await thea.page.keyboard.press("o");
    await dialog().getByRole("button", { name: "Stop recording" }).click();
    await mark("not recorded").waitFor();
    await expect.poll(() => sign(bruno, "The class is being recorded").count(), PATIENCE).toBe(0);
    const states = async () => statesOf(await list());
    await expect.poll(async () => (await states()).running ?? 0, ASKING).toBe(0);
    expect(await states()).toMatchObject({ cutOff: 2, whole: expect.any(Number) });
    expect(Object.keys(await states()).sort()).toEqual(["cutOff", "whole"]);
  });

  it("keeps nobody out: neither the question nor the signs", () => {
    expect(barriers).toEqual([]);
  });

  it("is played from the server in ranges, by the clinic's therapists and nobody else", async () => {
    const anas = await recordingsOf(0);
    const camera = anas.find(({ source }) => source === "camera")!;
    const microphone = anas.find(({ source }) => source === "microphone")!;
    const isRefused = (person: Person) =>
      person.page.evaluate(async (id) => (await fetch(`/api/recordings/${id}/media`)).status, camera.recordingId);
    expect(await isRefused(ana)).toBe(403);
    expect(await isRefused(bruno)).toBe(403);
    const part = await thea.page.evaluate(async (id) => {
      const answer = await fetch(`/api/recordings/${id}/media`, { headers: { range: "bytes=100-299" } });
      return { status: answer.status, range: answer.headers.get("content-range"), bytes: (await answer.blob()).size };
    }, camera.recordingId);
    expect(part).toEqual({ status: 206, range: `bytes 100-299/${camera.bytes}`, bytes: 200 });
    const seen = await thea.page.evaluate(play, camera.recordingId);
    expect(seen.width).toBeGreaterThan(100);
    expect(seen.colours).toBeGreaterThan(3);
    expect(seen.seconds * 1_000).toBeGreaterThan(A_WHILE_MS);
    expect(Math.abs(seen.seconds * 1_000 - camera.durationMs)).toBeLessThan(2_000);
    const heard = await thea.page.evaluate(play, microphone.recordingId);
    expect(Math.abs(heard.seconds * 1_000 - microphone.durationMs)).toBeLessThan(2_000);
  });

  it("plays to its end where the server's death cut it off", async () => {
    const cutOff = (await recordingsOf("therapist")).filter(({ state }) => state === "cutOff");
    expect(cutOff.map(({ source }) => source).sort()).toEqual(["camera", "microphone"]);
    for (const { recordingId, durationMs, source } of cutOff) {
      const seen = await thea.page.evaluate(play, recordingId);
      expect(Math.abs(seen.seconds * 1_000 - durationMs), source).toBeLessThan(2_000);
      if (source === "camera") expect(seen.colours).toBeGreaterThan(3);
    }
  });

  it("is looked back at: where somebody seeks, the picture is the one of that moment", async () => {
    const { page, url } = thea;
    const { personId } = clinic.patients[0]!;
    const openedAtMs = await clinic.openedAtMs(groupSessionId);
    const { recordingId, beginsAtMs } = (await recordingsOf(0)).find(({ source }) => source === "camera")!;
    const { pieces } = await fetchFromPage<RecordingPieces>(page, `/api/recordings/${recordingId}/pieces`);
    // A busy machine leaves holes in a picture, where there is none to be compared.
    const isKept = (atMs: number) =>
      pieces.some((one) => one.startMs <= atMs - beginsAtMs && atMs - beginsAtMs < one.startMs + one.durationMs);
    await page.goto(`${url}/review/${groupSessionId}/${personId}`);
    await momentSlider(page).waitFor();
    const picture = page.locator("video[data-recorded]");
    await picture.waitFor({ state: "attached" });
    const startMs = await shownMomentMs(page);
    const seek = async (key: "ArrowRight" | "ArrowLeft", seconds: number) => {
      const from = await shownMomentMs(page);
      for (let pressed = 0; pressed < seconds; pressed += 1) await page.keyboard.press(key);
      const to = from + (key === "ArrowRight" ? 1_000 : -1_000) * seconds;
      await expectMomentEverywhere(page, to);
      await expect
        .poll(async () => {
          if ((await picture.count()) === 0) return "no picture";
          const { currentTime, isThere, state } = await picture.evaluate((element) => {
            const { currentTime, readyState, seeking, networkState, error, buffered } = element as HTMLVideoElement;
            const spans = Array.from({ length: buffered.length }, (_, i) => [buffered.start(i), buffered.end(i)]);
            const state = JSON.stringify({ readyState, seeking, networkState, error: error?.message, spans });
            return { currentTime, isThere: readyState >= 2 && !seeking, state };
          });
          if (!isThere || Math.abs(currentTime - (to - beginsAtMs) / 1_000) > 0.7) return `${currentTime} s: ${state}`;
          const { showsMs } = await readClock(picture, 0);
          if (showsMs === null) return "unreadable";
          const apart = (showsMs - openedAtMs - to) % CLOCK_ROUND_MS;
          return Math.min(Math.abs(apart), CLOCK_ROUND_MS - Math.abs(apart)) < CLOCK_WITHIN_MS ? "there" : apart;
        }, ASKING)
        .toBe("there");
    };
    await momentSlider(page).focus();
    const kept = [1, 2, 3, 4, 5, 6, 7, 8].filter((seconds) => isKept(startMs + 1_000 * seconds));
    const [first = 0, last = 0] = [kept[0], kept.at(-1)];
    expect(last).toBeGreaterThan(first);
    await seek("ArrowRight", last);
    await seek("ArrowLeft", last - first);
    expect(await shownMomentMs(page)).toBe(startMs + 1_000 * first);
    // What is kept of the therapist is in the class's custody, too.
    const own = page.getByRole("region", { name: `Picture and sound of ${clinic.therapist.name}, therapist` });
    await expect.poll(() => own.getByRole("listitem").count(), PATIENCE).toBeGreaterThanOrEqual(4);
  });

  it("has left who did what with it in the clinic's log, which its therapists read from their home", async () => {
    const { page, url } = thea;
    const { name } = clinic.patients[0]!;
    await page.goto(url);
    await page.getByRole("link", { name: "Recordings: who did what" }).click();
    await page.getByText(/^Checked: all \d+ entries are there and as they were written\.$/).waitFor();
    const rows = page.getByRole("table", { name: "Entries, the newest first" }).getByRole("row");
    const said = async () => (await rows.allTextContents()).join("\n");
    await expect.poll(said, PATIENCE).toContain(`Recording was cut off: picture${clinic.therapist.name}`);
    await expectAccessible(page, "who did what");
    await page.getByLabel("About whom", { exact: true }).selectOption({ label: name });
    await page.getByLabel("What", { exact: true }).selectOption({ label: "Looking and downloading" });
    await expect.poll(said, PATIENCE).not.toContain("Recording was cut off");
    await expect.poll(said, PATIENCE).toContain(`Looked back at the movement${name}Knee group`);
    expect(await said()).toContain(`Played: picture${name}Knee group`);
    expect(await rows.count()).toBeGreaterThanOrEqual(3);
    expect(new URL(page.url()).search).toContain("kind=looked");
  });
});

/** In the page: from the beginning to the end, and what was seen in the middle. */
async function play(recordingId: string): Promise<{ seconds: number; width: number; colours: number }> {
  const video = document.createElement("video");
  video.muted = true;
  video.src = `/api/recordings/${recordingId}/media`;
  video.playbackRate = 4;
  const canvas = new OffscreenCanvas(32, 18);
  const context = canvas.getContext("2d")!;
  const colours = new Set<number>();
  video.addEventListener("timeupdate", () => {
    if (video.videoWidth === 0) return;
    context.drawImage(video, 0, 0, 32, 18);
    const { data } = context.getImageData(0, 0, 32, 18);
    for (let at = 0; at < data.length; at += 4) colours.add(data[at]! * 65_536 + data[at + 1]! * 256 + data[at + 2]!);
  });
  const ended = new Promise((resolve, reject) => {
    video.addEventListener("ended", resolve);
    video.addEventListener("error", () => reject(new Error(video.error?.message)));
  });
  await video.play();
  await ended;
  return { seconds: video.currentTime, width: video.videoWidth, colours: colours.size };
}
