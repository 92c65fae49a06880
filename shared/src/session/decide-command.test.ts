import { describe, expect, it } from "vitest";
import { AGREEMENT_VERSION } from "./agreement.ts";
import { type DecisionContext, decideCommand } from "./decide-command.ts";
import { foldEntry } from "./fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "./identifiers.ts";
import { createSessionState } from "./open-session-state.ts";
import type { SessionCommand } from "./session-command.ts";
import type { SessionFact } from "./session-fact.ts";
import type { SessionState } from "./session-state.ts";

const therapist = "t" as ParticipantId;
const tom = "tom" as ParticipantId;
const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const squat = "squat" as ExerciseId;
const context: DecisionContext = {
  offer: (id) =>
    id === squat
      ? { version: 1, sides: ["both"], defaultTarget: { repetitions: 10, rangeDegrees: 80, side: "both" } }
      : undefined,
  newSetId: "set-1" as SetId,
  nowMs: 5_000,
  recordingOnRefusal: "leaveOut",
  stated: undefined,
};

function open(): SessionState {
  const member = (participantId: ParticipantId, role: "therapist" | "patient", mark: number) => ({
    participantId,
    role,
    mark,
    simulated: false,
  });
  const members = [
    ...[therapist, tom].map((one) => member(one, "therapist", -1)),
    ...[ana, bruno].map((one, mark) => member(one, "patient", mark)),
  ];
  return after(createSessionState("s" as GroupSessionId), [
    { kind: "sessionOpened", groupSessionId: "s" as GroupSessionId, members, pictureMode: "therapistOnly" },
    { kind: "participantJoined", participantId: ana },
  ]);
}
function after(state: SessionState, facts: readonly SessionFact[]): SessionState {
  let next = state;
  for (const fact of facts)
    next = foldEntry(next, { sequence: next.sequence + 1, epoch: 1, atMs: 1_000 * next.sequence, fact });
  return next;
}
function apply(state: SessionState, actor: ParticipantId, command: SessionCommand): SessionState {
  const decision = decideCommand(state, actor, command, context);
  if ("refusal" in decision) throw new Error(decision.refusal);
  return after(state, decision.facts);
}
const refusal = (state: SessionState, actor: ParticipantId, command: SessionCommand) => {
  const decision = decideCommand(state, actor, command, context);
  return "refusal" in decision ? decision.refusal : decision.facts;
};

const THERAPISTS: SessionCommand[] = [
  { name: "startPhase", phase: "warmUp" },
  { name: "chooseExercise", exerciseId: squat },
  { name: "setTarget", participantId: ana, exerciseId: squat, target: { repetitions: 3, side: "both" } },
  { name: "startSet" },
  { name: "pauseSet" },
  { name: "resumeSet" },
  { name: "finishSet" },
  { name: "finishSession" },
  { name: "takeAlarm", participantId: ana },
  { name: "agreeResume", participantId: ana },
  { name: "changePictureMode", mode: "everybody" },
  { name: "changePictureMode", mode: "pairs" },
  { name: "showDemonstration", participantId: ana, place: "over", inStep: true },
  { name: "moveSpotlight", participantId: ana },
  { name: "movePrivateWord", participantId: ana },
  {
    name: "drawAnnotation",
    participantId: ana,
    annotation: { annotationId: "a", tool: "target", joint: "leftKnee", degrees: 90 },
  },
  { name: "eraseAnnotation", participantId: ana, annotationId: "a" },
  { name: "clearAnnotations", participantId: ana },
];
const PATIENTS: SessionCommand[] = [
  { name: "acceptAgreement", version: AGREEMENT_VERSION },
  { name: "stateWhereabouts", place: "home", emergencyContact: "112" },
  { name: "declareReady", ready: true },
  { name: "stopForPain" },
  { name: "agreeResume" },
  { name: "reportPain", level: 3 },
  { name: "reportEffort", level: 3 },
  { name: "consentToPicture", given: true },
  { name: "consentToPicture", given: true, to: [bruno] },
  { name: "openMicrophone", toGroup: true },
  { name: "chooseStanding", standing: "hidden" },
  { name: "shareStreak", shared: false },
];

