import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GroupSessionId, ParticipantId } from "./identifiers.ts";
import { createSessionState, membersById } from "./open-session-state.ts";
import { arePairs, areSamePairs, LARGEST_PAIR, partnersOf, proposePairs } from "./pair-rules.ts";
import type { SessionMember } from "./session-fact.ts";

const place = (mark: number, present = true) => ({ mark, present });
const patient = (id: string, mark: number, simulated = false): SessionMember => ({
  participantId: id as ParticipantId,
  role: "patient",
  mark,
  simulated,
});
const people = [
  { participantId: "thea" as ParticipantId, role: "therapist", mark: -1, simulated: false } as const,
  patient("ana", 0),
  patient("simulatedAna", 0, true),
  patient("bruno", 1),
  patient("cora", 2),
];
const state = { ...createSessionState("class" as GroupSessionId), participants: membersById(people) };

describe("the proposal", () => {
  it.each([
    [
      "neighbours",
      [place(0), place(1), place(2), place(3)],
      [
        [0, 1],
        [2, 3],
      ],
    ],
    [
      "one who is left over with the last two",
      [place(0), place(1), place(2), place(4), place(5)],
      [
        [0, 1],
        [2, 4, 5],
      ],
    ],
    ["nobody alone", [place(3)], []],
    [
      "those who are there with each other, those still to come too",
      [place(0), place(1, false), place(2), place(3, false)],
      [
        [0, 2],
        [1, 3],
      ],
    ],
    ["one who is there and one who is not, when nobody else is left", [place(0), place(1, false)], [[0, 1]]],
    ["one who is still to come as a third", [place(0), place(1), place(2, false)], [[0, 1, 2]]],
    ["nobody as a fourth", [place(0), place(1), place(2), place(3, false)], [[0, 1, 2]]],
    ["a place once, however many keep it", [place(0), place(0, false), place(1)], [[0, 1]]],
  ] as const)("pairs %s", (_, patients, pairs) => {
    expect(proposePairs(patients)).toEqual(pairs);
  });

  it("is one that can be chosen, in which nobody who is there is alone beside somebody else who is", () => {
    const places = fc.uniqueArray(fc.record({ mark: fc.nat(5), present: fc.boolean() }), {
      selector: ({ mark }) => mark,
    });
    fc.assert(
      fc.property(places, (patients) => {
        const pairs = proposePairs(patients);
        const members = patients.map(({ mark }) => patient(String(mark), mark));
        expect(arePairs(pairs, { ...state, participants: membersById(members) })).toBe(true);
        const here = patients.filter(({ present }) => present);
        if (here.length >= 2) for (const { mark } of here) expect(pairs.flat()).toContain(mark);
      }),
    );
  });
});

describe("pairs that are chosen", () => {
  it.each([
    ["of one", [[0]]],
    ["of more than three", [[0, 1, 2, 3]]],
    ["with a place that is nobody's", [[0, 5]]],
    ["with the therapist", [[-1, 0]]],
    [
      "in which somebody is twice",
      [
        [0, 1],
        [1, 2],
      ],
    ],
    ["of somebody alone with themselves", [[1, 1]]],
  ])("are none %s", (_, pairs) => {
    expect(arePairs(pairs, state)).toBe(false);
  });

  it("are the same in any order", () => {
    expect(
      areSamePairs(
        [
          [2, 3],
          [1, 0],
        ],
        [
          [0, 1],
          [3, 2],
        ],
      ),
    ).toBe(true);
    expect(areSamePairs([[0, 1, 2]], [[0, 1]])).toBe(false);
    expect(LARGEST_PAIR).toBe(3);
  });

  it("hold for whoever has the place, and pair nobody with the own one", () => {
    const paired = { ...state, pairs: [[0, 1]] };
    const partners = (id: string) => {
      const one = paired.participants[id as ParticipantId];
      return one && partnersOf(one, paired).map(({ participantId }) => participantId);
    };
    expect(partners("bruno")).toEqual(["ana", "simulatedAna"]);
    expect(partners("simulatedAna")).toEqual(["bruno"]);
    expect(partners("cora")).toEqual([]);
    expect(partners("thea")).toEqual([]);
  });
});
