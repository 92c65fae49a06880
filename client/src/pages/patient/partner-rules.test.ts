import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { mayShareWith, partnersFor, sayNames, shownTo } from "./partner-rules.ts";

const patient = (name: string, mark: number, pairedWith: number[] = [], changes: Partial<ParticipantView> = {}) =>
  ({
    participantId: name.toLowerCase() as ParticipantId,
    role: "patient",
    name,
    mark,
    present: true,
    pictureConsent: true,
    clinical: { pairedWith },
    ...changes,
  }) as ParticipantView;
const ana = patient("Ana", 0, [1, 2]);
const bruno = patient("Bruno", 1);
const cora = patient("Cora", 2, [], { pictureConsent: false });
const dora = patient("Dora", 3);
const thea = patient("Thea", -1, [], { role: "therapist", pictureConsent: false });
const inMode = (pictureMode: SessionView["pictureMode"]) => ({
  pictureMode,
  participants: [thea, ana, bruno, cora, dora],
});
const names = (people: readonly ParticipantView[]) => people.map(({ name }) => name);

describe("a patient in pairs", () => {
  const view = inMode("pairs");
  it("shares with the partners, whether they show themselves or not", () => {
    expect(mayShareWith(view, ana)).toBe("partners");
    expect(sayNames(partnersFor(view, ana), "en")).toBe("Bruno and Cora");
    expect(sayNames(partnersFor(view, ana), "de")).toBe("Bruno und Cora");
  });
  it("is shown those partners who agreed and are there, and nobody else", () => {
    expect(names(shownTo(view, ana))).toEqual(["Bruno"]);
    const away = { ...view, participants: [ana, { ...bruno, present: false }, dora] };
    expect(shownTo(away, ana)).toEqual([]);
  });
  it("without a partner is asked nothing and shown nobody", () => {
    expect(mayShareWith(view, dora)).toBe("nobody");
    expect(shownTo(view, dora)).toEqual([]);
    expect(shownTo(view, undefined)).toEqual([]);
  });
});

describe("in the other modes", () => {
  it("everybody who agreed is shown to everybody else", () => {
    expect(mayShareWith(inMode("everybody"), ana)).toBe("group");
    expect(names(shownTo(inMode("everybody"), ana))).toEqual(["Bruno", "Dora"]);
  });
  it("nobody is shown to nobody while the therapist alone sees pictures, whoever was paired", () => {
    expect(mayShareWith(inMode("therapistOnly"), ana)).toBe("nobody");
    expect(shownTo(inMode("therapistOnly"), ana)).toEqual([]);
  });
});
