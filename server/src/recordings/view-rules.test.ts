import { expect, it } from "vitest";
import { mayDecide, mayView, type Viewer } from "./view-rules.ts";

const recording = { clinicId: "north", participantId: "ana", sentAtMs: undefined as number | undefined };
const sent = { ...recording, sentAtMs: 1 };
const tombstone = { ...recording, participantId: undefined };
const viewer = (role: Viewer["role"], personId: string, clinicId = "north"): Viewer => ({ role, personId, clinicId });

it.each([
  ["a therapist of the clinic", viewer("therapist", "tess"), ["yes", "yes", "yes"], ["yes", "yes", "yes"]],
  [
    "another clinic's therapist",
    viewer("therapist", "tom", "south"),
    ["unknown", "unknown", "unknown"],
    ["unknown", "unknown", "unknown"],
  ],
  [
    "the patient concerned",
    viewer("patient", "ana"),
    ["notAllowed", "yes", "notAllowed"],
    ["notAllowed", "notAllowed", "notAllowed"],
  ],
  [
    "another patient",
    viewer("patient", "ben"),
    ["notAllowed", "notAllowed", "notAllowed"],
    ["notAllowed", "notAllowed", "notAllowed"],
  ],
  [
    "a patient of that name elsewhere",
    viewer("patient", "ana", "south"),
    ["unknown", "unknown", "unknown"],
    ["unknown", "unknown", "unknown"],
  ],
  ["an operator", viewer("operator", "ana"), ["unknown", "unknown", "unknown"], ["unknown", "unknown", "unknown"]],
] as const)("%s", (_who, who, view, decide) => {
  const all = [recording, sent, tombstone];
  expect(all.map((one) => mayView(who, one))).toEqual(view);
  expect(all.map((one) => mayDecide(who, one))).toEqual(decide);
});
