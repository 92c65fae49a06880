// The check before the class in real browsers: by itself, over in ten seconds, the picture really going to the server and back; and what it
// says where a network is in the way or a device is missing. Nobody is kept out by it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible, expectStillness } from "./support/expect-accessible.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson, type PersonOptions } from "./support/open-person.ts";
import { asPatient, LOOKS_RIGHT, type Patient } from "./support/patient.ts";
import { spoilNetwork, withoutMicrophone } from "./support/spoil-network.ts";
import { writeSpokenSound } from "./support/spoken-sound.ts";
import { asTherapist, type Therapist } from "./support/therapist.ts";
import { pressWithKeys } from "./support/walk-with-keys.ts";

const MINUTE_MS = 60_000;
/** The check says of fewer pictures a second that they jerk. */
const SMOOTH = 10;

describe("the device check", () => {
  let clinic: Clinic;
  let groupSessionId: GroupSessionId;
  let folder: string;
  let thea: Therapist;
  const patients: Patient[] = [];
  keepEvidence(() => [thea, ...patients]);

  const arrive = async (index: number, options: Partial<PersonOptions>, prepare?: (page: Page) => Promise<void>) => {
    // A machine has the time for one of these pages: whoever was tried before is gone.
    for (const before of patients.splice(0)) await before.close();
    const person = clinic.patients[index]!;
    const own = { name: `patient-${index}`, url: clinic.url, viewport: LAPTOP, picturesPerSecond: SMOOTH };
    const opened = await openPerson({ ...own, ...options });
    const patient = asPatient(opened);
    patients.push(patient);
    await prepare?.(patient.page);
    await patient.signIn(clinic.linkOf(person));
    await patient.enterClass(groupSessionId);
    await patient.turnOnDevices("Lakeside 1", "Ida, 0151 5550123");
    return { ...patient, tile: thea.tile(person.name), part: partsOf(patient.page) };
  };

  beforeAll(async () => {
    clinic = await openClinic();
    folder = await mkdtemp(join(tmpdir(), "ensemble-sound-"));
    await writeSpokenSound(join(folder, "voice.wav"));
    groupSessionId = await clinic.planClass("Knee group", [clinic.therapist, ...clinic.patients.slice(0, 3)]);
    thea = asTherapist(
      await openPerson({
        name: "thea",
        url: clinic.url,
        viewport: LAPTOP,
        picturesPerSecond: SMOOTH,
        microphoneFile: join(folder, "voice.wav"),
      }),
    );
    await thea.signIn(clinic.linkOf(clinic.therapist));
    await thea.enterClass(groupSessionId);
  }, 3 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ...patients]) await person?.close();
    await clinic?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("is there for the therapist before the class, with a key: camera, microphone, loudspeaker and line", {
    timeout: 2 * MINUTE_MS,
  }, async () => {
    const { page } = thea;
    const part = partsOf(page);
    await page.getByRole("button", { name: "Check your devices" }).waitFor();
    await page.keyboard.press("0");
    const dialog = page.getByRole("dialog", { name: "Your camera, sound and network" });
    await dialog.waitFor();
    await part("camera").getByText("We can see you").waitFor();
    await part("microphone").getByText("We can hear you").waitFor();
    await part("line")
      .getByText(/Internet good|Internet will do/)
      .waitFor();
    await pressWithKeys(page, page.getByRole("button", { name: "Yes, I heard it" }));
    await part("speaker").getByText("You can hear us").waitFor();
    await expectAccessible(page, "the therapist's check");
    await dialog.locator("summary", { hasText: "Other devices" }).click();
    await dialog.getByLabel("Camera", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Check your devices" }).waitFor();
    thea.expectNothingWrong();
  });

  it("tries everything by itself, is answered by keys, and is not asked for again after a reload", {
    timeout: 3 * MINUTE_MS,
  }, async () => {
    const ana = await arrive(0, { microphoneFile: join(folder, "voice.wav"), reducedMotion: true });
    const { page, part, tile } = ana;
    await page.getByRole("heading", { name: "One moment, we try everything" }).waitFor();
    await expectStillness(page, "device check: running");
    await part("camera").getByText("We can see you").waitFor();
    await part("microphone").getByText("We can hear you").waitFor();
    // A busy machine may make less of the picture than the line would carry.
    await part("line")
      .getByText(/Internet good|Internet will do/)
      .waitFor();
    await expectAccessible(page, "device check: over");
    await tile.getByText("Sound: not answered").waitFor();
    await pressWithKeys(page, page.getByRole("button", { name: "Yes, I heard it" }));
    await part("speaker").getByText("You can hear us").waitFor();
    await tile.getByText("Sound: not answered").waitFor({ state: "detached" });

    await pressWithKeys(page, page.locator("summary", { hasText: "Numbers" }));
    const details = await page.locator("details", { hasText: "Numbers" }).locator("dl").textContent();
    expect(details).toMatch(/Picture320 × 240/);
    expect(details).toMatch(/Picture sent0\.[1-9] Mbit\/s/);
    expect(details).toMatch(/Picture received0\.[1-9] Mbit\/s/);
    expect(details).toMatch(/Waydirect \(UDP\)/);

    await page.reload();
    await page.getByRole("button", { name: "Turn on camera and microphone" }).click();
    await part("line")
      .getByText(/Internet good|Internet will do/)
      .waitFor();
    await part("speaker").getByText("You can hear us").waitFor();
    await page.getByRole("button", { name: "Check again" }).waitFor();
    await page.getByRole("button", { name: LOOKS_RIGHT }).click();
    await page.getByRole("button", { name: "I’m ready" }).waitFor();
  });

  it("says what helps where video goes by TCP only", { timeout: 3 * MINUTE_MS }, async () => {
    const { page, part, tile } = await arrive(1, {}, (opened) => spoilNetwork(opened, "tcpOnly"));
    await part("line").getByText("Your network lets video through only slowly.").waitFor();
    await tile.getByText(/by TCP/).waitFor();
    await page.getByRole("button", { name: "No", exact: true }).click();
    await part("speaker").getByText("Turn up the volume").waitFor();
    await tile.getByText("Does not hear us").waitFor();
  });

  it("keeps nobody out who has no microphone and whose network lets no picture through", {
    timeout: 3 * MINUTE_MS,
  }, async () => {
    const { page, part, tile } = await arrive(2, {}, async (opened) => {
      await spoilNetwork(opened, "blocked");
      await withoutMicrophone(opened);
    });
    await part("microphone").getByText("There is no microphone").waitFor();
    await part("line").getByText("No picture gets through").waitFor();
    await part("line").getByText("Your network stops video.").waitFor();
    await expectAccessible(page, "device check: no line");
    await tile.getByText("No microphone").waitFor();
    await tile.getByText(/no picture gets through/).waitFor();
    await page.getByRole("button", { name: "Go on anyway" }).click();
    await page.getByRole("button", { name: "I’m ready" }).click();
    await page.getByRole("heading", { name: "You’re ready" }).waitFor();
  });
});

function partsOf(page: Page) {
  const list = page.getByRole("region", { name: "Check of camera, sound and internet" });
  const names = { camera: "Picture:", microphone: "Microphone:", speaker: "Loudspeaker:", line: "Internet:" };
  return (name: keyof typeof names) => list.getByRole("listitem").filter({ hasText: names[name] });
}
