import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGREEMENT_VERSION } from "./agreement.ts";
import type { GroupSessionId, ParticipantId } from "./identifiers.ts";
import { consentHolds, type MediaSource, mayConsume } from "./may-consume.ts";
import { createParticipantState, createSessionState } from "./open-session-state.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

const THERAPIST = "therapist" as ParticipantId;
const TOM = "tom" as ParticipantId;
const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const CORA = "cora" as ParticipantId;
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

describe("in pairs", () => {
  const PAIRED = { pictureMode: "pairs", pairs: [[0, 1]] } as const;
  const to = (...pictureConsentTo: ParticipantId[]) => ({ pictureConsent: true, pictureConsentTo });
  const sees = (viewer: ParticipantId, owner: ParticipantId, state: SessionState) =>
    mayConsume(viewer, owner, "camera", state);

  it("the two see each other, each with the other's own consent, and a third sees neither", () => {
    const one = session(PAIRED, { [ANA]: to(BRUNO) });
    expect(sees(BRUNO, ANA, one)).toBe(true);
    expect(sees(ANA, BRUNO, one)).toBe(false);
    const both = session(PAIRED, { [ANA]: to(BRUNO), [BRUNO]: to(ANA), [CORA]: to(ANA, BRUNO) });
    expect(sees(ANA, BRUNO, both)).toBe(true);
    for (const other of [ANA, BRUNO]) {
      expect(sees(CORA, other, both)).toBe(false);
      expect(sees(other, CORA, both)).toBe(false);
    }
  });

  it("three see each other where nobody is left over", () => {
    const all = { [ANA]: to(BRUNO, CORA), [BRUNO]: to(ANA, CORA), [CORA]: to(BRUNO, ANA) };
    const state = session({ ...PAIRED, pairs: [[2, 0, 1]] }, all);
    for (const viewer of [ANA, BRUNO, CORA])
      for (const owner of [ANA, BRUNO, CORA]) expect(sees(viewer, owner, state)).toBe(viewer !== owner);
  });

  it("consent to the group is none to a partner, and consent to a partner none to the group", () => {
    expect(sees(BRUNO, ANA, session(PAIRED, { [ANA]: { pictureConsent: true } }))).toBe(false);
    for (const viewer of [BRUNO, CORA])
      expect(sees(viewer, ANA, session({ pictureMode: "everybody" }, { [ANA]: to(BRUNO) }))).toBe(false);
  });

  it("nobody is shown to a new partner, nor to an old one beside a new one, before being asked anew", () => {
    expect(sees(CORA, ANA, session({ ...PAIRED, pairs: [[0, 2]] }, { [ANA]: to(BRUNO) }))).toBe(false);
    const three = session({ ...PAIRED, pairs: [[0, 1, 2]] }, { [ANA]: to(BRUNO) });
    for (const present of [true, false]) {
      expect(sees(BRUNO, ANA, change(three, CORA, { present }))).toBe(false);
      expect(consentHolds(three.participants[ANA] as ParticipantState, change(three, CORA, { present }))).toBe(false);
    }
  });

  it("whoever takes over a place that was kept warm is agreed to anew", () => {
    const kept = session(PAIRED, { [ANA]: to(BRUNO), [CORA]: { mark: 1 } });
    expect(sees(BRUNO, ANA, kept), "both are there").toBe(false);
    expect(sees(BRUNO, ANA, change(kept, CORA, { present: false }))).toBe(true);
    expect(sees(CORA, ANA, change(kept, BRUNO, { present: false }))).toBe(false);
  });

  it("is what makes partners see each other, and not that they were paired once", () => {
    for (const consent of [to(BRUNO), { pictureConsent: true }]) {
      const state = session({ pairs: PAIRED.pairs, pictureMode: "therapistOnly" }, { [ANA]: consent });
      expect(sees(BRUNO, ANA, state)).toBe(false);
    }
  });

  it("a partner who leaves and comes back is the partner still", () => {
    const state = session(PAIRED, { [ANA]: to(BRUNO) });
    const away = change(state, BRUNO, { present: false });
    expect(sees(BRUNO, ANA, away)).toBe(false);
    expect(sees(BRUNO, ANA, change(away, BRUNO, { present: true }))).toBe(true);
  });

  it("what a consent is said to be is what is shown", () => {
    check((state, viewer, owner) => {
      const patient = state.participants[owner] as ParticipantState;
      const between = patient.role === "patient" && state.participants[viewer]?.role === "patient";
      if (between && mayConsume(viewer, owner, "camera", state)) expect(consentHolds(patient, state)).toBe(true);
    });
  });
});

