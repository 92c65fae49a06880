import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkHistory } from "./check-history.ts";
import type { Observation } from "./observation.ts";
import { shrinkHistory } from "./shrink-history.ts";
import { applied, asked, expectProof, journalOf } from "./testing/made-history.ts";

const RULE = "counts never go back on any screen";
const shown = (by: string, repetitions: number): Observation => ({
  kind: "shown",
  by,
  of: "ana",
  setId: "set",
  repetitions,
});

it("leaves of a long history the two observations that contradict each other", () => {
  const calm = Array.from({ length: 400 }, (_, index) => shown(`screen ${index % 7}`, Math.floor(index / 7)));
  const history = [...calm.slice(0, 200), shown("broken", 5), ...calm.slice(200), shown("broken", 4)];
  expect(shrinkHistory(history, RULE)).toEqual([shown("broken", 5), shown("broken", 4)]);
});

it("leaves nothing that could be left out, whatever the history", () => {
  const observation = fc.record({ by: fc.constantFrom("a", "b", "c"), count: fc.integer({ min: 0, max: 5 }) });
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 30 }), (list) => {
      const history = list.map(({ by, count }) => shown(by, count));
      const broken = checkHistory(history).length > 0;
      const shortest = shrinkHistory(history, RULE);
      expect(checkHistory(shortest).length > 0).toBe(broken);
      if (broken) expect(shortest).toHaveLength(2);
    }),
  );
});

describe("of the journal it leaves", () => {
  const repetition = (participantId: string, ordinal: number, setId = "set") => ({
    kind: "repetitionCounted",
    participantId,
    setId,
    ordinal,
  });
  const cue = { kind: "cueGiven", participantId: "ana" };
  const sequences = (history: readonly Observation[]) =>
    history.flatMap((one) => (one.kind === "journal" ? one.entries.map(({ sequence }) => sequence) : []));

  it("what was counted of the set from which a repetition is missing, and does not make up that more are", () => {
    const calm = Array.from({ length: 100 }, (_, index) => [cue, repetition("bruno", index + 1)]).flat();
    const journal = journalOf(repetition("ana", 1), ...calm, repetition("ana", 1, "next"), repetition("ana", 2), cue);
    const performed: Observation = { kind: "performed", by: "ana", setId: "set", repetitions: 3 };
    const shortest = shrinkHistory([shown("ana", 1), performed, journal], "no repetition is lost");
    expect(shortest.map(({ kind }) => kind)).toEqual(["performed", "journal"]);
    expect(sequences(shortest)).toEqual([1, 203]);
  });

  it("the entry by which a consent that was answered is not given, though without any it would not be either", () => {
    const picture = (given: boolean) => ({ kind: "pictureConsentChanged", participantId: "ana", given });
    const history = [
      asked("shows", { name: "consentToPicture", given: true }),
      applied("shows", 4),
      journalOf(cue, picture(true), picture(false), cue, picture(true), cue),
    ];
    const shortest = shrinkHistory(history, "what a command was answered is so");
    expect(sequences(shortest)).toEqual([3, 4]);
    expectProof(history, "what a command was answered is so");
  });

  it("the two entries between which something is missing", () => {
    const journal = journalOf(...Array.from({ length: 60 }, () => cue));
    const entries = journal.kind === "journal" ? journal.entries.toSpliced(30, 2) : [];
    expect(sequences(shrinkHistory([{ kind: "journal", entries }], "one owner at any time"))).toEqual([30, 33]);
  });
});
