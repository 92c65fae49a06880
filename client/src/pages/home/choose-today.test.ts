import type { SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { chooseToday, isOpen } from "./choose-today.ts";

const now = new Date(2025, 2, 13, 10, 40).getTime();
const minutes = (count: number) => count * 60_000;

function session(title: string, startsInMinutes: number, changes: Partial<SessionListing> = {}): SessionListing {
  return {
    groupSessionId: title as GroupSessionId,
    title,
    startsAtMs: now + minutes(startsInMinutes),
    phase: "lobby",
    ended: false,
    therapistName: "Miriam Okafor",
    patients: 6,
    present: 0,
    demonstration: false,
    ...changes,
  };
}
const chosen = (...sessions: SessionListing[]) => {
  const { session: found, when } = chooseToday(sessions, now);
  return `${found?.title} ${when}`;
};

it("offers the class that is running before the next one", () => {
  expect(chosen(session("later", 120), session("running", -10, { phase: "exercise", present: 5 }))).toBe(
    "running open",
  );
});

it("opens the lobby half an hour before", () => {
  expect(chosen(session("soon", 30))).toBe("soon open");
  expect(chosen(session("later", 31))).toBe("later later");
});

it("names the next day's class when there is none today", () => {
  expect(chosen(session("in two days", 2 * 1440), session("tomorrow", 1440))).toBe("tomorrow none");
  expect(chosen()).toBe("undefined none");
});

it("prefers a real class to the demonstration", () => {
  const demonstration = session("demonstration", -5, { demonstration: true, phase: "exercise", present: 7 });
  expect(chosen(demonstration, session("real", 5))).toBe("real open");
  expect(chosen(demonstration)).toBe("demonstration open");
});

it("never offers what has ended or was forgotten hours ago", () => {
  expect(chosen(session("ended", -30, { ended: true, phase: "summary" }))).toBe("undefined none");
  expect(isOpen(session("forgotten", -300), now)).toBe(false);
  expect(isOpen(session("long but running", -300, { phase: "exercise" }), now)).toBe(true);
});
