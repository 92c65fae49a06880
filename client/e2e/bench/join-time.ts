// How long joining takes a patient whose class is under way: from the click, or the opening of the class's address, to the own avatar moving and
// the therapist's picture.
// Needs a server and the links of a fresh class; prints the times as one line of JSON.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { LAPTOP, openPerson } from "../support/open-person.ts";
import { asPatient } from "../support/patient.ts";
import { openSquatFilm } from "../support/squat-film.ts";
import { asTherapist } from "../support/therapist.ts";
import type { JoinTimeRequest, JoinTimes } from "./join-times.ts";

const { url, created, joins, from } = JSON.parse(process.argv[2] ?? "") as JoinTimeRequest;
const groupSessionId = created.groupSessionId as GroupSessionId;
const film = await openSquatFilm({ figure: "slim" });
const thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP, picturesPerSecond: 10 }));
const openAna = async () => asPatient(await openPerson({ name: "ana", url, cameraFile: film.y4mPath }));
let ana = await openAna();
try {
  // A simulated person has a place only while present, and the therapist's page waits for somebody's.
  await ana.signIn(created.patients[0]?.link ?? "");
  await ana.enterClass(groupSessionId);
  await ana.passLobby("Lakeside 1", "Ida, 0151 5550123", "by hand");
  await thea.signIn(created.therapist.link);
  await thea.enterClass(groupSessionId);
  await thea.choose("Squat");
  await thea.press("Start the set");
  await ana.count.waitFor();
  const times: JoinTime[] = [];
  for (let join = 0; join < joins; join++) times.push(await (from === "home" ? joinFromHome() : joinByAddress()));
  process.stdout.write(
    JSON.stringify({
      bothMs: times.map(({ both }) => both),
      avatarMs: times.map(({ avatar }) => avatar),
      pictureMs: times.map(({ picture }) => picture),
    } satisfies JoinTimes),
  );
} finally {
  for (const person of [thea, ana]) await person.close();
  await film.close();
}

interface JoinTime {
  readonly both: number;
  readonly avatar: number;
  readonly picture: number;
}

async function joinFromHome(): Promise<JoinTime> {
  const { page } = ana;
  await page.goto(url);
  const link = page.getByRole("link", { name: "Join the class" });
  await link.waitFor();
  await page.evaluate(() =>
    addEventListener("click", () => performance.mark("clicked"), { capture: true, once: true }),
  );
  await link.click();
  return seeBoth("clicked");
}

async function joinByAddress(): Promise<JoinTime> {
  const { cookies } = await ana.context.storageState();
  await ana.close();
  ana = await openAna();
  await ana.context.addCookies(cookies);
  await ana.page.goto(`${url}/session/${groupSessionId}`, { waitUntil: "commit" });
  return seeBoth();
}

/** Since that mark of the page, or since its opening. */
async function seeBoth(begun?: string): Promise<JoinTime> {
  const { page } = ana;
  await page.waitForFunction(() => {
    const picture = document.querySelector("[aria-label='Your therapist'] video") as HTMLVideoElement | null;
    if (
      (picture?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 0 &&
      performance.getEntriesByName("seen").length === 0
    )
      performance.mark("seen");
    return ["seen", "own-avatar-moved"].every((name) => performance.getEntriesByName(name).length > 0);
  });
  return page.evaluate((begun) => {
    const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    const since = (name: string) => Math.round(at(name) - (begun === undefined ? 0 : at(begun)));
    const [avatar, picture] = [since("own-avatar-moved"), since("seen")];
    return { both: Math.max(avatar, picture), avatar, picture };
  }, begun);
}
