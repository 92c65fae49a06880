import type { Direction } from "@ensemble/shared/movement/attained.ts";
import { NO_NUMBER } from "@ensemble/shared/protocol/state-values.ts";
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { expect, it } from "vitest";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { LiveSession } from "../session/index.ts";
import { SessionRoomState } from "./session-room-state.ts";
import { clinicalOf, createPresence, type ShownSession, showReading, showSession } from "./show-session.ts";

const ana = "ana" as ParticipantId;
const groupSessionId = "class" as GroupSessionId;
const WELL = { angleDegrees: 61.6, tracking: "good", trackingReason: "seen", viewFits: true } as const;
const FEET = {
  angleDegrees: undefined,
  tracking: "partial",
  trackingReason: "feet_out_of_picture",
  viewFits: true,
} as const;

it("says how the body is seen while frames come, and that nobody is seen once they stay away", () => {
  const room = new SessionRoomState();
  const clinical = clinicalOf(room, ana);
  const shown = (latest: Parameters<typeof showReading>[2], silentForMs: number) => {
    showReading(room, ana, latest, silentForMs);
    return [clinical.tracking, clinical.trackingReason, clinical.angleDegrees];
  };
  const nobody = ["lost", "nobody_seen", NO_NUMBER];
  expect(shown(undefined, Number.POSITIVE_INFINITY)).toEqual(nobody);
  expect(shown(undefined, 60)).toEqual(["good", "", NO_NUMBER]);
  expect(shown(WELL, 1_900)).toEqual(["good", "", 62]);
  expect(shown(WELL, 2_100)).toEqual(nobody);
  expect(shown(FEET, 60)).toEqual(["partial", "feet_out_of_picture", NO_NUMBER]);
});

it("shows an agreement only to the text that is asked for now, so that who accepted an earlier one is asked again", () => {
  const room = new SessionRoomState();
  const show = (version: number) => {
    const facts: SessionFact[] = [opened(false), { kind: "agreementAccepted", participantId: ana, version }];
    showSession(room, shown(fold(facts)));
    return room.clinical.get(ana)?.agreed;
  };
  expect(show(AGREEMENT_VERSION - 1)).toBe(false);
  expect(show(AGREEMENT_VERSION)).toBe(true);
});

it("shows with every set its targets, also of a simulated patient who is on the way and not yet among those there", () => {
  const room = new SessionRoomState();
  const facts: SessionFact[] = [opened(true)];
  const show = (repetitions: number, side: "left" | "right") => {
    const setId = `set of ${repetitions}` as SetId;
    const targets = { [ana]: { repetitions, side } };
    facts.push({ kind: "setStarted", setId, exerciseId: "lunge" as ExerciseId, phase: "exercise", targets });
    showSession(room, shown(fold(facts)));
    facts.push({ kind: "setFinished", setId });
    const { targetRepetitions, side: shownSide } = room.clinical.get(ana) ?? {};
    return [room.setId, room.setState, targetRepetitions, shownSide, room.participants.has(ana)];
  };
  expect(show(3, "left")).toEqual(["set of 3", "running", 3, "left", false]);
  expect(show(5, "right")).toEqual(["set of 5", "running", 5, "right", false]);
});

it("shows of the last repetition the angle at the end that the exercise moves towards", () => {
  const room = new SessionRoomState();
  const show = (direction: Direction | undefined) => {
    const facts: SessionFact[] = [opened(false), ...oneRepetition({ maximum: 91, minimum: -4 })];
    showSession(room, shown(fold(facts), direction));
    return room.clinical.get(ana)?.attainedDegrees;
  };
  expect(show("rises")).toBe(91);
  expect(room.clinical.get(ana)).toMatchObject({ rangeBelow95: 4, rangeAbove95: 8 });
  expect(show("falls")).toBe(-4);
  expect(show(undefined)).toBe(NO_NUMBER);
});

