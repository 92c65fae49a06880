// Repetitions that were kept, counted and told.
import { describe } from "vitest";
import type { Observation, Of } from "./observation.ts";
import { type Case, itHoldsAndBreaks, journalOf } from "./testing/made-history.ts";

const KEPT = "counts that were kept are not taken back";
const DURABLE = "what was told as durable lasts";

const repetition = (ordinal: number, setId = "set", participantId = "ana") => ({
  kind: "repetitionCounted",
  participantId,
  setId,
  ordinal,
});
const two = journalOf(repetition(1), repetition(2));
const acknowledged = (repetitions: number, epoch = 1): Observation => ({
  kind: "acknowledged",
  by: "ana",
  epoch,
  setId: "set",
  repetitions,
});
/** As provisional. */
const told = (repetitions: number, epoch = 1, connection = 1, setId = "set"): Observation => ({
  kind: "told",
  by: "thea",
  connection,
  epoch,
  of: "ana",
  setId,
  repetitions,
  provisional: true,
});
const durable = (repetitions: number, epoch = 1): Observation => ({
  ...(told(repetitions, epoch) as Of<"told">),
  provisional: false,
});
const tookPart = (...setIds: readonly string[]): Observation => ({ kind: "tookPart", by: "ana", setIds });

const CASES: readonly Case[] = [
  [
    "one that was acknowledged is in the journal",
    "no repetition is lost",
    [acknowledged(2), two],
    [acknowledged(3), two],
  ],
  [
    "in a set in which somebody did not move nothing of theirs is counted",
    "none is counted that nobody made",
    [tookPart("set"), journalOf(repetition(1), repetition(1, "other", "bruno"))],
    [tookPart("set"), journalOf(repetition(1), repetition(1, "other"))],
  ],
  [
    "one owner's counts never go back over one connection, whatever the screen makes of them",
    KEPT,
    [told(1), told(2), told(0, 1, 1, "next"), told(1, 1, 2)],
    [told(1), told(2), told(1)],
  ],
  [
    "the next owner has what the last one acknowledged, and may lack what it only told",
    KEPT,
    [told(1), acknowledged(1), told(2), told(1, 2)],
    [told(2), acknowledged(2), told(1, 2)],
  ],
  [
    "what comes late from an earlier owner takes nothing back",
    KEPT,
    [acknowledged(2, 2), told(1, 1)],
    [acknowledged(2, 2), told(1, 3)],
  ],
  [
    "the next owner tells all that the last one told as durable, and may lack what it told as provisional",
    DURABLE,
    [durable(1), told(2), durable(1, 2)],
    [durable(2), told(1, 2)],
  ],
  [
    "an owner after the next one does, too, and what an earlier one says late takes nothing back",
    DURABLE,
    [durable(2, 2), durable(1, 1)],
    [durable(2, 1), durable(2, 2), durable(1, 3)],
  ],
  [
    "what was told as durable is in the journal, also when no other owner came",
    DURABLE,
    [durable(2), told(3), two],
    [durable(3), journalOf(repetition(1), repetition(1, "set", "bruno"), repetition(2))],
  ],
];

describe("a history's counts", () => itHoldsAndBreaks(CASES));
