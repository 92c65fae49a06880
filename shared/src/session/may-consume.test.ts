import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGREEMENT_VERSION } from "./agreement.ts";
import type { GroupSessionId, ParticipantId } from "./identifiers.ts";
import { type MediaSource, mayConsume } from "./may-consume.ts";
import { createParticipantState, createSessionState } from "./open-session-state.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

const THERAPIST = "therapist" as ParticipantId;
const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const SOURCES: readonly MediaSource[] = ["camera", "microphone"];

describe("who may see and hear whom", () => {
  it("lets the therapist see and hear every patient who agreed", () => {
    for (const source of SOURCES) expect(mayConsume(THERAPIST, ANA, source, session())).toBe(true);
  });

  it("lets everybody see and hear the therapist", () => {
    for (const source of SOURCES) expect(mayConsume(ANA, THERAPIST, source, session())).toBe(true);
  });

  it("keeps patients from seeing and hearing each other by default", () => {
    for (const source of SOURCES) expect(mayConsume(ANA, BRUNO, source, session())).toBe(false);
  });

  it("shows a patient's picture to patients only by the session's mode and the patient's own consent together", () => {
    for (const pictureMode of ["therapistOnly", "everybody"] as const)
      for (const pictureConsent of [false, true]) {
        const state = session({ pictureMode }, { [BRUNO]: { pictureConsent } });
        expect(mayConsume(ANA, BRUNO, "camera", state)).toBe(pictureMode === "everybody" && pictureConsent);
      }
  });

  it("lets the group hear a patient who opened the microphone, in any mode of the pictures", () => {
    for (const pictureMode of ["therapistOnly", "everybody"] as const) {
      const state = session({ pictureMode }, { [BRUNO]: { microphoneToGroup: true } });
      expect(mayConsume(ANA, BRUNO, "microphone", state)).toBe(true);
      expect(mayConsume(ANA, BRUNO, "camera", state)).toBe(false);
    }
  });

  it("leaves somebody who stopped because of pain with the therapist alone", () => {
    const stop = { atMs: 0, takenById: null, patientAgrees: false, therapistAgrees: false };
    const open = { pictureConsent: true, microphoneToGroup: true };
    const state = session({ pictureMode: "everybody" }, { [BRUNO]: { ...open, stop }, [ANA]: open });
    for (const source of SOURCES) {
      expect(mayConsume(ANA, BRUNO, source, state)).toBe(false);
      expect(mayConsume(THERAPIST, BRUNO, source, state)).toBe(true);
      expect(mayConsume(BRUNO, THERAPIST, source, state)).toBe(true);
      expect(mayConsume(BRUNO, ANA, source, state)).toBe(true);
    }
  });

  it("sends nothing of a patient who has not accepted what is seen by whom", () => {
    for (const agreementVersion of [0, AGREEMENT_VERSION - 1]) {
      const state = session({}, { [ANA]: { agreementVersion } });
      for (const source of SOURCES) expect(mayConsume(THERAPIST, ANA, source, state)).toBe(false);
    }
  });
});

describe("in a private word", () => {
  const open = { pictureConsent: true, microphoneToGroup: true };
  const word = session(
    { pictureMode: "everybody", privateWord: { participantId: ANA, sinceMs: 0 } },
    { [ANA]: open, [BRUNO]: open },
  );
  const hears = (viewer: ParticipantId, owner: ParticipantId) => mayConsume(viewer, owner, "microphone", word);

  it("the two hear each other, and nobody else hears either", () => {
    expect(hears(ANA, THERAPIST)).toBe(true);
    expect(hears(THERAPIST, ANA)).toBe(true);
    expect(hears(BRUNO, THERAPIST)).toBe(false);
    expect(hears(BRUNO, ANA)).toBe(false);
  });

  it("the others are heard as before, and pictures are seen as before", () => {
    expect(hears(THERAPIST, BRUNO)).toBe(true);
    expect(hears(ANA, BRUNO)).toBe(true);
    for (const viewer of [ANA, BRUNO]) expect(mayConsume(viewer, THERAPIST, "camera", word)).toBe(true);
    expect(mayConsume(BRUNO, ANA, "camera", word)).toBe(true);
  });
});

