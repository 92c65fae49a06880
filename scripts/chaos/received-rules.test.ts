import { WIRE } from "@ensemble/shared/protocol/room-messages.ts";
import { expect, it } from "vitest";
import { secretsInMessage, secretsInState } from "./received-rules.ts";

const state = (bruno: object, brunosClinical: object = { pain: undefined }) => ({
  epoch: 1,
  setId: "set",
  participants: { ana: { role: "patient", repetitions: 2 }, bruno: { role: "patient", repetitions: 3, ...bruno } },
  clinical: { ana: { pain: 4, fullName: "Ana" }, bruno: brunosClinical },
});

it("finds nothing in what everybody may know, and in what is one's own", () => {
  expect(secretsInState("ana", state({ points: 10 }))).toEqual([]);
  const repetition = { epoch: 1, participantId: "bruno", setId: "set", repetitions: 3, points: 10 };
  expect(secretsInMessage("ana", WIRE.repetition, repetition)).toEqual([]);
  expect(secretsInMessage("ana", WIRE.measurement, { participantId: "ana", quality: 80 })).toEqual([]);
  expect(secretsInMessage("ana", WIRE.avatars, new Uint8Array(8))).toEqual([]);
});

it("finds every clinical value of another, every field that is new, and every message about another", () => {
  expect(secretsInState("ana", state({}, { pain: 0 }))).toEqual([{ of: "bruno", what: "clinical pain" }]);
  expect(secretsInState("ana", state({ side: "left" }))).toEqual([{ of: "bruno", what: "side" }]);
  expect(secretsInState("ana", state({ lineQuality: "poor", recordedNow: "" }))).toEqual([
    { of: "bruno", what: "lineQuality" },
  ]);
  expect(secretsInState("ana", state({ role: "therapist", lineQuality: "poor" }))).toEqual([]);
  expect(secretsInState("ana", { ...state({}), alarms: ["bruno"] })).toEqual([{ of: "the class", what: "alarms" }]);
  for (const type of [WIRE.measurement, WIRE.cue, WIRE.alarm])
    expect(secretsInMessage("ana", type, { participantId: "bruno" })).toEqual([
      { of: "bruno", what: `message ${type}` },
    ]);
  expect(secretsInMessage("ana", WIRE.repetition, { participantId: "bruno", quality: 3 })).toEqual([
    { of: "bruno", what: "repetition quality" },
  ]);
  expect(secretsInMessage("ana", WIRE.figures, new Uint8Array(8))).toHaveLength(1);
  expect(secretsInMessage("ana", "somethingNew", 1)).toHaveLength(1);
});
