import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it } from "vitest";
import { readSessionView, type WireSession } from "./read-session-view.ts";

const person = (name: string, mark: number) => ({
  role: "patient",
  name,
  mark,
  simulated: false,
  present: true,
  connection: "good",
  ready: true,
  repetitions: 4,
  points: 40,
  streakDays: -9999,
  standing: "nickname",
  shownAs: "nickname",
  pictureConsent: false,
  microphoneToGroup: false,
});
const wire: WireSession = {
  title: "Knee group",
  epoch: 1,
  phase: "exercise",
  exerciseId: "squat",
  setId: "set",
  setOrdinal: 1,
  setPhase: "exercise",
  setExerciseId: "squat",
  setState: "running",
  setRanMs: 0,
  setChangedAtMs: 0,
  pictureMode: "therapistOnly",
  spotlight: "",
  privateWord: false,
  balloon: 0,
  provisional: false,
  participants: new Map([
    ["ana", person("Ana", 0)],
    ["bruno", person("Bruno", 1)],
  ]),
  // As a patient's device has it: one's own with every field, the others' without any.
  clinical: new Map([
    ["ana", { agreed: true, fullName: "Ana Kovač", targetRepetitions: 12, streakDays: 5, stopped: true }],
    ["bruno", {}],
  ]),
};

it("knows target, stop, streak and full name where the clinical part is there, and of nobody else", () => {
  const [ana, bruno] = readSessionView("session" as GroupSessionId, wire).participants;
  expect(ana).toMatchObject({ name: "Ana", targetRepetitions: 12, stopped: true, streakDays: undefined });
  expect(ana?.clinical).toMatchObject({ fullName: "Ana Kovač", streakDays: 5, stop: { patientAgrees: false } });
  expect(bruno).toMatchObject({ name: "Bruno", targetRepetitions: 0, stopped: false, clinical: undefined });
});

it("reads how the exercise is shown with one's picture, and that it is not where a server does not know of it", () => {
  const shown = (changes: object) => {
    const clinical = new Map([["ana", { agreed: true, ...changes }]]);
    return readSessionView("session" as GroupSessionId, { ...wire, clinical }).participants[0]?.clinical?.sideBySide;
  };
  expect(shown({ demonstration: "over", demonstrationInStep: true })).toEqual({ place: "over", inStep: true });
  expect(shown({})).toEqual({ place: "off", inStep: false });
  expect(shown({ demonstration: "upside down" })).toEqual({ place: "off", inStep: false });
});

it("reads how lines do: one's own, the therapist's, nobody else's, and nothing where a server shows nobody", () => {
  const qualities = (participants: WireSession["participants"], clinical: WireSession["clinical"]) =>
    readSessionView("session" as GroupSessionId, { ...wire, participants, clinical }).participants.map(
      ({ lineQuality }) => lineQuality,
    );
  const thea = { ...person("Thea", -1), role: "therapist" };
  const [ana, bruno] = [person("Ana", 0), person("Bruno", 1)];
  const marked = { ...ana, lineQuality: "" };
  const all = new Map([
    ["thea", { ...thea, lineQuality: "good" }],
    ["ana", marked],
    ["bruno", { ...bruno, lineQuality: "" }],
  ]);
  const own = { agreed: true, lineQuality: "poor" };
  expect(
    qualities(
      all,
      new Map<string, object>([
        ["ana", own],
        ["bruno", {}],
      ]),
    ),
  ).toEqual(["good", "poor", undefined]);
  expect(qualities(new Map([["thea", thea]]), new Map())).toEqual([undefined]);
  expect(qualities(new Map([["ana", { ...ana, lineQuality: "upside down" }]]), new Map())).toEqual([undefined]);
});
