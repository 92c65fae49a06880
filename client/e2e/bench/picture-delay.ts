// How old the picture of a patient is that the therapist sees, large and in full quality, through the pages as they are.
// Needs a server and the links of a fresh class; prints what was found as one line of JSON.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { carryClock, picturesGiven, readClock } from "../support/clock-camera.ts";
import { LAPTOP, openPerson } from "../support/open-person.ts";
import { asPatient } from "../support/patient.ts";
import { pretendQuickDevice } from "../support/quick-device.ts";
import { asTherapist } from "../support/therapist.ts";
import type { PictureDelayRequest, PictureDelays } from "./picture-delays.ts";

/** After it is shown large: the encoder finds its rate. */
const SETTLE_MS = 6_000;

const request = JSON.parse(process.argv[2] ?? "") as PictureDelayRequest;
const { url, created, widthPixels, picturesPerSecond, seconds } = request;
const thea = asTherapist(await openPerson({ name: "thea", url, viewport: LAPTOP }));
const ana = asPatient(await openPerson({ name: "ana", url }));
try {
  await carryClock(ana.page, picturesPerSecond, widthPixels);
  // Otherwise the larger sizes are not even made here.
  if (widthPixels !== undefined) await pretendQuickDevice(ana.page);
  await ana.signIn(created.patients[0]?.link ?? "");
  await ana.page.goto(`${url}/session/${created.groupSessionId}${widthPixels === undefined ? "?quality=low" : ""}`);
  await ana.passLobby("Lakeside 1", "Ida, 0151 5550123", "by hand");
  await thea.signIn(created.therapist.link);
  await thea.enterClass(created.groupSessionId as GroupSessionId);
  const article = thea.page.getByRole("article").filter({ has: thea.page.locator("video") });
  await article.locator("video").waitFor();
  await article.getByRole("button").first().click();
  await thea.page.keyboard.press("s");
  const large = thea.page.getByRole("region", { name: /shown large$/ }).locator("video");
  await large.waitFor();
  await thea.page.waitForTimeout(SETTLE_MS);
  const before = await picturesGiven(ana.page);
  const seen = await readClock(large, seconds * 1_000);
  const given = (await picturesGiven(ana.page)) - before;
  process.stdout.write(JSON.stringify({ ...seen, given } satisfies PictureDelays));
} finally {
  for (const person of [thea, ana]) await person.close();
}