it("shows a consent only while it is for those who would see the picture, and to the pair alone who is in it", () => {
  const bruno = "bruno" as ParticipantId;
  const member = (participantId: ParticipantId, mark: number) => {
    return { participantId, role: "patient", mark, simulated: false } as const;
  };
  const both: SessionFact = {
    kind: "sessionOpened",
    groupSessionId,
    members: [member(ana, 0), member(bruno, 1)],
    pictureMode: "therapistOnly",
  };
  const given: SessionFact = { kind: "pictureConsentChanged", participantId: ana, given: true, to: [bruno] };
  const joined: SessionFact = { kind: "participantJoined", participantId: ana };
  const seen = (...facts: SessionFact[]) => {
    const room = new SessionRoomState();
    showSession(room, shown(fold([both, joined, ...facts])));
    return [room.participants.get(ana)?.pictureConsent, room.clinical.get(ana)?.pairedWith];
  };
  const pairs = { kind: "pictureModeChanged", mode: "pairs", pairs: [[0, 1]] } as const;
  expect(seen(pairs)).toEqual([false, "1"]);
  expect(seen(pairs, given)).toEqual([true, "1"]);
  expect(seen(pairs, given, { kind: "pictureModeChanged", mode: "everybody" })).toEqual([false, "1"]);
});

it("shows what a patient's line carries to that patient's part, and of the therapist's to all", () => {
  const thea = "thea" as ParticipantId;
  const people = [
    { participantId: ana, role: "patient", mark: 0, simulated: false },
    { participantId: thea, role: "therapist", mark: -1, simulated: false },
  ] as const;
  const facts: SessionFact[] = [
    { kind: "sessionOpened", groupSessionId, members: people, pictureMode: "therapistOnly" },
    ...people.map(({ participantId }): SessionFact => ({ kind: "participantJoined", participantId })),
  ];
  const room = new SessionRoomState();
  const presence = new Map([
    [ana, { ...createPresence(), step: "audioOnly", stepCause: "server" } as const],
    [thea, { ...createPresence(), step: "lower" } as const],
  ]);
  showSession(room, { ...shown(fold(facts)), presence });
  expect(room.clinical.get(ana)).toMatchObject({ pictureStep: "audioOnly", stepCause: "server" });
  expect(room.therapistStep).toBe("lower");
  expect(JSON.stringify(room.participants.toJSON())).not.toMatch(/audioOnly|server/);
});

it("shows how a patient's line does to that patient's part alone, of the therapist's to all, and of who is away nothing", () => {
  const thea = "thea" as ParticipantId;
  const people = [
    { participantId: ana, role: "patient", mark: 0, simulated: false },
    { participantId: thea, role: "therapist", mark: -1, simulated: false },
  ] as const;
  const presence = new Map([
    [ana, { ...createPresence(), lineQuality: "poor" } as const],
    [thea, { ...createPresence(), lineQuality: "good" } as const],
  ]);
  const room = new SessionRoomState();
  const show = (...facts: SessionFact[]) => {
    const opened: SessionFact = {
      kind: "sessionOpened",
      groupSessionId,
      members: people,
      pictureMode: "therapistOnly",
    };
    showSession(room, { ...shown(fold([opened, ...facts])), presence });
    const rows = [ana, thea].map((id) => room.participants.get(id)?.lineQuality);
    return [room.clinical.get(ana)?.lineQuality, ...rows];
  };
  const joined = people.map(({ participantId }): SessionFact => ({ kind: "participantJoined", participantId }));
  expect(show(...joined)).toEqual(["poor", "", "good"]);
  expect(show()).toEqual(["", "", ""]);
});

