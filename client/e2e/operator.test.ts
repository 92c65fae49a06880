// Whoever runs the machines opens their link, sees the class that runs and nothing of those in it, and is told when nobody answers.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DEMO_OPERATOR } from "../../server/src/demo/demo-people.ts";
import { type SimulatedClass, startSimulatedClass } from "../../server/test/support/simulated-class.ts";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson, type Person } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";

const MINUTE_MS = 60_000;
/** How things stand where browsers and a class share a machine: a moment at its limit is no mistake of the page. */
const STANDS = /All is well|1 of 1 processes is at its limit|What one session counts is not durable yet/;

describe("the operator's page", () => {
  let clinic: Clinic;
  let group: SimulatedClass;
  let olga: Person;
  keepEvidence(() => [olga]);

  beforeAll(async () => {
    clinic = await openClinic();
    [group, olga] = await Promise.all([
      startSimulatedClass(clinic.url, 2, { haste: 1 }),
      openPerson({ name: "olga", url: clinic.url, viewport: LAPTOP, reducedMotion: true }),
    ]);
    await group.startSet("shoulder-abduction", 60);
  }, 3 * MINUTE_MS);
  afterAll(async () => {
    await olga?.close();
    group?.close();
    await clinic?.close();
  });

  it("is where the link leads, and shows the class that runs", async () => {
    const { page, url } = olga;
    await page.goto(`${url}/sign-in#${clinic.linkOf(DEMO_OPERATOR)}`);
    await page.getByRole("heading", { name: STANDS, level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/operator");
    const row = page.getByRole("region", { name: "Sessions" }).getByRole("row").nth(1);
    expect(await row.getByRole("rowheader").textContent()).toBe(group.created.groupSessionId);
    expect(await row.textContent()).toContain("Set running");
    // Asked anew by itself: the rate takes a second look.
    const frames = row.getByRole("cell").nth(5);
    await vi.waitFor(async () => expect(Number(await frames.textContent())).toBeGreaterThan(5), PATIENCE);
    await expectAccessible(page, "the operator's page");
  });

  it("says nothing of who is in the class or what they do", async () => {
    const words = (await olga.page.textContent("main")) ?? "";
    const people = [group.therapist.participant, ...group.patients.map(({ participant }) => participant)];
    for (const { me } of people)
      for (const secret of [me.personId, me.name, me.nickname]) expect(words).not.toContain(secret);
    expect(words).not.toMatch(/shoulder|abduction|pain|repetition/i);
  });

  it("is the only one an operator has, and no page for anybody else", async () => {
    const { page, url } = olga;
    for (const path of ["/", "/library", "/library/squat", `/session/${group.created.groupSessionId}`]) {
      await page.goto(`${url}${path}`);
      await page.getByRole("heading", { name: STANDS, level: 1 }).waitFor();
    }
    const thea = await openPerson({ name: "thea", url, viewport: LAPTOP, reducedMotion: true });
    try {
      await thea.page.goto(`${url}/sign-in#${clinic.linkOf(clinic.therapist)}`);
      await thea.page.getByRole("heading", { name: "Today's sessions" }).waitFor();
      await thea.page.goto(`${url}/operator`);
      await thea.page.getByRole("heading", { name: "Today's sessions" }).waitFor();
      thea.expectNothingWrong();
    } finally {
      await thea.close();
    }
    olga.expectNothingWrong();
  });

  it("keeps what was last known when the server stands still, says how old it is, and goes on by itself", async () => {
    const { page } = olga;
    clinic.server.freeze();
    try {
      await page.getByRole("heading", { name: "The server does not answer", level: 1 }).waitFor();
      await page.getByText(new RegExp(`^What follows is \\d+ (s|min) old\\. Then: (${STANDS.source})\\.$`)).waitFor();
      expect(await page.getByRole("region", { name: "Sessions" }).getByRole("row").count()).toBe(2);
      await expectAccessible(page, "the operator's page without an answer");
    } finally {
      clinic.server.thaw();
    }
    await page.getByRole("heading", { name: "The server does not answer", level: 1 }).waitFor({ state: "detached" });
  });

  it("is left by signing out", async () => {
    const { page } = olga;
    await page.getByRole("button", { name: DEMO_OPERATOR.name }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await page.goto(`${olga.url}/operator`);
    await page.getByRole("heading", { name: "Welcome" }).waitFor();
  });
});
