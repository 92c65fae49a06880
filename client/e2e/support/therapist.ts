// What a therapist does and sees, in the words of the screen.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { Person } from "./open-person.ts";
import { PATIENCE } from "./patience.ts";

export interface Therapist extends Person {
  readonly signIn: (link: string) => Promise<void>;
  readonly enterClass: (groupSessionId: GroupSessionId) => Promise<void>;
  /** Both, one after the other. */
  readonly arrive: (link: string, groupSessionId: GroupSessionId) => Promise<void>;
  readonly waitUntilReady: (patients: number) => Promise<void>;
  readonly choose: (exercise: string) => Promise<void>;
  readonly setRepetitions: (patient: string, repetitions: number) => Promise<void>;
  readonly press: (command: string) => Promise<void>;
  /** In pairs: a number for everybody who is named, "none" for nobody. */
  readonly pair: (numbers: Readonly<Record<string, string>>) => Promise<void>;
  readonly showPicturesTo: (whom: "Only you" | "Pairs" | "All") => Promise<void>;
  readonly endSession: () => Promise<void>;
  readonly tile: (patient: string) => Locator;
  /** What the tile counts. */
  readonly countOf: (patient: string) => Promise<number>;
  /** Said while there is no line to the server. */
  readonly lineIsAway: Locator;
  readonly pictureOf: (patient: string) => Locator;
}

export function asTherapist(person: Person): Therapist {
  const { page, url } = person;
  const commands = page.getByRole("toolbar", { name: "Commands" });
  const press = (command: string) => commands.getByRole("button", { name: command }).click();
  const tile = (patient: string) => page.getByRole("article", { name: patient, exact: true });
  const signIn = async (link: string) => {
    await page.goto(`${url}/sign-in#${link}`);
    await page.getByRole("heading", { name: "Today's sessions" }).waitFor();
  };
  const enterClass = async (groupSessionId: GroupSessionId) => {
    await page.goto(`${url}/session/${groupSessionId}?quality=low`);
    await page.getByRole("heading", { name: /\d of \d ready/ }).waitFor();
  };
  return {
    ...person,
    signIn,
    enterClass,
    arrive: async (link, groupSessionId) => {
      await signIn(link);
      await enterClass(groupSessionId);
    },
    waitUntilReady: async (patients) => {
      await page.getByRole("heading", { name: `${patients} of ${patients} ready` }).waitFor();
    },
    choose: async (exercise) => {
      await press("Choose the first exercise");
      const dialog = page.getByRole("dialog", { name: "What comes next" });
      await dialog.getByText("Exercise", { exact: true }).click();
      await dialog.getByLabel("Find an exercise").fill(exercise);
      const named = dialog.getByRole("button").filter({ has: page.getByText(exercise, { exact: true }) });
      await named.click();
      await commands.getByRole("button", { name: "Start the set" }).waitFor();
    },
    setRepetitions: async (patient, repetitions) => {
      await tile(patient).getByRole("button", { name: patient, exact: true }).click();
      const dose = page.getByRole("form", { name: "Dose" });
      await dose.getByLabel("Repetitions").fill(String(repetitions));
      // Nothing to set where the exercise's own dose is the wanted one.
      const set = dose.getByRole("button", { name: "Set the dose" });
      if (await set.isEnabled()) await set.click();
      await tile(patient).getByText(`/${repetitions}`, { exact: true }).waitFor();
    },
    press,
    pair: async (numbers) => {
      await page.keyboard.press("b");
      const dialog = page.getByRole("dialog", { name: "Who exercises with whom?" });
      for (const [name, number] of Object.entries(numbers)) {
        const choice = dialog.getByRole("radiogroup", { name: `Pair of ${name}` });
        await choice.getByText(number, { exact: true }).click();
      }
      await dialog.getByRole("button", { name: "Use these pairs" }).click();
      await expect.poll(() => dialog.count(), PATIENCE).toBe(0);
    },
    showPicturesTo: async (whom) => {
      const choices = page.getByRole("group", { name: "Who sees patients’ pictures" });
      const name = new RegExp(`^${whom}`);
      await choices.getByRole("button", { name }).click();
      await choices.getByRole("button", { name, pressed: true }).waitFor();
    },
    endSession: async () => {
      await press("End session");
      await page.getByRole("dialog").getByRole("button", { name: "End the session" }).click();
    },
    tile,
    countOf: async (patient) => Number(await tile(patient).locator("[data-repetitions]").textContent()),
    lineIsAway: page.getByText("The connection is away for a moment."),
    pictureOf: (patient) => tile(patient).getByLabel(`Picture of ${patient}`),
  };
}