it("tells everybody who takes part in a recording, and nobody but the person and the therapist what was answered", () => {
  const [bruno, thea] = ["bruno" as ParticipantId, "thea" as ParticipantId];
  const people = [
    { participantId: ana, role: "patient", mark: 0, simulated: false },
    { participantId: bruno, role: "patient", mark: 1, simulated: false },
    { participantId: thea, role: "therapist", mark: -1, simulated: false },
  ] as const;
  const answer = (participantId: ParticipantId, by: "patient" | "therapist", given: boolean): SessionFact => {
    return { kind: "recordingAnswered", participantId, by, given, ...(given ? { audience: RECORDING_AUDIENCE } : {}) };
  };
  const facts: SessionFact[] = [
    { kind: "sessionOpened", groupSessionId, members: people, pictureMode: "therapistOnly" },
    ...people.map(({ participantId }): SessionFact => ({ kind: "participantJoined", participantId })),
    { kind: "agreementAccepted", participantId: ana, version: AGREEMENT_VERSION },
    { kind: "agreementAccepted", participantId: bruno, version: AGREEMENT_VERSION },
    { kind: "recordingStarted", byId: thea, onRefusal: "leaveOut" },
    answer(ana, "patient", true),
    answer(bruno, "patient", false),
    answer(thea, "therapist", true),
  ];
  const room = new SessionRoomState();
  const presence = new Map([[ana, { ...createPresence(), recordedNow: "both" } as const]]);
  const show = (...more: SessionFact[]) => {
    showSession(room, { ...shown(fold([...facts, ...more])), presence });
    return [ana, bruno, thea].map((id) => room.participants.get(id)?.takesPartInRecording);
  };
  expect(show()).toEqual([true, false, true]);
  expect(room.recording).toBe(true);
  expect(room.clinical.get(ana)).toMatchObject({ recordingAnswer: "given", recordedNow: "both" });
  expect(room.clinical.get(bruno)).toMatchObject({ recordingAnswer: "refused", recordedNow: "nothing" });
  const open = [ana, bruno, thea].map((id) => room.participants.get(id));
  expect(open.map((row) => [row?.recordingAnswer, row?.recordedNow])).toEqual([
    ["", ""],
    ["", ""],
    ["given", "nothing"],
  ]);
  // With whom the therapist speaks alone is nobody else's business.
  expect(show({ kind: "privateWordMoved", participantId: ana, byId: thea })).toEqual([true, false, true]);
  expect(room).toMatchObject({ privateWord: true, privateWordById: thea });
});

it("shows how the exercise is shown with a patient's picture to that patient's part alone, and off in journals of before", () => {
  const opened: SessionFact = {
    kind: "sessionOpened",
    groupSessionId,
    members: [{ participantId: ana, role: "patient", mark: 0, simulated: false }],
    pictureMode: "therapistOnly",
  };
  const seen = (...facts: SessionFact[]) => {
    const room = new SessionRoomState();
    showSession(room, shown(fold([opened, { kind: "participantJoined", participantId: ana }, ...facts])));
    expect(JSON.stringify(room.participants.toJSON())).not.toContain("demonstration");
    const { demonstration, demonstrationInStep } = room.clinical.get(ana) ?? {};
    return [demonstration, demonstrationInStep];
  };
  expect(seen()).toEqual(["off", false]);
  expect(seen({ kind: "demonstrationShown", participantId: ana, place: "over", inStep: true })).toEqual(["over", true]);
});

function oneRepetition(ends: { readonly maximum: number; readonly minimum: number }): SessionFact[] {
  const setId = "set" as SetId;
  const targets = { [ana]: { repetitions: 3, side: "both" } } as const;
  const range = { ...ends, below95: 4, above95: 8, measurable: true };
  const repetition = { side: "both", startMs: 0, endMs: 1, range, quality: 90, confidence: 1, points: 10 } as const;
  return [
    { kind: "setStarted", setId, exerciseId: "lunge" as ExerciseId, phase: "exercise", targets },
    { kind: "repetitionCounted", participantId: ana, setId, ordinal: 1, ...repetition },
  ];
}

function opened(simulated: boolean): SessionFact {
  const members = [{ participantId: ana, role: "patient", mark: 0, simulated }] as const;
  return { kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" };
}

function fold(facts: readonly SessionFact[]): SessionState {
  const entries = facts.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact }));
  return foldEntries(createSessionState(groupSessionId), entries);
}

function shown(state: SessionState, direction?: Direction): ShownSession {
  const live = {
    groupSession: { title: "Knees" },
    epoch: 1,
    visible: () => state,
    isProvisional: () => false,
    whereaboutsOf: () => undefined,
  } as unknown as LiveSession;
  const library = { all: [], find: () => direction && { direction } } as unknown as ExerciseLibrary;
  return { live, people: new Map(), presence: new Map(), library };
}
