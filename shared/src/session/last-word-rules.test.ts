import { expect, it } from "vitest";
import { isOutdone } from "./last-word-rules.ts";
import type { SessionCommand } from "./session-command.ts";

const shown = (participantId: string, place: "off" | "over") =>
  ({ name: "showDemonstration", participantId, place, inStep: false }) as unknown as SessionCommand;
const dose = (participantId: string, exerciseId: string, repetitions: number) =>
  ({
    name: "setTarget",
    participantId,
    exerciseId,
    target: { repetitions, side: "both" },
  }) as unknown as SessionCommand;

it("is outdone by the next word about the same, in either direction", () => {
  for (const given of [true, false])
    expect(isOutdone({ name: "consentToPicture", given }, { name: "consentToPicture", given: !given })).toBe(true);
  expect(isOutdone(dose("ana", "squat", 3), dose("ana", "squat", 5))).toBe(true);
  expect(isOutdone(shown("ana", "over"), shown("ana", "off"))).toBe(true);
});

it("is not outdone by a word about something or somebody else, and stops and reports never are", () => {
  expect(isOutdone({ name: "consentToPicture", given: true }, { name: "openMicrophone", toGroup: false })).toBe(false);
  expect(isOutdone(dose("ana", "squat", 3), dose("bruno", "squat", 3))).toBe(false);
  expect(isOutdone(dose("ana", "squat", 3), dose("ana", "marching", 3))).toBe(false);
  expect(isOutdone(shown("ana", "over"), shown("bruno", "off"))).toBe(false);
  for (const command of [{ name: "stopForPain" }, { name: "reportPain", level: 3 }, { name: "agreeResume" }] as const)
    expect(isOutdone(command, command)).toBe(false);
});
