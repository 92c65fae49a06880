// How soon everybody's picture moves again when what carries them is killed in a running set: a therapist's page and the patients', as they are.
// Needs a server and the links of a fresh class; says when to strike, and prints the times as its last line.
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Locator } from "playwright-core";
import { LAPTOP, openPerson } from "../support/open-person.ts";
import type { Patient } from "../support/patient.ts";
import { asTherapist } from "../support/therapist.ts";
import { bringPatients } from "./bring-patients.ts";
import { type PicturesAfterLoss, type PicturesAfterLossRequest, STRIKE_NOW } from "./pictures-after-loss.ts";

const LOOK_MS = 50;
/** So that every strike meets a class whose pictures have come to rest. */
const CALM_MS = 5_000;
const GIVE_UP_MS = 90_000;

const { url, created, strikes } = JSON.parse(process.argv[2] ?? "") as PicturesAfterLossRequest;
const groupSessionId = created.groupSessionId as GroupSessionId;
const answers = createInterface(process.stdin);
const thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
const patients: Patient[] = [];
try {
  await bringPatients(url, created, patients);
  await thea.signIn(created.therapist.link);
  await thea.enterClass(groupSessionId);
  await thea.waitUntilReady(patients.length);
  await thea.choose("Squat");
  await thea.press("Start the set");
  await until((all) => all.every(({ shown }) => shown > 0));
  const backMs: number[] = [];
  let linesAway = 0;
  for (let strike = 0; strike < strikes; strike++) {
    await thea.page.waitForTimeout(CALM_MS);
    const before = await look();
    const answered = once(answers, "line");
    process.stdout.write(`${STRIKE_NOW}\n`);
    const [agoMs] = (await answered) as [string];
    const struckAtMs = performance.now() - Number(agoMs);
    await until(
      (all) => all.every(({ track, shown }, index) => track !== before[index]?.track && shown > 0),
      async () => {
        linesAway += (await Promise.all([thea, ...patients].map((one) => one.lineIsAway.count()))).reduce(sum);
      },
    );
    backMs.push(Math.round(performance.now() - struckAtMs));
  }
  process.stdout.write(`${JSON.stringify({ backMs, linesAway } satisfies PicturesAfterLoss)}\n`);
} finally {
  answers.close();
  for (const person of [thea, ...patients]) await person.close();
}

interface SeenPicture {
  readonly track: string | undefined;
  /** Pictures of it that were shown. */
  readonly shown: number;
}

/** The patients' on the therapist's screen, and the therapist's on each of theirs. */
function look(): Promise<readonly SeenPicture[]> {
  const large = thea.page.locator("article video");
  return Promise.all([
    ...patients.map((_, index) => seenIn(large.nth(index))),
    ...patients.map(({ therapistsPicture }) => seenIn(therapistsPicture)),
  ]);
}

function seenIn(picture: Locator): Promise<SeenPicture> {
  return picture.evaluateAll(([element]) => {
    const video = element as HTMLVideoElement | undefined;
    const track = (video?.srcObject as MediaStream | null | undefined)?.getVideoTracks()[0];
    return { track: track?.id, shown: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0 };
  });
}

function sum(one: number, other: number): number {
  return one + other;
}

async function until(
  isSo: (all: readonly SeenPicture[]) => boolean,
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<void> {
  const untilMs = performance.now() + GIVE_UP_MS;
  while (!isSo(await look())) {
    await meanwhile();
    if (performance.now() > untilMs) throw new Error(`pictures are not there: ${JSON.stringify(await look())}`);
    await thea.page.waitForTimeout(LOOK_MS);
  }
}
