// How soon everybody's picture moves again when what carries them is killed in a running set: a therapist's page and the patients', as they are.
// Needs a server and the links of a fresh class; says when to strike, and prints the times as its last line.
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Page } from "playwright-core";
import { LAPTOP, openPerson } from "../support/open-person.ts";
import type { Patient } from "../support/patient.ts";
import { asTherapist } from "../support/therapist.ts";
import { bringPatients } from "./bring-patients.ts";
import { type PicturesAfterLoss, type PicturesAfterLossRequest, STRIKE_NOW } from "./pictures-after-loss.ts";

/** Pages look at their own screens: asked from outside as often, they would be kept from what is being measured. */
const LOOK_MS = 20;
const LOOK_FOR_NOTICE_MS = 500;
/** So that every strike meets a class whose pictures have come to rest. */
const CALM_MS = 5_000;
const GIVE_UP_MS = 90_000;

const { url, created, strikes } = JSON.parse(process.argv[2] ?? "") as PicturesAfterLossRequest;
const groupSessionId = created.groupSessionId as GroupSessionId;
const answers = createInterface(process.stdin);
const thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
const patients: Patient[] = [];
interface Screen {
  readonly page: Page;
  /** A selector of the pictures that have to be there, and how many they are. */
  readonly pictures: string;
  readonly count: number;
}
/** The patients' pictures on the therapist's screen, and the therapist's on each of theirs. */
let screens: readonly Screen[] = [];
try {
  await bringPatients(url, created, patients);
  await thea.signIn(created.therapist.link);
  await thea.enterClass(groupSessionId);
  await thea.waitUntilReady(patients.length);
  await thea.choose("Squat");
  await thea.press("Start the set");
  screens = [
    { page: thea.page, pictures: "article video", count: patients.length },
    ...patients.map(({ page }) => ({ page, pictures: "[aria-label='Your therapist'] video", count: 1 })),
  ];
  await seenAnew([]);
  const backMs: number[] = [];
  let linesAway = 0;
  for (let strike = 0; strike < strikes; strike++) {
    await thea.page.waitForTimeout(CALM_MS);
    const before = await Promise.all(screens.map(shownTracks));
    const answered = once(answers, "line");
    process.stdout.write(`${STRIKE_NOW}\n`);
    const [agoMs] = (await answered) as [string];
    const struckAtMs = Date.now() - Number(agoMs);
    const stopCounting = countNotices((count) => {
      linesAway += count;
    });
    const backAtMs = await seenAnew(before);
    await stopCounting();
    backMs.push(backAtMs - struckAtMs);
  }
  process.stdout.write(`${JSON.stringify({ backMs, linesAway } satisfies PicturesAfterLoss)}\n`);
} finally {
  answers.close();
  for (const person of [thea, ...patients]) await person.close();
}

/** The ids of the tracks that its pictures show. */
function shownTracks({ page, pictures }: Screen): Promise<readonly string[]> {
  return page.evaluate(
    (selector) =>
      [...document.querySelectorAll<HTMLVideoElement>(selector)].flatMap(
        ({ srcObject }) => (srcObject as MediaStream | null)?.getVideoTracks().map(({ id }) => id) ?? [],
      ),
    pictures,
  );
}

/** When the last of all screens had shown a first picture of tracks that were not there before; the clock is the machine's, which all pages share. */
async function seenAnew(before: readonly (readonly string[])[]): Promise<number> {
  const times = await Promise.all(
    screens.map(async ({ page, pictures, count }, index) => {
      const seen = await page.waitForFunction(
        ({ pictures, count, former }) => {
          const anew = [...document.querySelectorAll<HTMLVideoElement>(pictures)].filter((video) => {
            const track = (video.srcObject as MediaStream | null)?.getVideoTracks()[0];
            return (
              track !== undefined && !former.includes(track.id) && video.getVideoPlaybackQuality().totalVideoFrames > 0
            );
          });
          return anew.length >= count && Date.now();
        },
        { pictures, count, former: before[index] ?? [] },
        { polling: LOOK_MS, timeout: GIVE_UP_MS },
      );
      return Number(await seen.jsonValue());
    }),
  );
  return Math.max(...times);
}

/** Until it is stopped, tells at each look on how many screens the line is said to be away. */
function countNotices(told: (count: number) => void): () => Promise<void> {
  let running = true;
  const counting = (async () => {
    while (running) {
      const counts = await Promise.all([thea, ...patients].map((one) => one.lineIsAway.count()));
      told(counts.reduce((one, other) => one + other));
      await thea.page.waitForTimeout(LOOK_FOR_NOTICE_MS);
    }
  })();
  return async () => {
    running = false;
    await counting;
  };
}
