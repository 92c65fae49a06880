import { describe, expect, it } from "vitest";
import type { GroupSessionId, ParticipantId } from "./identifiers.ts";
import { createSessionState } from "./open-session-state.ts";
import { endForsaken, endWithTherapist, speaksAlone, WORD_WAITS_MS } from "./private-word-rules.ts";
import type { PrivateWord } from "./session-state.ts";

const THEA = "thea" as ParticipantId;
const TOM = "tom" as ParticipantId;
const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const ENDED = [{ kind: "privateWordMoved", participantId: null }];

function withWord(changes: Partial<PrivateWord> = {}) {
  const privateWord = { participantId: ANA, byId: THEA, sinceMs: 0, therapistAwaySinceMs: null, ...changes };
  return { ...createSessionState("class" as GroupSessionId), privateWord };
}

describe("a private word", () => {
  it("is between the one who began it and one patient", () => {
    const alone = (state: Parameters<typeof speaksAlone>[1]) =>
      [THEA, TOM, ANA, BRUNO].filter((participantId) =>
        speaksAlone({ participantId, role: [THEA, TOM].includes(participantId) ? "therapist" : "patient" }, state),
      );
    expect(alone(withWord())).toEqual([THEA, ANA]);
    expect(alone(withWord({ byId: null })), "where it is not known").toEqual([THEA, TOM, ANA]);
    expect(alone({ privateWord: null })).toEqual([]);
  });

  it("is over when its therapist leaves, and with nobody else, and not with a broken line", () => {
    expect(endWithTherapist(THEA, "left", withWord())).toEqual(ENDED);
    expect(endWithTherapist(THEA, "lost", withWord())).toEqual([]);
    for (const other of [TOM, ANA, BRUNO]) expect(endWithTherapist(other, "left", withWord())).toEqual([]);
    expect(endWithTherapist(THEA, "left", { privateWord: null })).toEqual([]);
  });

  it("waits for its therapist for a while, and not for ever", () => {
    const lost = withWord({ sinceMs: null, therapistAwaySinceMs: 5_000 });
    expect(endForsaken(lost, 5_000 + WORD_WAITS_MS - 1)).toEqual([]);
    expect(endForsaken(lost, 5_000 + WORD_WAITS_MS)).toEqual(ENDED);
    // Its patient being away is for the therapist to judge.
    expect(endForsaken(withWord({ sinceMs: null }), 5_000 + WORD_WAITS_MS)).toEqual([]);
    expect(endForsaken({ ...lost, privateWord: null }, 5_000 + WORD_WAITS_MS)).toEqual([]);
  });
});
