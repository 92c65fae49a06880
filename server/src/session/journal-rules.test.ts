import type { JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { expect, it } from "vitest";
import { findContradiction } from "./journal-rules.ts";

const repetition = (ordinal: number, participantId = "ana", setId = "set") => ({
  kind: "repetitionCounted",
  participantId,
  setId,
  ordinal,
});
const FACTS = [
  { kind: "sessionOpened" },
  { kind: "participantJoined", participantId: "ana" },
  { kind: "setStarted", setId: "set" },
  repetition(1),
  repetition(1, "bruno"),
  repetition(2),
  { kind: "setStarted", setId: "next" },
  repetition(1, "ana", "next"),
  // At the end of a set a movement that was on its way back is finished; of a set before none is left out.
  repetition(3),
];
const journal = (facts: readonly object[] = FACTS): JournalEntry[] =>
  facts.map((fact, index) => ({
    sequence: index + 1,
    epoch: 1 + Math.floor(index / 3),
    atMs: 0,
    fact: fact as SessionFact,
  }));
const without = (place: number) => journal().toSpliced(place, 1);

it("finds nothing in a journal that its owners have written, nor in an empty one", () => {
  expect(findContradiction(journal())).toBeUndefined();
  expect(findContradiction([])).toBeUndefined();
});

it("finds an entry that is gone, wherever it stood, except the last", () => {
  for (let place = 0; place < FACTS.length - 1; place++) expect(findContradiction(without(place))).toBeDefined();
  expect(findContradiction(without(FACTS.length - 1))).toBeUndefined();
});

it.each([
  ["a repetition twice", FACTS.toSpliced(5, 0, repetition(1))],
  ["a repetition left out", FACTS.toSpliced(3, 1)],
  ["a repetition of a set that has not begun", FACTS.toSpliced(2, 1)],
  ["a second beginning", [...FACTS, { kind: "sessionOpened" }]],
  ["another beginning", FACTS.slice(1)],
])("finds %s though all entries are numbered one after the other", (_what, facts) => {
  expect(findContradiction(journal(facts))).toBeDefined();
});

it("finds an entry of an earlier owner after one of a later", () => {
  const entries = journal().map((entry, index) => (index === 7 ? { ...entry, epoch: 1 } : entry));
  expect(findContradiction(entries)).toContain("entry 8");
});
