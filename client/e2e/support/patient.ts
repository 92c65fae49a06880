// What a patient does and sees, in the words of the screen.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Locator } from "playwright-core";
import type { Person } from "./open-person.ts";

/** The same button while the devices are being tried, where something is wanting, and when all is well. */
export const LOOKS_RIGHT = /^(That looks right|Go on anyway)$/;

export interface Patient extends Person {
  /** Opens the personal link; ends on the home page. */
  readonly signIn: (link: string) => Promise<void>;
  readonly enterClass: (groupSessionId: GroupSessionId) => Promise<void>;
  /** Agreement and whereabouts; ends with camera and microphone on. */
  readonly turnOnDevices: (place: string, contact: string) => Promise<void>;
  /** Agreement, whereabouts, camera, outline; ends ready. By hand: where nobody stands before the camera. */
  readonly passLobby: (place: string, contact: string, ready?: "standing well" | "by hand") => Promise<void>;
  /** From the link to being ready. */
  readonly arrive: (link: string, groupSessionId: GroupSessionId, ready: "standing well" | "by hand") => Promise<void>;
  /** The count's words, "7 of 10", as a screen reader says them. */
  readonly count: Locator;
  /** The large number: with what was seen here and is not yet confirmed. */
  readonly shownCount: () => Promise<number>;
  /** Said while there is no line to the server. */
  readonly lineIsAway: Locator;
  readonly rest: Locator;
  readonly balloonPercent: () => Promise<number>;
  /** In the break: everybody's repetitions of the last set and points, best first. */
  readonly leaderboard: () => Promise<readonly { name: string; repetitions: number; points: number }[]>;
  readonly therapistsPicture: Locator;
  /** Other patients who show themselves. */
  readonly peers: Locator;
  readonly pictureOf: (peer: string) => Locator;
  readonly answer: (question: string, level: number) => Promise<void>;
}

export function asPatient(person: Person): Patient {
  const { page, url } = person;
  const turnOnDevices = async (place: string, contact: string) => {
    await press("I agree, let’s go on");
    await page.getByLabel("Your place").fill(place);
    await page.getByLabel("Whom to call in an emergency").fill(contact);
    await press("Continue");
    await press("Turn on camera and microphone");
  };
  const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
  const signIn = async (link: string) => {
    await page.goto(`${url}/sign-in#${link}`);
    await page.getByRole("link", { name: "Join the class" }).waitFor();
  };
  const enterClass = async (groupSessionId: GroupSessionId) => {
    // The most sparing way, which this machine needs to carry several browsers.
    await page.goto(`${url}/session/${groupSessionId}?quality=least`);
  };
  const passLobby: Patient["passLobby"] = async (place, contact, ready = "standing well") => {
    await turnOnDevices(place, contact);
    await press(LOOKS_RIGHT);
    if (ready === "by hand") await press("I’m ready");
    // Else no hand on the computer: standing well in the outline for three seconds is enough.
    await page.getByRole("heading", { name: "You’re ready" }).waitFor();
  };
  return {
    ...person,
    turnOnDevices,
    signIn,
    enterClass,
    passLobby,
    arrive: async (link, groupSessionId, ready) => {
      await signIn(link);
      await enterClass(groupSessionId);
      await passLobby(`At ${person.name}'s`, "Ida, 0151 5550123", ready);
    },
    count: page.getByText(/^\d+ of \d+$/),
    shownCount: async () => Number(await page.locator("[data-pending] text").textContent()),
    lineIsAway: page.getByText("Reconnecting", { exact: true }),
    rest: page.getByRole("heading", { name: "Rest" }),
    balloonPercent: async () => {
      const label = await page.getByRole("img", { name: "The group’s balloon" }).getAttribute("aria-label");
      return Number(/(\d+) percent/.exec(label ?? "")?.[1]);
    },
    leaderboard: async () => {
      const rows = page.getByRole("list", { name: "Leaderboard" }).getByRole("listitem");
      const texts = await rows.evaluateAll((items) =>
        items.map((item) => [
          item.querySelector("[title]")?.getAttribute("title") ?? "",
          item.querySelector("[role=img][aria-label$=repetitions]")?.getAttribute("aria-label") ?? "",
          item.querySelector("[role=img][aria-label$=points]")?.getAttribute("aria-label") ?? "",
        ]),
      );
      return texts.map(([name, repetitions, points]) => ({
        name: name ?? "",
        repetitions: Number.parseInt(repetitions ?? "", 10),
        points: Number.parseInt(points ?? "", 10),
      }));
    },
    therapistsPicture: page.getByRole("region", { name: "Your therapist" }).locator("video"),
    peers: page.getByRole("list", { name: "The group" }).getByRole("listitem"),
    pictureOf: (peer) => page.getByRole("list", { name: "The group" }).getByLabel(peer).locator("video"),
    answer: async (question, level) => {
      await page.getByRole("heading", { name: question }).waitFor();
      await page.getByRole("radio", { name: new RegExp(`^${level} of 10`) }).check({ force: true });
      await press("Continue");
    },
  };
}