describe("in a private word", () => {
  const open = { pictureConsent: true, microphoneToGroup: true };
  const privateWord = { participantId: ANA, byId: THERAPIST, sinceMs: 0, therapistAwaySinceMs: null };
  const word = session({ pictureMode: "everybody", privateWord }, { [ANA]: open, [BRUNO]: open });
  const hears = (viewer: ParticipantId, owner: ParticipantId, state = word) =>
    mayConsume(viewer, owner, "microphone", state);

  it("the two hear each other, and nobody else hears either", () => {
    expect(hears(ANA, THERAPIST)).toBe(true);
    expect(hears(THERAPIST, ANA)).toBe(true);
    expect(hears(BRUNO, THERAPIST)).toBe(false);
    expect(hears(BRUNO, ANA)).toBe(false);
  });

  it("another therapist hears neither of the two, and is heard by the others and by the one who speaks", () => {
    for (const one of [ANA, THERAPIST]) expect(hears(TOM, one)).toBe(false);
    expect(hears(ANA, TOM)).toBe(false);
    for (const one of [BRUNO, CORA, THERAPIST]) expect(hears(one, TOM)).toBe(true);
    expect(hears(TOM, BRUNO)).toBe(true);
  });

  it("nobody takes the place of a therapist whose line is broken", () => {
    const away = change(word, THERAPIST, { present: false });
    for (const one of [TOM, BRUNO]) expect(hears(one, ANA, away)).toBe(false);
    expect(hears(ANA, TOM, away)).toBe(false);
  });

  it("of a journal of before, which does not say who began it, every therapist hears that patient", () => {
    const before = { ...word, privateWord: { ...privateWord, byId: null } };
    for (const one of [THERAPIST, TOM]) {
      expect([hears(one, ANA, before), hears(ANA, one, before), hears(BRUNO, one, before)]).toEqual([
        true,
        true,
        false,
      ]);
    }
    expect(hears(TOM, THERAPIST, before)).toBe(false);
  });

  it("the others are heard as before, and pictures are seen as before", () => {
    expect(hears(THERAPIST, BRUNO)).toBe(true);
    expect(hears(ANA, BRUNO)).toBe(true);
    for (const viewer of [ANA, BRUNO]) expect(mayConsume(viewer, THERAPIST, "camera", word)).toBe(true);
    for (const viewer of [BRUNO, TOM]) expect(mayConsume(viewer, ANA, "camera", word)).toBe(true);
  });
});

describe("in every session", () => {
  it("whoever began a private word and whoever it is with are heard by nobody else", () => {
    check((state, viewer, owner) => {
      const { participantId, byId = null } = state.privateWord ?? {};
      if (byId === null || !mayConsume(viewer, owner, "microphone", state)) return;
      if (owner === participantId) expect(viewer).toBe(byId);
      if (owner === byId) expect(viewer).toBe(participantId);
    });
  });

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

  it("no patient sees another one while the therapist alone sees pictures", () => {
    check((state, viewer, owner) => {
      const between = state.participants[viewer]?.role === "patient" && state.participants[owner]?.role === "patient";
      if (between) expect(mayConsume(viewer, owner, "camera", { ...state, pictureMode: "therapistOnly" })).toBe(false);
    });
  });

  it("what one patient decides changes nothing about another", () => {
    check((state, viewer, owner, source) => {
      const other = [CORA, BRUNO, ANA].find((id) => id !== viewer && id !== owner) as ParticipantId;
      const changed = change(state, other, { pictureConsent: true, pictureConsentTo: null, microphoneToGroup: true });
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
    pictureConsentTo: fc.option(fc.subarray([ANA, BRUNO, CORA]), { nil: null, freq: 2 }),
    microphoneToGroup: fc.boolean(),
    stop: fc.option(fc.constant({ atMs: 0, takenById: null, patientAgrees: false, therapistAgrees: false }), {
      nil: null,
    }),
  });
  const state = fc
    .record({
      pictureMode: fc.constantFrom("therapistOnly" as const, "pairs" as const, "everybody" as const),
      phase: fc.constantFrom("lobby" as const, "warmUp" as const, "exercise" as const, "coolDown" as const),
      privateWord: fc.option(
        fc.record({
          participantId: fc.constantFrom(ANA, BRUNO),
          byId: fc.constantFrom(THERAPIST, TOM, null),
          sinceMs: fc.nat(),
          therapistAwaySinceMs: fc.constant(null),
        }),
        { nil: null },
      ),
      pairs: fc.constantFrom([], [[0, 1]], [[1, 2]], [[0, 1, 2]]),
      people: fc.record({ [THERAPIST]: person, [TOM]: person, [ANA]: person, [BRUNO]: person, [CORA]: person }),
    })
    .map(({ people, ...rest }) => session(rest, people));
  const id = fc.constantFrom(THERAPIST, TOM, ANA, BRUNO, CORA);
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
    [TOM, THERAPIST, ANA, BRUNO, CORA].map((participantId, index) => {
      const role = index < 2 ? "therapist" : "patient";
      const joined = { present: true, agreementVersion: role === "patient" ? AGREEMENT_VERSION : 0 };
      const member = { participantId, role, mark: Math.max(-1, index - 2), simulated: false } as const;
      return [participantId, { ...createParticipantState(member), ...joined, ...people[participantId] }];
    }),
  );
  return { ...createSessionState("class" as GroupSessionId), phase: "exercise", ...changes, participants };
}
