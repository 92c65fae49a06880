// The README's pictures, out of a session as it runs: `npm start -- --reset-demo`, then
//   node scripts/run.mjs client/e2e/take-pictures.ts THERAPIST_LINK PATIENT_LINK   (both as it prints them)
// One real patient (a rendered figure before the camera) among the demo session's simulated ones, one real therapist.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { LAPTOP, openPerson } from "./support/open-person.ts";
import { asPatient } from "./support/patient.ts";
import { openSquatFilm } from "./support/squat-film.ts";
import { asTherapist } from "./support/therapist.ts";

const FOLDER = join(import.meta.dirname, "../../docs/images");
/** Squats before the pictures are taken, so that there is something to see on them. */
const COUNT = /^[4-9] of \d+$/;

const [url = "", ...tokens] = process.argv.slice(2).flatMap((link, index) => {
  const { origin, hash } = new URL(link);
  return index === 0 ? [origin, hash.slice(1)] : [hash.slice(1)];
});
const [therapistToken = "", patientToken = ""] = tokens;
const film = await openSquatFilm({ figure: "slim" });
/** Stands before the therapist's camera, and is never played. */
const standing = await openSquatFilm({ figure: "sturdy" });
const thea = asTherapist(await openPerson({ name: "thea", url, cameraFile: standing.y4mPath, viewport: LAPTOP }));
const ana = asPatient(await openPerson({ name: "ana", url, cameraFile: film.y4mPath, viewport: LAPTOP }));
try {
  await thea.signIn(therapistToken);
  await ana.signIn(patientToken);
  const address = await ana.page.getByRole("link", { name: "Join the class" }).first().getAttribute("href");
  await thea.enterClass((address?.split("/").at(-1) ?? "") as GroupSessionId);
  await ana.page.goto(`${url}${address}`);
  await ana.passLobby("Lakeside 1", "Ida, 0151 5550123");
  await thea.waitUntilReady(6);
  await thea.choose("Squat");
  await thea.press("Start the set");
  await ana.count.waitFor();
  const played = film.play();
  await ana.page.getByText(COUNT).waitFor();
  await mkdir(FOLDER, { recursive: true });
  await thea.page.screenshot({ path: join(FOLDER, "therapist.png") });
  await ana.page.screenshot({ path: join(FOLDER, "patient.png") });
  await played;
} finally {
  for (const person of [thea, ana]) await person.close();
  await film.close();
  await standing.close();
}
