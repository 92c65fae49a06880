// How long joining takes a therapist whose patients are there already: from the press on the home page to the first patient's picture, and to
// everybody's. Needs a server and the links of a fresh class; prints the times as one line of JSON.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { LAPTOP, openPerson } from "../support/open-person.ts";
import type { Patient } from "../support/patient.ts";
import { asTherapist } from "../support/therapist.ts";
import { bringPatients } from "./bring-patients.ts";
import type { TherapistJoinTimeRequest, TherapistJoinTimes } from "./join-times.ts";

const { url, created, joins } = JSON.parse(process.argv[2] ?? "") as TherapistJoinTimeRequest;
const groupSessionId = created.groupSessionId as GroupSessionId;
const thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
const patients: Patient[] = [];
try {
  await bringPatients(url, created, patients, 10);
  await thea.signIn(created.therapist.link);
  await thea.enterClass(groupSessionId);
  await thea.waitUntilReady(patients.length);
  const times: { first: number; all: number }[] = [];
  for (let join = 0; join < joins; join++) times.push(await joinOnce());
  process.stdout.write(
    JSON.stringify({
      firstMs: times.map(({ first }) => first),
      allMs: times.map(({ all }) => all),
    } satisfies TherapistJoinTimes),
  );
} finally {
  for (const person of [thea, ...patients]) await person.close();
}

async function joinOnce(): Promise<{ first: number; all: number }> {
  const { page } = thea;
  await page.goto(url);
  const link = page.getByRole("link", { name: /^Enter\b/ }).first();
  await link.waitFor();
  await page.evaluate(() =>
    addEventListener("click", () => performance.mark("clicked"), { capture: true, once: true }),
  );
  await link.click();
  await page.waitForFunction((wanted) => {
    const pictures = [...document.querySelectorAll<HTMLVideoElement>("article video")];
    const seen = pictures.filter((picture) => picture.getVideoPlaybackQuality().totalVideoFrames > 0).length;
    for (const [name, isSo] of [
      ["first", seen > 0],
      ["all", seen >= wanted],
    ] as const)
      if (isSo && performance.getEntriesByName(name).length === 0) performance.mark(name);
    return performance.getEntriesByName("all").length > 0;
  }, patients.length);
  return page.evaluate(() => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    const since = (name: string) => Math.round(at(name) - at("clicked"));
    return { first: since("first"), all: since("all") };
  });
}