describe("in every session", () => {
  it("a private word opens nothing to anybody", () => {
    check((state, viewer, owner, source) => {
      if (mayConsume(viewer, owner, source, state))
        expect(mayConsume(viewer, owner, source, { ...state, privateWord: null })).toBe(true);
    });
  });

  it("nobody sees or hears anybody once the class is over", () => {
    check((state, viewer, owner, source) => {
      expect(mayConsume(viewer, owner, source, { ...state, phase: "summary" })).toBe(false);
      expect(mayConsume(viewer, owner, source, { ...state, endedAtMs: 1 })).toBe(false);
    });
  });

  it("nobody is sent the own picture or sound, and strangers and absent people neither see nor are seen", () => {
    check((state, viewer, owner, source) => {
      expect(mayConsume(viewer, viewer, source, state)).toBe(false);
      for (const stranger of ["stranger", "__proto__", "constructor"] as ParticipantId[]) {
        expect(mayConsume(stranger, owner, source, state)).toBe(false);
        expect(mayConsume(viewer, stranger, source, state)).toBe(false);
      }
      for (const absent of [viewer, owner])
        expect(mayConsume(viewer, owner, source, change(state, absent, { present: false }))).toBe(false);
    });
  });

  it("withdrawing a consent never opens anything, and closes it to all patients at once", () => {
    check((state, viewer, owner, source) => {
      const withdrawn = change(state, owner, { pictureConsent: false, microphoneToGroup: false });
      if (mayConsume(viewer, owner, source, withdrawn)) expect(mayConsume(viewer, owner, source, state)).toBe(true);
      const between = state.participants[viewer]?.role === "patient" && state.participants[owner]?.role === "patient";
      if (between) expect(mayConsume(viewer, owner, source, withdrawn)).toBe(false);
    });
  });

  it("what one patient decides changes nothing about another", () => {
    check((state, viewer, owner, source) => {
      const other = Object.keys(state.participants).find((id) => id !== viewer && id !== owner) as ParticipantId;
      const changed = change(state, other, { pictureConsent: true, microphoneToGroup: true, present: false });
      expect(mayConsume(viewer, owner, source, changed)).toBe(mayConsume(viewer, owner, source, state));
    });
  });
});

type Rule = (state: SessionState, viewer: ParticipantId, owner: ParticipantId, source: MediaSource) => void;

function check(rule: Rule): void {
  const person = fc.record({
    present: fc.boolean(),
    agreementVersion: fc.nat(AGREEMENT_VERSION),
    pictureConsent: fc.boolean(),
    microphoneToGroup: fc.boolean(),
    stop: fc.option(fc.constant({ atMs: 0, takenById: null, patientAgrees: false, therapistAgrees: false }), {
      nil: null,
    }),
  });
  const state = fc
    .record({
      pictureMode: fc.constantFrom("therapistOnly" as const, "everybody" as const),
      phase: fc.constantFrom("lobby" as const, "warmUp" as const, "exercise" as const, "coolDown" as const),
      privateWord: fc.option(fc.record({ participantId: fc.constantFrom(ANA, BRUNO), sinceMs: fc.nat() }), {
        nil: null,
      }),
      people: fc.record({ [THERAPIST]: person, [ANA]: person, [BRUNO]: person }),
    })
    .map(({ people, ...rest }) => session(rest, people));
  const id = fc.constantFrom(THERAPIST, ANA, BRUNO);
  fc.assert(fc.property(state, id, id, fc.constantFrom(...SOURCES), rule));
}

function change(state: SessionState, id: ParticipantId, changes: Partial<ParticipantState>): SessionState {
  return session(state, { ...state.participants, [id]: { ...state.participants[id], ...changes } });
}

function session(
  changes: Partial<SessionState> = {},
  people: Readonly<Record<string, Partial<ParticipantState>>> = {},
): SessionState {
  const participants = Object.fromEntries(
    [THERAPIST, ANA, BRUNO].map((participantId) => {
      const role = participantId === THERAPIST ? "therapist" : "patient";
      const joined = { present: true, agreementVersion: role === "patient" ? AGREEMENT_VERSION : 0 };
      const member = { participantId, role, mark: 0, simulated: false } as const;
      return [participantId, { ...createParticipantState(member), ...joined, ...people[participantId] }];
    }),
  );
  return { ...createSessionState("class" as GroupSessionId), phase: "exercise", ...changes, participants };
}