/** Those that say how something shall be; the others make something happen, or report it. */
const REPEATED_IN_VAIN: ReadonlySet<SessionCommand["name"]> = new Set<SessionCommand["name"]>([
  "startPhase",
  "setTarget",
  "takeAlarm",
  "agreeResume",
  "changePictureMode",
  "showDemonstration",
  "moveSpotlight",
  "movePrivateWord",
  "acceptAgreement",
  "stateWhereabouts",
  "declareReady",
  "stopForPain",
  "consentToPicture",
  "openMicrophone",
  "chooseStanding",
  "shareStreak",
]);

describe("commands", () => {
  it.each(THERAPISTS)("$name is refused from a patient", (command) => {
    expect(refusal(open(), bruno, command)).toBe("command/not_allowed");
  });
  it.each(PATIENTS)("$name is refused from a therapist", (command) => {
    expect(refusal(open(), therapist, command)).toBe("command/not_allowed");
  });
  it.each([...THERAPISTS, ...PATIENTS])("$name is refused from somebody who is not in the session", (command) => {
    expect(refusal(open(), "stranger" as ParticipantId, command)).toBe("command/not_allowed");
  });
  it("are refused after the end, except the answers to the questions at the end", () => {
    const ended = apply(open(), therapist, { name: "finishSession" });
    expect(refusal(ended, therapist, { name: "startSet" })).toBe("session/ended");
    expect(refusal(ended, ana, { name: "declareReady", ready: true })).toBe("session/ended");
    expect(apply(ended, ana, { name: "reportPain", level: 4 }).participants[ana]?.pain).toBe(4);
  });

  it("ready needs the agreement first, then where one is", () => {
    let state = open();
    expect(refusal(state, ana, { name: "declareReady", ready: true })).toBe("command/agreement_first");
    expect(refusal(state, ana, { name: "acceptAgreement", version: AGREEMENT_VERSION + 1 })).toBe("command/not_now");
    state = after(state, [{ kind: "agreementAccepted", participantId: ana, version: AGREEMENT_VERSION - 1 }]);
    expect(refusal(state, ana, { name: "declareReady", ready: true })).toBe("command/agreement_first");
    state = apply(state, ana, { name: "acceptAgreement", version: AGREEMENT_VERSION });
    expect(refusal(state, ana, { name: "declareReady", ready: true })).toBe("command/whereabouts_first");
    state = apply(state, ana, { name: "stateWhereabouts", place: "kitchen", emergencyContact: "son" });
    expect(apply(state, ana, { name: "declareReady", ready: true }).participants[ana]?.ready).toBe(true);
  });

  it("keep free text out of facts", () => {
    const facts = refusal(open(), ana, { name: "stateWhereabouts", place: "kitchen", emergencyContact: "son" });
    expect(JSON.stringify(facts)).not.toMatch(/kitchen|son"/);
  });

  it("lead through a set: choose, start, pause, go on, finish; nothing out of turn", () => {
    let state = open();
    expect(refusal(state, therapist, { name: "startSet" })).toBe("command/not_now");
    expect(refusal(state, therapist, { name: "chooseExercise", exerciseId: "unknown" as ExerciseId })).toBe(
      "command/unknown_exercise",
    );
    state = apply(state, therapist, { name: "chooseExercise", exerciseId: squat });
    state = apply(state, therapist, {
      name: "setTarget",
      participantId: ana,
      exerciseId: squat,
      target: { repetitions: 6, side: "both" },
    });
    state = apply(state, therapist, { name: "startSet" });
    expect(state.set?.targets).toEqual({
      ana: { repetitions: 6, side: "both" },
      bruno: { repetitions: 10, rangeDegrees: 80, side: "both" },
    });
    expect(refusal(state, therapist, { name: "startSet" })).toBe("command/not_now");
    expect(refusal(state, therapist, { name: "chooseExercise", exerciseId: squat })).toBe("command/not_now");
    expect(refusal(state, therapist, { name: "resumeSet" })).toBe("command/not_now");
    state = apply(state, therapist, { name: "pauseSet" });
    expect(refusal(state, therapist, { name: "pauseSet" })).toBe("command/not_now");
    state = apply(state, therapist, { name: "resumeSet" });
    state = apply(state, therapist, { name: "finishSet" });
    expect(state.set).toMatchObject({ finished: true, running: false });
    expect(refusal(state, therapist, { name: "finishSet" })).toBe("command/not_now");
  });

  it("refuse a side the exercise does not have and a dose for nobody", () => {
    const target = { repetitions: 3, side: "left" as const };
    expect(refusal(open(), therapist, { name: "setTarget", participantId: ana, exerciseId: squat, target })).toBe(
      "command/side_not_possible",
    );
    expect(
      refusal(open(), therapist, {
        name: "setTarget",
        participantId: therapist,
        exerciseId: squat,
        target: { ...target, side: "both" },
      }),
    ).toBe("command/unknown_participant");
  });

  it("a pain stop ends only when patient and therapist both agree, in either order", () => {
    for (const order of [
      [ana, therapist],
      [therapist, ana],
    ]) {
      let state = apply(open(), ana, { name: "stopForPain" });
      expect(apply(state, ana, { name: "stopForPain" })).toBe(state);
      state = apply(state, therapist, { name: "takeAlarm", participantId: ana });
      for (const actor of order) {
        expect(state.participants[ana]?.stop).not.toBeNull();
        state = apply(
          state,
          actor!,
          actor === ana ? { name: "agreeResume" } : { name: "agreeResume", participantId: ana },
        );
      }
      expect(state.participants[ana]?.stop).toBeNull();
    }
  });

  it("a pain stop after having agreed to go on takes the agreement back, and is told again", () => {
    let state = apply(open(), ana, { name: "stopForPain" });
    state = apply(state, therapist, { name: "takeAlarm", participantId: ana });
    state = apply(state, ana, { name: "agreeResume" });
    state = apply(state, ana, { name: "stopForPain" });
    expect(state.participants[ana]?.stop).toMatchObject({ patientAgrees: false, takenById: null });
    expect(refusal(state, therapist, { name: "agreeResume", participantId: ana })).toBe("command/alarm_first");
  });

  it("neither the session's end nor going on comes before somebody has taken a pain stop's alarm", () => {
    let state = apply(open(), ana, { name: "stopForPain" });
    state = apply(state, ana, { name: "agreeResume" });
    const goOn: SessionCommand = { name: "agreeResume", participantId: ana };
    expect(refusal(state, therapist, { name: "finishSession" })).toBe("command/alarm_first");
    expect(refusal(state, therapist, goOn)).toBe("command/alarm_first");
    state = apply(state, therapist, { name: "takeAlarm", participantId: ana });
    expect(apply(state, therapist, { name: "finishSession" }).endedAtMs).not.toBeNull();
    expect(apply(state, therapist, goOn).participants[ana]?.stop).toBeNull();
  });

  it.each([...THERAPISTS, ...PATIENTS].filter(({ name }) => REPEATED_IN_VAIN.has(name)))(
    "$name makes nothing happen when it is asked for again",
    (command) => {
      const actor = PATIENTS.includes(command) ? ana : therapist;
      const stated = { place: "home", emergencyContact: "112" };
      let state = open();
      if (command.name === "declareReady") {
        state = apply(state, ana, { name: "acceptAgreement", version: AGREEMENT_VERSION });
        state = apply(state, ana, { name: "stateWhereabouts", ...stated });
      }
      if (command.name === "takeAlarm" || command.name === "agreeResume") {
        state = apply(state, ana, { name: "stopForPain" });
      }
      if (command.name === "agreeResume") state = apply(state, therapist, { name: "takeAlarm", participantId: ana });
      const once = apply(state, actor, command);
      expect(once.sequence).toBe(state.sequence + 1);
      expect(decideCommand(once, actor, command, { ...context, stated })).toEqual({ facts: [] });
    },
  );

  it("where one is may be stated again when it has changed", () => {
    const stated = { place: "home", emergencyContact: "112" };
    const state = apply(open(), ana, { name: "stateWhereabouts", ...stated });
    const moved: SessionCommand = { name: "stateWhereabouts", place: "garden", emergencyContact: "112" };
    expect(decideCommand(state, ana, moved, { ...context, stated })).toMatchObject({
      facts: [{ kind: "whereaboutsStated" }],
    });
  });

  it.each(["reportPain", "reportEffort"] as const)("%s makes a fact again once it may mean something else", (name) => {
    const report = { name, level: 3 };
    const state = apply(open(), ana, report);
    expect(refusal(state, ana, report)).toEqual([]);
    expect(refusal(state, ana, { name, level: 4 })).toMatchObject([{ level: 4 }]);
    expect(decideCommand(state, ana, report, { ...context, nowMs: 90_000 })).toMatchObject({ facts: [{ level: 3 }] });
    const ended = apply(state, therapist, { name: "finishSession" });
    expect(refusal(ended, ana, report)).toMatchObject([{ level: 3 }]);
  });

  it("a patient cannot agree for another", () => {
    const state = apply(open(), ana, { name: "stopForPain" });
    expect(refusal(state, bruno, { name: "agreeResume", participantId: ana })).toBe("command/not_allowed");
  });

  it("finishing the session finishes the open set", () => {
    let state = apply(open(), therapist, { name: "chooseExercise", exerciseId: squat });
    state = apply(state, therapist, { name: "startSet" });
    state = apply(state, therapist, { name: "finishSession" });
    expect(state).toMatchObject({ phase: "summary", set: { finished: true } });
    expect(state.endedAtMs).not.toBeNull();
  });
});

describe("pictures in pairs", () => {
  const pairs = (...chosen: number[][]) => ({ name: "changePictureMode", mode: "pairs", pairs: chosen }) as const;
  const inPairs = { name: "changePictureMode", mode: "pairs" } as const;

  it("are of neighbours until the therapist has chosen, and of those who were chosen from then on", () => {
    expect(refusal(open(), therapist, inPairs)).toEqual([
      { kind: "pictureModeChanged", mode: "pairs", pairs: [[0, 1]] },
    ]);
    const chosen = apply(open(), therapist, pairs());
    expect(chosen).toMatchObject({ pictureMode: "pairs", pairs: [] });
    const again = apply(apply(open(), therapist, pairs([1, 0])), therapist, { ...inPairs, mode: "therapistOnly" });
    expect(again).toMatchObject({ pictureMode: "therapistOnly", pairs: [[1, 0]] });
    expect(apply(again, therapist, inPairs)).toMatchObject({ pictureMode: "pairs", pairs: [[1, 0]] });
  });

  it("are no pairs of somebody who is not in the session, and the same ones in another order are no change", () => {
    expect(refusal(open(), therapist, pairs([0, 5]))).toBe("command/unknown_participant");
    expect(refusal(apply(open(), therapist, pairs([0, 1])), therapist, pairs([1, 0]))).toEqual([]);
  });

  it("are consented to by naming the partners, and consent to others is asked anew", () => {
    const to = (...ids: ParticipantId[]) => ({ name: "consentToPicture", given: true, to: ids }) as const;
    for (const nobody of [ana, therapist, "stranger" as ParticipantId])
      expect(refusal(open(), ana, to(nobody))).toBe("command/unknown_participant");
    const group = apply(open(), ana, { name: "consentToPicture", given: true });
    const pair = apply(group, ana, to(bruno));
    expect(pair.participants[ana]).toMatchObject({ pictureConsent: true, pictureConsentTo: [bruno] });
    const none = apply(pair, ana, { name: "consentToPicture", given: false, to: [bruno] });
    expect(none.participants[ana]).toMatchObject({ pictureConsent: false, pictureConsentTo: null });
    expect(refusal(none, ana, { name: "consentToPicture", given: false })).toEqual([]);
  });
});

describe("a private word", () => {
  const word = (participantId: ParticipantId | null) => ({ name: "movePrivateWord", participantId }) as const;

  it("is with a patient who is there, and moves straight to another one", () => {
    expect(refusal(open(), therapist, word("stranger" as ParticipantId))).toBe("command/unknown_participant");
    expect(refusal(open(), therapist, word(therapist))).toBe("command/unknown_participant");
    expect(refusal(open(), therapist, word(bruno))).toBe("command/not_now");
    const withAna = apply(open(), therapist, word(ana));
    expect(withAna.privateWord?.participantId).toBe(ana);
    const both = after(withAna, [{ kind: "participantJoined", participantId: bruno }]);
    expect(apply(both, therapist, word(bruno)).privateWord?.participantId).toBe(bruno);
    expect(apply(both, therapist, word(null)).privateWord).toBeNull();
  });

  it("ends when the alarm of somebody else is taken, not with that of the one it is with", () => {
    const both = after(apply(open(), therapist, word(ana)), [{ kind: "participantJoined", participantId: bruno }]);
    const hurt = (who: ParticipantId) => after(both, [{ kind: "painStopped", participantId: who }]);
    const taken = (who: ParticipantId) => apply(hurt(who), therapist, { name: "takeAlarm", participantId: who });
    expect(taken(bruno).privateWord).toBeNull();
    expect(taken(ana).privateWord?.participantId).toBe(ana);
  });

  const two = () =>
    after(
      open(),
      [therapist, tom, bruno].map((participantId) => ({ kind: "participantJoined", participantId }) as const),
    );
  const lost = (state: SessionState) =>
    after(state, [{ kind: "participantLeft", participantId: therapist, reason: "lost" }]);

  it("is of the therapist who began it: another one neither ends nor moves it", () => {
    const word1 = apply(two(), therapist, word(ana));
    expect(word1.privateWord?.byId).toBe(therapist);
    for (const whom of [ana, bruno, null]) expect(refusal(word1, tom, word(whom))).toBe("command/not_now");
    expect(apply(word1, therapist, word(bruno)).privateWord).toMatchObject({ participantId: bruno, byId: therapist });
    expect(apply(apply(word1, therapist, word(null)), tom, word(ana)).privateWord?.byId).toBe(tom);
  });

  it("is anybody's to end, and makes way for another one, while its therapist is away", () => {
    const away = lost(apply(two(), therapist, word(ana)));
    expect(apply(away, tom, word(null)).privateWord).toBeNull();
    for (const whom of [ana, bruno])
      expect(apply(away, tom, word(whom)).privateWord).toMatchObject({ participantId: whom, byId: tom });
  });

  it("goes on when another therapist takes an alarm, unless the one in pain would hear nobody", () => {
    const word1 = apply(two(), therapist, word(ana));
    const take = (state: SessionState, who: ParticipantId) =>
      apply(after(state, [{ kind: "painStopped", participantId: who }]), tom, {
        name: "takeAlarm",
        participantId: who,
      });
    for (const who of [ana, bruno]) expect(take(word1, who).privateWord?.byId).toBe(therapist);
    expect(take(lost(word1), bruno).privateWord?.byId).toBe(therapist);
    expect(take(lost(word1), ana).privateWord).toBeNull();
  });
});

describe("the demonstration with a patient's picture", () => {
  const show = (participantId: ParticipantId, place: "off" | "beside" | "over", inStep = false): SessionCommand => ({
    name: "showDemonstration",
    participantId,
    place,
    inStep,
  });

  it("is of each patient by themselves, and stays as it was chosen last", () => {
    const over = apply(open(), therapist, show(ana, "over", true));
    const both = apply(over, therapist, show(bruno, "beside"));
    const of = (participantId: ParticipantId) => both.participants[participantId]?.sideBySide;
    expect([of(ana), of(bruno)]).toEqual([
      { place: "over", inStep: true },
      { place: "beside", inStep: false },
    ]);
  });

  it("is refused for whoever is no patient of the session", () => {
    for (const nobody of ["stranger" as ParticipantId, therapist]) {
      expect(refusal(open(), therapist, show(nobody, "over"))).toBe("command/unknown_participant");
    }
  });
});
