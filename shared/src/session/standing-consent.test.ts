import { describe, expect, it } from "vitest";
import { AGREEMENT_VERSION } from "./agreement.ts";
import { type DecisionContext, decideCommand } from "./decide-command.ts";
import { foldEntry } from "./fold-session.ts";
import type { GroupSessionId, ParticipantId, Role, SetId } from "./identifiers.ts";
import { isAskedToBeRecorded, mayRecord } from "./may-record.ts";
import { createSessionState } from "./open-session-state.ts";
import { type OnRefusal, RECORDING_AUDIENCE } from "./recording-consent.ts";
import type { SessionCommand } from "./session-command.ts";
import type { SessionFact } from "./session-fact.ts";
import type { SessionState } from "./session-state.ts";
import { type FoundConsent, followStandingConsent, holdsAt } from "./standing-consent.ts";

const THEA = "thea" as ParticipantId;
const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const UNTIL_MS = 50_000;
const GIVEN = { consentId: "consent-1", untilMs: UNTIL_MS };
const LATER = { consentId: "consent-2", untilMs: 90_000 };
const NO = { name: "answerRecording", given: false } as const;
const YES = { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE } as const;
const RUN = { name: "runRecording", running: true } as const;
const HALT = { name: "runRecording", running: false } as const;
const BACK = { name: "takeBackStandingConsent" } as const;

