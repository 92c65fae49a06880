// A stored session fed to a referee once more, set by set and patient by patient, against what its journal says was counted.
import { isDeepStrictEqual } from "node:util";
import type { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import type {
  advanceReferee,
  createReferee,
  finishReferee,
  MovementFact,
  RepetitionFact,
} from "@ensemble/shared/movement/referee.ts";
import type { decodeFrame, FrameHeader } from "@ensemble/shared/protocol/pose-packet.ts";
import { foldEntry } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { JournalEntry, SessionFact, Target } from "@ensemble/shared/session/session-fact.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { JournalStore } from "./journal-store.ts";
import { readPoseRecording } from "./read-pose-recording.ts";

/** This program's own, or that of another version of it. */
export interface ReplayEngine {
  readonly library: ExerciseLibrary;
  readonly createReferee: typeof createReferee;
  readonly advanceReferee: typeof advanceReferee;
  readonly finishReferee: typeof finishReferee;
  readonly createPoseFrame: typeof createPoseFrame;
  readonly decodeFrame: typeof decodeFrame;
}

/** One set of one patient. Names nobody: `member` is the place in the session's list of members. */
export interface ReplayedSet {
  readonly session: string;
  readonly set: SetId;
  readonly exercise: ExerciseId;
  readonly member: number;
  /** Of one that still runs, or that a crash left open, frames and journal are read at different moments: a difference proves nothing. */
  readonly over: boolean;
  readonly frames: number;
  /** In the journal. */
  readonly repetitions: number;
  /** Null where the engine does not have the exercise. */
  readonly replayed: number | null;
  /** Bit for bit, everything that the journal says of each of them. */
  readonly same: boolean;
  readonly differences: readonly Difference[];
}
interface Difference {
  readonly ordinal: number;
  readonly journal: Partial<Counted> | null;
  readonly replayed: Partial<Counted> | null;
}

type Counted = Omit<
  Extract<SessionFact, { kind: "repetitionCounted" }>,
  "kind" | "participantId" | "setId" | "ordinal" | "points"
>;
interface StoredSet {
  over: boolean;
  readonly setId: SetId;
  readonly exerciseId: ExerciseId;
  readonly targets: Readonly<Record<ParticipantId, Target>>;
  readonly counted: Map<ParticipantId, Map<number, Counted>>;
  /** Whose last movement the set's end could finish: who had stopped, or was paused, is not counted any more. */
  readonly finishedFor: Set<ParticipantId>;
}

/** Nothing for a session that is not there. */
export async function* replaySession(
  store: JournalStore,
  engine: ReplayEngine,
  groupSessionId: string,
): AsyncGenerator<ReplayedSet> {
  const entries = (await store.readEntries(groupSessionId)).map(({ entry }) => entry);
  const members = entries.flatMap(({ fact }) => (fact.kind === "sessionOpened" ? fact.members : []));
  const sets = readSets(groupSessionId, entries);
  for (const [member, { participantId }] of members.entries()) {
    const recordings = await readPoseRecording(store, groupSessionId, participantId);
    for (const set of sets) {
      const target = set.targets[participantId];
      if (target === undefined) continue;
      const frames = recordings.find(({ setId }) => setId === set.setId)?.frames ?? [];
      const journal = set.counted.get(participantId) ?? new Map<number, Counted>();
      const replayed = replaySet(engine, set, target, frames, set.finishedFor.has(participantId));
      const differences = listDifferences(journal, replayed ?? new Map());
      yield {
        session: groupSessionId,
        set: set.setId,
        exercise: set.exerciseId,
        member,
        over: set.over,
        frames: frames.length,
        repetitions: journal.size,
        replayed: replayed?.size ?? null,
        same: replayed !== undefined && differences.length === 0,
        differences,
      };
    }
  }
}

function readSets(groupSessionId: string, entries: readonly JournalEntry[]): StoredSet[] {
  const sets = new Map<SetId, StoredSet>();
  let state = createSessionState(groupSessionId as GroupSessionId);
  for (const entry of entries) {
    const { fact } = entry;
    if (fact.kind === "setStarted") {
      const { setId, exerciseId, targets } = fact;
      sets.set(setId, { over: false, setId, exerciseId, targets, counted: new Map(), finishedFor: new Set() });
    }
    const finished = fact.kind === "setFinished" ? sets.get(fact.setId) : undefined;
    if (finished !== undefined) {
      finished.over = true;
      for (const { participantId, stop } of Object.values(state.participants))
        if (state.set?.running && stop === null) finished.finishedFor.add(participantId);
    }
    if (fact.kind === "repetitionCounted") {
      const { kind: _, participantId, setId, ordinal, points: __, ...counted } = fact;
      const all = sets.get(setId)?.counted;
      all?.set(participantId, (all.get(participantId) ?? new Map<number, Counted>()).set(ordinal, counted));
    }
    state = foldEntry(state, entry);
  }
  return [...sets.values()];
}

function replaySet(
  engine: ReplayEngine,
  { setId, exerciseId }: StoredSet,
  { side, rangeDegrees }: Target,
  frames: readonly Uint8Array[],
  isFinished: boolean,
): Map<number, Counted> | undefined {
  const rule = engine.library.find(exerciseId)?.rule;
  if (rule === undefined) return undefined;
  const referee = engine.createReferee(rule, { side, targetDegrees: rangeDegrees });
  const header: FrameHeader = { sequence: 0, captureMs: 0, model: "none", earlierGone: false };
  const frame = engine.createPoseFrame();
  const counted = new Map<number, Counted>();
  const keep = (facts: readonly MovementFact[]) => {
    for (const fact of facts) if (fact.kind === "repetition") counted.set(fact.ordinal, asWritten(fact));
  };
  for (const bytes of frames) {
    const refusal = engine.decodeFrame(bytes, header, frame);
    if (refusal !== undefined) throw new Error(`a stored frame of set ${setId} cannot be read: ${refusal}`);
    keep(engine.advanceReferee(referee, frame));
  }
  if (isFinished) keep(engine.finishReferee(referee));
  return counted;
}

/** As the journal keeps it: what JSON leaves out is not there. */
function asWritten(fact: RepetitionFact): Counted {
  const { side, startMs, endMs, rangeDegrees: range, otherRangesDegrees: otherRanges, ...judged } = fact;
  const { quality, parts, confidence } = judged;
  return JSON.parse(
    JSON.stringify({ side, startMs, endMs, range, otherRanges, quality, parts, confidence }),
  ) as Counted;
}

/** Only what differs; what a journal of before does not say is no difference. */
function listDifferences(
  journal: ReadonlyMap<number, Counted>,
  replayed: ReadonlyMap<number, Counted>,
): readonly Difference[] {
  const ordinals = [...new Set([...journal.keys(), ...replayed.keys()])].sort((a, b) => a - b);
  return ordinals.flatMap((ordinal): Difference[] => {
    const [before, now] = [journal.get(ordinal), replayed.get(ordinal)];
    if (before === undefined || now === undefined) return [{ ordinal, journal: before ?? null, replayed: now ?? null }];
    const changed = (Object.keys(before) as (keyof Counted)[]).filter(
      (part) => !isDeepStrictEqual(before[part], now[part]),
    );
    const only = (counted: Counted) => Object.fromEntries(changed.map((part) => [part, counted[part]]));
    return changed.length === 0 ? [] : [{ ordinal, journal: only(before), replayed: only(now) }];
  });
}
