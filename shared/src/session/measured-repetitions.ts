// What was measured of every repetition, out of a journal: for summaries only. A running session keeps none of it, so that what it
// holds does not grow with what is done in it.
import type { QualityParts } from "../movement/quality-rules.ts";
import type { ParticipantId, SetId } from "./identifiers.ts";
import type { EvenRange, JournalEntry, MeasuredRange } from "./session-fact.ts";

export interface MeasuredRepetitions {
  readonly ranges: readonly MeasuredRange[];
  /** What each one's quality is made of; none of journals of before there were parts. */
  readonly parts: readonly QualityParts[];
}

const NONE: MeasuredRepetitions = { ranges: [], parts: [] };

/** By participant and set. Each repetition once, however often the journal says it. */
export function measuredRepetitions(
  entries: Iterable<JournalEntry>,
): (participantId: ParticipantId, setId: SetId) => MeasuredRepetitions {
  const found = new Map<string, { readonly ranges: MeasuredRange[]; readonly parts: QualityParts[] }>();
  for (const { fact } of entries) {
    if (fact.kind !== "repetitionCounted") continue;
    const key = keyOf(fact.participantId, fact.setId);
    const { ranges, parts } = found.get(key) ?? { ranges: [], parts: [] };
    if (fact.ordinal !== ranges.length + 1) continue;
    ranges.push(readRange(fact.range));
    if (fact.parts !== undefined) parts.push(fact.parts);
    found.set(key, { ranges, parts });
  }
  return (participantId, setId) => found.get(keyOf(participantId, setId)) ?? NONE;
}

/** Of journals of before too, whose interval was even to both sides. */
export function readRange(range: MeasuredRange | EvenRange): MeasuredRange {
  if (!("halfWidth95" in range)) return range;
  const { halfWidth95, ...same } = range;
  return { ...same, below95: halfWidth95, above95: halfWidth95 };
}

const keyOf = (participantId: ParticipantId, setId: SetId) => `${participantId} ${setId}`;
