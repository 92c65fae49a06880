import { describe, expect, it } from "vitest";
import { AGREEMENT_VERSION } from "./agreement.ts";
import type { GroupSessionId, ParticipantId } from "./identifiers.ts";
import { mayConsume } from "./may-consume.ts";
import { mayProbe } from "./may-probe.ts";
import { createParticipantState, createSessionState } from "./open-session-state.ts";
import type { ParticipantState, SessionState } from "./session-state.ts";

const THERAPIST = "therapist" as ParticipantId;
const ANA = "ana" as ParticipantId;

describe("who may be sent the own picture back", () => {
  it("is a patient who is here and has agreed, or the therapist, in the lobby", () => {
    expect(mayProbe(ANA, session())).toBe(true);
    expect(mayProbe(ANA, session({}, { present: false }))).toBe(false);
    expect(mayProbe(ANA, session({}, { agreementVersion: 0 }))).toBe(false);
    expect(mayProbe(THERAPIST, session())).toBe(true);
  });

  it("is nobody once anybody moves, or the class is over", () => {
    for (const phase of ["warmUp", "exercise", "coolDown", "summary"] as const)
      expect(mayProbe(ANA, session({ phase })), phase).toBe(false);
    for (const person of [ANA, THERAPIST]) {
      expect(mayProbe(person, session({ phase: "exercise" }))).toBe(false);
      expect(mayProbe(person, session({ endedAtMs: 5 }))).toBe(false);
    }
  });

  it("is no stranger", () => {
    for (const stranger of ["stranger", "__proto__", "constructor"])
      expect(mayProbe(stranger as ParticipantId, session())).toBe(false);
  });

  it("changes nothing about who sees whom: nobody consumes the own picture otherwise", () => {
    expect(mayConsume(ANA, ANA, "camera", session())).toBe(false);
  });
});

function session(changes: Partial<SessionState> = {}, ana: Partial<ParticipantState> = {}): SessionState {
  const member = (participantId: ParticipantId, role: "therapist" | "patient") => ({
    ...createParticipantState({ participantId, role, mark: 0, simulated: false }),
    present: true,
    agreementVersion: AGREEMENT_VERSION,
  });
  const state = createSessionState("class" as GroupSessionId);
  const participants = { [THERAPIST]: member(THERAPIST, "therapist"), [ANA]: { ...member(ANA, "patient"), ...ana } };
  return { ...state, ...changes, participants } as SessionState;
}
