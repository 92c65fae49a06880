// What the home page loads before somebody joins: without asking for a device, and without harm when a part of it does not come.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { openPerson } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { asPatient, type Patient } from "./support/patient.ts";

const ROOM_STYLES = /patient-room-[^/]*\.css$/;

let clinic: Clinic;
let groupSessionId: GroupSessionId;
let ana: Patient;
keepEvidence(() => [ana]);

beforeAll(async () => {
  clinic = await openClinic();
  const { url, therapist, patients } = clinic;
  groupSessionId = await clinic.planClass("Knee group", [therapist, ...patients.slice(0, 1)]);
  ana = asPatient(await openPerson({ name: "ana", url }));
});
afterAll(async () => {
  await ana?.close();
  await clinic?.close();
});

it("opens no device before the agreement, and a style sheet that did not come early is there in the class", async () => {
  const { page } = ana;
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => {
      document.documentElement.dataset.asked = "yes";
      return Promise.reject(new Error("asked too early"));
    };
  });
  let refused = 0;
  await page.route(ROOM_STYLES, (route) => {
    refused += 1;
    return refused === 1 ? route.abort() : route.continue();
  });
  const [person] = clinic.patients;
  if (person === undefined) throw new Error("nobody to sign in");
  await ana.signIn(clinic.linkOf(person));
  await vi.waitUntil(() => refused > 0 && page.workers().some((worker) => worker.url().includes("pose")), PATIENCE);
  await page.getByRole("link", { name: "Join the class" }).click();
  await page.getByRole("button", { name: "I agree, let’s go on" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/session/${groupSessionId}`);
  await vi.waitUntil(() => page.evaluate(hasStylesOf, "patient-room-"), PATIENCE);
  expect(await page.evaluate(() => document.documentElement.dataset.asked)).toBeUndefined();
});

function hasStylesOf(part: string): boolean {
  const sheets = [...document.styleSheets].filter(({ href }) => href?.includes(part));
  try {
    return sheets.length > 0 && sheets.every(({ cssRules }) => cssRules.length > 0);
  } catch {
    // What did not come has rules that nobody may read.
    return false;
  }
}
