import type { ClinicalView } from "@ensemble/shared/protocol/session-view.ts";
import { expect, it } from "vitest";
import { participantOf, THERAPIST, viewOf } from "../../../gallery/fixture-session.ts";
import { findSpeaker, privateWordOf } from "./private-word-rules.ts";

const me = (inPrivateWord: boolean) => ({ clinical: { inPrivateWord } as ClinicalView });

it("is known by the one it is with, and by the others only as one with somebody", () => {
  expect(privateWordOf({ privateWord: true }, me(true))).toBe("withMe");
  expect(privateWordOf({ privateWord: true }, me(false))).toBe("withSomebody");
  expect(privateWordOf({ privateWord: false }, me(false))).toBe("none");
  expect(privateWordOf(undefined, undefined)).toBe("none");
});

it("is told and kept by the name of the therapist who speaks, not of another one", () => {
  const tom = { ...THERAPIST, participantId: "tom" as typeof THERAPIST.participantId, name: "Tom" };
  const participants = [THERAPIST, tom, participantOf("Ana", 0)];
  const speaker = (privateWordById: typeof tom.participantId | undefined) =>
    findSpeaker(viewOf({ participants, privateWord: true, privateWordById }))?.name;
  expect(speaker(tom.participantId)).toBe("Tom");
  expect(speaker(THERAPIST.participantId)).toBe(THERAPIST.name);
  expect(speaker(undefined), "from a server that does not say").toBe(THERAPIST.name);
});