/** A class that remembers what time it is. */
class Class {
  state: SessionState;
  readonly facts: SessionFact[] = [];
  nowMs = 2_000;
  readonly onRefusal: OnRefusal;
  constructor(onRefusal: OnRefusal = "leaveOut", agreed: readonly ParticipantId[] = [ANA, BRUNO]) {
    this.onRefusal = onRefusal;
    const groupSessionId = "class" as GroupSessionId;
    this.state = createSessionState(groupSessionId);
    const member = (participantId: ParticipantId, role: Role, mark: number) => ({
      participantId,
      role,
      mark,
      simulated: participantId === BRUNO,
    });
    const members = [member(THEA, "therapist", -1), member(ANA, "patient", 0), member(BRUNO, "patient", 1)];
    this.fold([{ kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" }]);
    for (const participantId of [THEA, ANA, BRUNO]) this.fold([{ kind: "participantJoined", participantId }]);
    for (const participantId of agreed) this.agree(participantId);
  }
  fold(facts: readonly SessionFact[]) {
    for (const fact of facts) {
      this.state = foldEntry(this.state, { sequence: this.state.sequence + 1, epoch: 1, atMs: this.nowMs, fact });
      this.facts.push(fact);
    }
    return facts;
  }
  agree(participantId: ParticipantId) {
    this.fold([{ kind: "agreementAccepted", participantId, version: AGREEMENT_VERSION }]);
  }
  find(found: FoundConsent, participantId = ANA) {
    return this.fold(followStandingConsent(this.state, participantId, found, this.nowMs));
  }
  say(command: SessionCommand, by = ANA) {
    const context: DecisionContext = {
      offer: () => undefined,
      newSetId: "set" as SetId,
      nowMs: this.nowMs,
      recordingOnRefusal: this.onRefusal,
      stated: undefined,
    };
    const decision = decideCommand(this.state, by, command, context);
    if ("refusal" in decision) return decision.refusal;
    this.fold(decision.facts);
    return decision.facts.map(({ kind }) => kind);
  }
  get ana() {
    return this.state.participants[ANA]!;
  }
  get recordsAna() {
    return mayRecord(ANA, this.state);
  }
  get asksAna() {
    return isAskedToBeRecorded(this.ana, this.state);
  }
}

describe("a standing consent", () => {
  it("is the yes of its person when a recording begins, with the day it ends, and nobody is asked", () => {
    const group = new Class();
    group.find(GIVEN);
    expect([group.recordsAna, group.ana.recordingAnswer]).toEqual([false, "none"]);
    expect(group.say(RUN, THEA)).toEqual(["recordingStarted", "recordingAnswered"]);
    expect(group.facts.at(-1)).toEqual({
      kind: "recordingAnswered",
      participantId: ANA,
      by: "patient",
      given: true,
      audience: RECORDING_AUDIENCE,
      standingUntilMs: UNTIL_MS,
    });
    expect([group.recordsAna, group.asksAna, group.ana.answerStandsUntilMs]).toEqual([true, false, UNTIL_MS]);
    // The therapist has none, and is asked.
    expect(mayRecord(THEA, group.state)).toBe(false);
  });

  it("counts from the moment it is found in a recording that runs", () => {
    const group = new Class();
    group.say(RUN, THEA);
    expect(group.asksAna).toBe(true);
    group.find(GIVEN);
    expect([group.recordsAna, group.asksAna]).toEqual([true, false]);
    expect(group.find(GIVEN)).toEqual([]);
  });

  it.each([
    ["who has not accepted what the class is", (group: Class) => void group],
    [
      "who is not there",
      (group: Class) => {
        group.agree(ANA);
        group.fold([{ kind: "participantLeft", participantId: ANA, reason: "left" }]);
      },
    ],
  ])("answers for nobody %s", (_, prepare) => {
    const group = new Class("leaveOut", []);
    prepare(group);
    group.find(GIVEN);
    expect(group.say(RUN, THEA)).toEqual(["recordingStarted"]);
    expect(group.ana.recordingAnswer).toBe("none");
  });

  it("answers for no simulated person, no therapist, and nobody who is no member", () => {
    const group = new Class();
    group.say(RUN, THEA);
    group.find(GIVEN, BRUNO);
    expect(group.state.participants[BRUNO]?.recordingAnswer).toBe("none");
    expect(group.find(GIVEN, THEA)).toEqual([]);
    expect(group.find(GIVEN, "carla" as ParticipantId)).toEqual([]);
  });

  it.each(["leaveOut", "stop"] as const)("does not say yes for somebody who says no in the class (%s)", (onRefusal) => {
    const group = new Class(onRefusal);
    group.find(GIVEN);
    group.say(RUN, THEA);
    group.say(NO);
    expect(group.recordsAna).toBe(false);
    expect(group.find(GIVEN)).toEqual([]);
    group.say(HALT, THEA);
    group.say(RUN, THEA);
    group.find(GIVEN);
    expect(group.recordsAna).toBe(false);
    // Where one no ends everybody's, they are asked; else their no holds.
    expect(group.asksAna).toBe(onRefusal === "stop");
    group.say(YES);
    expect([group.recordsAna, group.ana.answerStandsUntilMs]).toEqual([true, null]);
  });

  it("counts anew for each recording, and not after its day", () => {
    const group = new Class();
    group.find(GIVEN);
    group.say(RUN, THEA);
    group.say(HALT, THEA);
    group.nowMs = UNTIL_MS - 1;
    expect(group.say(RUN, THEA)).toEqual(["recordingStarted", "recordingAnswered"]);
    group.say(HALT, THEA);
    group.nowMs = UNTIL_MS;
    expect(group.say(RUN, THEA)).toEqual(["recordingStarted"]);
    expect([group.recordsAna, group.asksAna]).toEqual([false, true]);
  });

  it.each(["unknown", "none", GIVEN] as const)(
    "ends with its day in a recording that runs, whatever is found: %j",
    (found) => {
      const group = new Class();
      group.find(GIVEN);
      group.say(RUN, THEA);
      group.nowMs = UNTIL_MS - 1;
      expect(group.find("unknown")).toEqual([]);
      expect(group.recordsAna).toBe(true);
      group.nowMs = UNTIL_MS;
      group.find(found);
      // That is no refusal: they are asked.
      expect([group.recordsAna, group.asksAna, group.ana.standingConsent]).toEqual([false, true, null]);
    },
  );

  it("that is over is not found again, and leaves an own yes of the class alone", () => {
    const group = new Class();
    group.say(RUN, THEA);
    group.say(YES);
    group.find(GIVEN);
    group.nowMs = UNTIL_MS;
    group.find("none");
    expect(group.find(GIVEN)).toEqual([]);
    expect(group.recordsAna).toBe(true);
  });
});

describe("taking a standing consent back", () => {
  it("ends the own recording at once, and is not undone by what was looked up before", () => {
    const group = new Class();
    group.find(GIVEN);
    group.say(RUN, THEA);
    expect(group.say(BACK)).toEqual(["standingConsentTakenBack", "recordingAnswered"]);
    expect([group.recordsAna, group.asksAna, group.ana.recordingAnswer]).toEqual([false, false, "refused"]);
    expect(group.find(GIVEN)).toEqual([]);
    expect(group.ana.standingConsent).toBeNull();
    expect(group.say(BACK)).toBe("command/not_now");
  });

  it("ends everybody's where the clinic has set that", () => {
    const group = new Class("stop");
    group.find(GIVEN);
    group.say(RUN, THEA);
    expect(group.say(BACK)).toEqual(["standingConsentTakenBack", "recordingAnswered", "recordingStopped"]);
    expect(group.state.recording).toBeNull();
  });

  it("ends an own yes of the class, too", () => {
    const group = new Class();
    group.say(RUN, THEA);
    group.say(YES);
    group.find(GIVEN);
    group.say(BACK);
    expect(group.recordsAna).toBe(false);
  });

  it("says no to nothing where nobody was to be recorded: the next recording asks", () => {
    const group = new Class();
    group.find(GIVEN);
    expect(group.say(BACK)).toEqual(["standingConsentTakenBack"]);
    group.say(RUN, THEA);
    expect([group.recordsAna, group.asksAna]).toEqual([false, true]);
  });

  it("on another device is a no here", () => {
    const group = new Class();
    group.find(GIVEN);
    group.say(RUN, THEA);
    group.find("none");
    expect([group.recordsAna, group.ana.recordingAnswer, group.ana.standingConsent]).toEqual([false, "refused", null]);
    expect(group.find("none")).toEqual([]);
  });

  it("does not keep its person from giving another one, which does not undo the no of this class", () => {
    const group = new Class();
    group.find(GIVEN);
    group.say(RUN, THEA);
    group.say(BACK);
    group.find(LATER);
    expect(group.ana.standingConsent).toEqual(LATER);
    expect(group.recordsAna).toBe(false);
  });

  it("is nobody else's, the therapist's neither", () => {
    const group = new Class();
    group.find(GIVEN);
    expect(group.say(BACK, THEA)).toBe("command/not_allowed");
    expect(group.say(BACK, BRUNO)).toBe("command/not_now");
    expect(group.ana.standingConsent).toEqual(GIVEN);
  });
});

it("a standing consent holds before its day, and not on it", () => {
  expect([holdsAt(GIVEN, UNTIL_MS - 1), holdsAt(GIVEN, UNTIL_MS), holdsAt(null, 0)]).toEqual([true, false, false]);
});
