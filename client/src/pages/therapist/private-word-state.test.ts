import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { clinicalOf, participantOf, THERAPIST, viewOf } from "../../../gallery/fixture-session.ts";
import { privateWordStateOf } from "./private-word-state.ts";

const me = THERAPIST.participantId;
const tom = { ...THERAPIST, participantId: "tom" as ParticipantId, name: "Tom", present: true };
const ana = participantOf("Ana", 0, { clinical: clinicalOf({ inPrivateWord: true }) });
const word = (privateWordById: ParticipantId | undefined, speaker = tom) =>
  privateWordStateOf(viewOf({ privateWord: true, privateWordById, participants: [THERAPIST, speaker, ana] }), me);

describe("a private word on a therapist's screen", () => {
  it("is one's own with that patient, also where a server does not say whose it is", () => {
    for (const byId of [me, undefined])
      expect(word(byId)).toEqual({ confidant: ana.participantId, speaker: undefined, mayBegin: false });
  });

  it("is another therapist's, in which nobody is one's own confidant and no other word can begin", () => {
    expect(word(tom.participantId)).toEqual({ confidant: undefined, speaker: tom, mayBegin: false });
  });

  it("makes way while whoever began it is away", () => {
    const away = { ...tom, present: false };
    expect(word(tom.participantId, away)).toEqual({ confidant: undefined, speaker: away, mayBegin: true });
  });

  it("is none where nobody speaks alone", () => {
    const view = viewOf({ participants: [THERAPIST, tom, ana] });
    expect(privateWordStateOf(view, me)).toEqual({ confidant: undefined, speaker: undefined, mayBegin: true });
  });
});
