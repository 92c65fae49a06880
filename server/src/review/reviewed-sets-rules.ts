// One participant's sets out of a journal: when they ran, what was counted in them, which cues were given. Session time throughout.
import { attainedDegrees, type Direction } from "@ensemble/shared/movement/attained.ts";
import type { ReviewedCue, ReviewedRepetition, ReviewedSet } from "@ensemble/shared/protocol/review-messages.ts";
import { foldEntry } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { readRange } from "@ensemble/shared/session/measured-repetitions.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";

export interface FoundSet extends ReviewedSet {
  /** The set's end could finish this person's last movement: who had stopped, or was paused, is not counted any more. */
  readonly finishesMovement: boolean;
}
type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer One)[] ? One[] : T[K] };

export function readReviewedSets(
  groupSessionId: GroupSessionId,
  entries: readonly JournalEntry[],
  participantId: ParticipantId,
  directionOf: (exerciseId: ExerciseId) => Direction | undefined,
): readonly FoundSet[] {
  const sets = new Map<SetId, Open<FoundSet>>();
  let state = createSessionState(groupSessionId);
  let ordinal = 0;
  for (const entry of entries) {
    const { fact } = entry;
    const before = state;
    state = foldEntry(state, entry);
    const atMs = Math.max(0, entry.atMs - state.openedAtMs);
    if (fact.kind === "setStarted") {
      ordinal += 1;
      const target = fact.targets[participantId];
      const { setId, exerciseId, phase } = fact;
      if (target === undefined) continue;
      const begun = { setId, ordinal, exerciseId, phase, startMs: atMs, endMs: null, target, finishesMovement: false };
      sets.set(setId, { ...begun, pauses: [], repetitions: [], cues: [], stopsMs: [] });
    }
    const set = sets.get("setId" in fact ? fact.setId : (before.set?.setId ?? ("" as SetId)));
    if (set === undefined) continue;
    if (fact.kind === "setPaused") set.pauses.push({ startMs: atMs, endMs: atMs });
    if (fact.kind === "setResumed" || fact.kind === "setFinished") endPause(set, before.set?.running === true, atMs);
    if (fact.kind === "setFinished") {
      set.endMs = atMs;
      set.finishesMovement = before.set?.running === true && before.participants[participantId]?.stop === null;
    }
    if (!("participantId" in fact) || fact.participantId !== participantId) continue;
    if (fact.kind === "repetitionCounted") addRepetition(set.repetitions, fact, directionOf(set.exerciseId));
    if (fact.kind === "cueGiven") set.cues.push(cueOf(entry, fact.cue, participantId, atMs));
    if (fact.kind === "painStopped" && set.endMs === null) set.stopsMs.push(atMs);
  }
  return [...sets.values()];
}

function endPause({ pauses }: Open<FoundSet>, isRunning: boolean, atMs: number): void {
  const last = pauses.at(-1);
  if (last === undefined || isRunning) return;
  pauses[pauses.length - 1] = { ...last, endMs: atMs };
}

function addRepetition(
  repetitions: ReviewedRepetition[],
  fact: Extract<SessionFact, { kind: "repetitionCounted" }>,
  direction: Direction | undefined,
): void {
  const { ordinal, side, startMs, endMs, quality, parts, confidence } = fact;
  // Each repetition once, however often the journal says it.
  if (ordinal !== repetitions.length + 1) return;
  const range = readRange(fact.range);
  const isKnown = range.measurable && direction !== undefined;
  repetitions.push({
    ordinal,
    side,
    startMs,
    endMs,
    attainedDegrees: isKnown ? attainedDegrees(range, direction) : undefined,
    below95: range.below95,
    above95: range.above95,
    quality,
    parts,
    confidence,
  });
}

function cueOf({ marks }: JournalEntry, cue: string, participantId: ParticipantId, atMs: number): ReviewedCue {
  return { atMs, frame: marks?.[participantId] ?? null, cue };
}
