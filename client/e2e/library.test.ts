// Looking for an exercise and looking at it: a therapist types, filters, opens, turns and chooses an error; a patient follows a link.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Clinic, openClinic } from "./support/clinic.ts";
import { expectAccessible } from "./support/expect-accessible.ts";
import { keepEvidence } from "./support/keep-evidence.ts";
import { LAPTOP, openPerson, type Person } from "./support/open-person.ts";
import { PATIENCE } from "./support/patience.ts";
import { tabTo } from "./support/walk-with-keys.ts";

const MINUTE_MS = 60_000;

describe("the library", () => {
  let clinic: Clinic;
  let thea: Person;
  let ana: Person;
  keepEvidence(() => [thea, ana]);

  beforeAll(async () => {
    clinic = await openClinic();
    const { url } = clinic;
    [thea, ana] = await Promise.all([
      openPerson({ name: "thea", url, viewport: LAPTOP, reducedMotion: true }),
      openPerson({ name: "ana", url, reducedMotion: true }),
    ]);
    await Promise.all(
      [thea, ana].map(async ({ page }, i) => {
        await page.goto(`${url}/sign-in#${clinic.linkOf([clinic.therapist, clinic.patients[0]!][i]!)}`);
        await page.getByRole("button", { name: /Thea|Ana/ }).waitFor();
      }),
    );
  }, 3 * MINUTE_MS);

  afterAll(async () => {
    for (const person of [thea, ana]) await person?.close();
    await clinic?.close();
  });

  const found = async () => (await thea.page.getByRole("status").first().textContent()) ?? "";
  const cards = () => thea.page.getByRole("article");

  it("is found from a therapist's home, and by typing", async () => {
    const { page } = thea;
    await page.getByRole("link", { name: "Exercises" }).click();
    await page.getByRole("heading", { name: "Exercise library" }).waitFor();
    await cards().first().waitFor();
    await expectAccessible(page, "library");
    const all = await cards().count();
    await page.keyboard.press("/");
    await page.keyboard.type("kniebeuge");
    await vi.waitFor(async () => expect(await found()).toMatch(new RegExp(`^\\d+ of ${all} exercises$`)), PATIENCE);
    await vi.waitFor(async () => expect(await cards().count()).toBeLessThan(all), PATIENCE);
    await cards().filter({ hasText: "Deep squat" }).first().waitFor();
    expect(new URL(page.url()).search).toBe("?q=kniebeuge");
  });

  it("is narrowed down by filters that stand in the address, and widened by the back button", async () => {
    const { page } = thea;
    const typed = await cards().count();
    await page.getByRole("button", { name: "Difficulty" }).click();
    await page.getByRole("checkbox", { name: /^Level 2 of 5/ }).check();
    await page.keyboard.press("Escape");
    await vi.waitFor(async () => expect(await cards().count()).toBeLessThan(typed), PATIENCE);
    await expectAccessible(page, "library with a filter");
    const narrow = await cards().count();
    await page.reload();
    await cards().first().waitFor();
    expect(await cards().count(), "a link shows the same").toBe(narrow);
    await page.goBack();
    await vi.waitFor(async () => expect(await cards().count()).toBe(typed), PATIENCE);
  });

  it("shows an exercise from all sides, right and with an error", { timeout: 2 * MINUTE_MS }, async () => {
    const { page } = thea;
    await page.getByRole("link", { name: "Squat", exact: true }).click();
    await page.getByRole("heading", { name: "Squat", level: 1 }).waitFor();
    const stage = page.getByRole("group", { name: /^Squat, shown by a figure/ });
    await stage.locator("canvas + [data-over]").waitFor({ state: "attached" });
    await expectAccessible(page, "an exercise");
    const expectAnotherPicture = async (act: () => Promise<void>) => {
      const before = await stage.screenshot();
      await act();
      await vi.waitFor(async () => expect(before.equals(await stage.screenshot())).toBe(false), PATIENCE);
    };
    await expectAnotherPicture(() => page.getByRole("button", { name: "Behind" }).click());
    await tabTo(page, stage);
    await expectAnotherPicture(() => page.keyboard.press("ArrowLeft"));
    await page.getByRole("radio", { name: /Knees fall inward/ }).check();
    await stage.getByText("Not like this: Knees fall inward").waitFor();
    await stage.getByText("Knees over your toes").waitFor();
    await expectAccessible(page, "an exercise with an error");
    await page.getByText("Go on when 3 sets of 12 were done with pain below 3 of 10 on 2 days in a row.").waitFor();
    await page.getByText("Not yet reviewed by a clinician").waitFor();
    await page.getByRole("link", { name: /Next, harder/ }).click();
    await page.getByRole("heading", { name: "Wide squat, toes out", level: 1 }).waitFor();
    await page.getByRole("link", { name: "All exercises" }).click();
    await page.getByRole("heading", { name: "Exercise library" }).waitFor();
    expect(new URL(page.url()).search, "as it was asked before").toBe("?q=kniebeuge");
    thea.expectNothingWrong();
  });

  it("shows a patient the exercise behind a link, without the clinic's own notes", async () => {
    const { page, url } = ana;
    await page.goto(`${url}/library/squat`);
    await page.getByRole("heading", { name: "How it goes" }).waitFor();
    await expectAccessible(page, "a patient's exercise");
    expect(await page.getByText("ICD-10").count()).toBe(0);
    expect(await page.getByRole("link", { name: "Exercises" }).count()).toBe(0);
    await page.goto(`${url}/library/flying`);
    await page.getByText("There is no such exercise in the library.").waitFor();
    await page.goto(`${url}/library`);
    await page.getByRole("heading", { name: "Your classes" }).waitFor();
    ana.expectNothingWrong();
  });
});
