import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGREEMENT_VERSION } from "./agreement.ts";
import { type DecisionContext, decideCommand } from "./decide-command.ts";
import { foldEntry } from "./fold-session.ts";
import type { GroupSessionId, ParticipantId, Role, SetId } from "./identifiers.ts";
import { isAskedToBeRecorded, mayRecord, takesPartInRecording } from "./may-record.ts";
import { createSessionState } from "./open-session-state.ts";
import { type OnRefusal, RECORDING_AUDIENCE } from "./recording-consent.ts";
import type { SessionCommand } from "./session-command.ts";
import type { SessionFact } from "./session-fact.ts";
import type { SessionState } from "./session-state.ts";

const THEA = "thea" as ParticipantId;
const TOM = "tom" as ParticipantId;
const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const EVERYBODY = [THEA, ANA, BRUNO];
const YES = { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE } as const;
const NO = { name: "answerRecording", given: false } as const;
const RUN = { name: "runRecording", running: true } as const;
const HALT = { name: "runRecording", running: false } as const;

function fold(state: SessionState, fact: SessionFact): SessionState {
  return foldEntry(state, { sequence: state.sequence + 1, epoch: 1, atMs: 1_000, fact });
}

/** Everybody is there and has accepted what the session is. */
function open(): SessionState {
  const member = (participantId: ParticipantId, role: Role, mark: number) => ({
    participantId,
    role,
    mark,
    simulated: false,
  });
  const members = [
    ...[THEA, TOM].map((one) => member(one, "therapist", -1)),
    member(ANA, "patient", 0),
    member(BRUNO, "patient", 1),
  ];
  const groupSessionId = "class" as GroupSessionId;
  const facts: SessionFact[] = [
    { kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" },
    ...EVERYBODY.map((participantId) => ({ kind: "participantJoined", participantId }) as const),
    ...[ANA, BRUNO].map(
      (participantId) => ({ kind: "agreementAccepted", participantId, version: AGREEMENT_VERSION }) as const,
    ),
  ];
  return facts.reduce(fold, createSessionState(groupSessionId));
}

function decide(state: SessionState, by: ParticipantId, command: SessionCommand, recordingOnRefusal: OnRefusal) {
  const context: DecisionContext = {
    offer: () => undefined,
    newSetId: "set" as SetId,
    nowMs: 2_000,
    recordingOnRefusal,
    stated: undefined,
  };
  return decideCommand(state, by, command, context);
}
type Said = readonly [ParticipantId, SessionCommand];
function after(said: readonly Said[], onRefusal: OnRefusal = "leaveOut", state = open()): SessionState {
  return said.reduce((now, [by, command]) => {
    const decision = decide(now, by, command, onRefusal);
    return "facts" in decision ? decision.facts.reduce(fold, now) : now;
  }, state);
}
const recorded = (state: SessionState) => EVERYBODY.filter((one) => mayRecord(one, state));
const asked = (state: SessionState) =>
  EVERYBODY.filter((one) => isAskedToBeRecorded(state.participants[one] as never, state));

describe("who may be recorded", () => {
  it("is nobody before everybody was asked, and nobody who has not answered", () => {
    expect(recorded(open())).toEqual([]);
    expect(asked(open())).toEqual([]);
    const running = after([[THEA, RUN]]);
    expect(recorded(running)).toEqual([]);
    expect(asked(running)).toEqual(EVERYBODY);
  });

  it("is nobody while no therapist is there, and whoever had said yes when one is back", () => {
    const running = after([
      [THEA, RUN],
      [ANA, YES],
    ]);
    const alone = fold(running, { kind: "participantLeft", participantId: THEA, reason: "lost" });
    expect(recorded(alone)).toEqual([]);
    expect(recorded(fold(alone, { kind: "participantJoined", participantId: THEA }))).toEqual([ANA]);
  });

  it("is whoever has said yes, the therapist no other than the patients", () => {
    const state = after([
      [THEA, RUN],
      [ANA, YES],
      [BRUNO, NO],
    ]);
    expect(recorded(state)).toEqual([ANA]);
    expect(asked(state)).toEqual([THEA]);
    expect(recorded(after([[THEA, YES]], "leaveOut", state))).toEqual([THEA, ANA]);
    expect(recorded(after([[ANA, NO]], "leaveOut", state))).toEqual([]);
  });

  it("is nobody by a yes that answers no question", () => {
    expect(decide(open(), ANA, YES, "leaveOut")).toEqual({ refusal: "command/not_now" });
    expect(
      recorded(
        after([
          [ANA, YES],
          [THEA, RUN],
        ]),
      ),
    ).toEqual([]);
  });

  it("keeps a no that is said before anybody is asked, and everybody's answer while nothing is recorded", () => {
    expect(
      asked(
        after([
          [ANA, NO],
          [THEA, RUN],
        ]),
      ),
    ).toEqual([THEA, BRUNO]);
    const again = after([
      [THEA, RUN],
      [ANA, YES],
      [BRUNO, NO],
      [THEA, HALT],
    ]);
    expect(recorded(again)).toEqual([]);
    expect(recorded(after([[THEA, RUN]], "leaveOut", again))).toEqual([ANA]);
  });

  it("asks who comes later, after the agreement and not before", () => {
    const late = fold(after([[THEA, RUN]]), { kind: "participantLeft", participantId: ANA, reason: "lost" });
    expect(asked(late)).toEqual([THEA, BRUNO]);
    const back = fold(late, { kind: "participantJoined", participantId: ANA });
    expect(asked(back)).toContain(ANA);
    const former = fold(back, { kind: "agreementAccepted", participantId: ANA, version: AGREEMENT_VERSION - 1 });
    expect(asked(former)).not.toContain(ANA);
    expect(decide(former, ANA, YES, "leaveOut")).toEqual({ refusal: "command/agreement_first" });
  });

  it("is nobody who is not there, or has not accepted what the session is now", () => {
    const state = after([
      [THEA, RUN],
      [ANA, YES],
    ]);
    expect(recorded(fold(state, { kind: "participantLeft", participantId: ANA, reason: "lost" }))).toEqual([]);
    const former = { kind: "agreementAccepted", participantId: ANA, version: AGREEMENT_VERSION - 1 } as const;
    expect(recorded(fold(state, former))).toEqual([]);
  });

  it("is neither of two who speak alone, of which nobody else is told with whom", () => {
    const all = after([
      [THEA, RUN],
      [THEA, YES],
      [ANA, YES],
      [BRUNO, YES],
    ]);
    const word = after([[THEA, { name: "movePrivateWord", participantId: ANA }]], "leaveOut", all);
    expect(recorded(word)).toEqual([BRUNO]);
    for (const one of EVERYBODY) expect(takesPartInRecording(word.participants[one] as never, word)).toBe(true);
    expect(recorded(after([[THEA, { name: "movePrivateWord", participantId: null }]], "leaveOut", word))).toEqual(
      EVERYBODY,
    );
  });

  it("is another therapist than the one who speaks alone with somebody", () => {
    const all = after(
      [
        [THEA, RUN],
        ...[THEA, TOM, ANA, BRUNO].map((one) => [one, YES] as const),
        [THEA, { name: "movePrivateWord", participantId: ANA }],
      ],
      "leaveOut",
      fold(open(), { kind: "participantJoined", participantId: TOM }),
    );
    expect([THEA, TOM, ANA, BRUNO].filter((one) => mayRecord(one, all))).toEqual([TOM, BRUNO]);
  });

  it("is nobody any more once somebody says no, where the clinic has set that", () => {
    const all: readonly Said[] = [
      [THEA, RUN],
      [ANA, YES],
      [BRUNO, YES],
    ];
    expect(recorded(after(all, "stop"))).toEqual([ANA, BRUNO]);
    const stopped = after([...all, [BRUNO, NO]], "stop");
    expect(stopped.recording).toBeNull();
    // Begun again, it asks whoever has said no; a second no ends it again.
    const again = after([[THEA, RUN]], "stop", stopped);
    expect([recorded(again), asked(again)]).toEqual([[ANA], [THEA, BRUNO]]);
    expect(recorded(after([[BRUNO, YES]], "stop", again))).toEqual([ANA, BRUNO]);
    expect(after([[BRUNO, NO]], "stop", again).recording).toBeNull();
  });

  it("is nobody after the end, and nobody by a yes to somebody else's eyes", () => {
    const state = after([
      [THEA, RUN],
      [ANA, YES],
    ]);
    expect(recorded(fold(state, { kind: "sessionEnded" }))).toEqual([]);
    expect(fold(state, { kind: "sessionEnded" }).recording).toBeNull();
    expect(recorded(fold(state, { kind: "phaseStarted", phase: "summary" }))).toEqual([]);
    const other = { kind: "recordingAnswered", participantId: ANA, by: "patient", given: true } as const;
    expect(asked(fold(state, { ...other, audience: "everybody" as never }))).toContain(ANA);
    expect(recorded(fold(state, other))).toEqual([]);
  });

  it("is begun and ended by therapists only", () => {
    expect(decide(open(), ANA, RUN, "leaveOut")).toEqual({ refusal: "command/not_allowed" });
    expect(decide(after([[THEA, RUN]]), ANA, HALT, "leaveOut")).toEqual({ refusal: "command/not_allowed" });
  });

  const person = fc.constantFrom(...EVERYBODY);
  const said = fc.oneof(
    fc.tuple(person, fc.constantFrom<SessionCommand>(YES, NO)),
    fc.tuple(fc.constant(THEA), fc.constantFrom<SessionCommand>(RUN, HALT)),
    fc.tuple(
      fc.constant(THEA),
      fc
        .constantFrom(null, ANA, BRUNO)
        .map((participantId): SessionCommand => ({ name: "movePrivateWord", participantId })),
    ),
  );

  it("is never anybody whose last word was no, or who has said nothing, whatever is said", () => {
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 40 }),
        fc.constantFrom<OnRefusal>("leaveOut", "stop"),
        (all, onRefusal) => {
          let state = open();
          const last = new Map<ParticipantId, boolean>();
          for (const [by, command] of all) {
            const decision = decide(state, by, command, onRefusal);
            if ("refusal" in decision) continue;
            if (command.name === "answerRecording") last.set(by, command.given);
            state = decision.facts.reduce(fold, state);
            const now = recorded(state);
            for (const one of now) expect(last.get(one), one).toBe(true);
            if (command.name === "runRecording" && onRefusal === "stop")
              for (const [one, yes] of last) if (!yes) last.delete(one);
            if (onRefusal === "stop" && [...last.values()].includes(false)) expect(now).toEqual([]);
            if (state.privateWord !== null) expect(now).not.toContain(THEA);
          }
        },
      ),
    );
  });
});
