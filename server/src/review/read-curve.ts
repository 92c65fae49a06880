// The curve of the measured angle: a set's stored frames fed to a referee once more, so that it shows what was counted. The process also
// keeps live classes: frames are fed a few at a time with the event loop's other work in between, and one curve after the other.
import { setImmediate as nextTurn } from "node:timers/promises";
import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type MovementFact,
  readReferee,
} from "@ensemble/shared/movement/referee.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ReviewCurve } from "@ensemble/shared/protocol/review-messages.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { JournalStore } from "../session/index.ts";
import { openFrame, readStoredFrames, type StoredSet } from "./read-stored-frames.ts";
import type { FoundSet } from "./reviewed-sets-rules.ts";

/** About a millisecond of counting. */
const FRAMES_A_TURN = 30;
/** Half an hour of a fast camera in one set: nobody's set, but a bound. */
const MOST_FRAMES = 54_000;
const MOST_WAITING = 12;
/** Of one person, who sees one curve at a time. */
const MOST_WAITING_EACH = 3;

export interface CurveReader {
  /** `find`: done in its turn, too. Throws what it throws, and `protocol/too_many` when too many wait already. */
  readonly read: (personId: string, find: () => Promise<[StoredSet, FoundSet]>) => Promise<ReviewCurve>;
}

export function createCurveReader(
  journal: Pick<JournalStore, "readChunksFrom">,
  library: Pick<ExerciseLibrary, "find">,
): CurveReader {
  let last: Promise<unknown> = Promise.resolve();
  /** Whose, in their order. */
  const waiting: string[] = [];
  return {
    read: (personId, find) => {
      const own = waiting.filter((one) => one === personId).length;
      if (waiting.length >= MOST_WAITING || own >= MOST_WAITING_EACH)
        return Promise.reject(new DomainError("protocol/too_many"));
      waiting.push(personId);
      const done = last.then(async () => countAgain(journal, library, ...(await find())));
      last = done.catch(() => undefined).then(() => void waiting.shift());
      return done;
    },
  };
}

async function countAgain(
  journal: Pick<JournalStore, "readChunksFrom">,
  library: Pick<ExerciseLibrary, "find">,
  stored: StoredSet,
  set: FoundSet,
): Promise<ReviewCurve> {
  const rule = library.find(set.exerciseId)?.rule;
  const { side, rangeDegrees } = set.target;
  const referee = rule && createReferee(rule, { side, targetDegrees: rangeDegrees });
  const [frames, atMs, degrees]: [number[], number[], (number | null)[]] = [[], [], []];
  const counted: string[] = [];
  const keep = (facts: readonly MovementFact[]) => {
    for (const fact of facts) if (fact.kind === "repetition") counted.push(nameOf(fact));
  };
  const frame = createPoseFrame();
  let whole = true;
  reading: for await (const part of readStoredFrames(journal, stored)) {
    for (const [i, bytes] of part.entries()) {
      if (frames.length === MOST_FRAMES) {
        whole = false;
        break reading;
      }
      frames.push(openFrame(bytes, frame).number);
      atMs.push(frame.atMs);
      if (referee !== undefined) keep(advanceReferee(referee, frame));
      const angle = referee && readReferee(referee).angleDegrees;
      degrees.push(angle === undefined ? null : Math.round(10 * angle) / 10);
      if (i % FRAMES_A_TURN === FRAMES_A_TURN - 1) await nextTurn();
    }
    await nextTurn();
  }
  if (referee !== undefined && set.finishesMovement) keep(finishReferee(referee));
  const isSame = JSON.stringify(counted) === JSON.stringify(set.repetitions.map(nameOf));
  return { frames, atMs, degrees, agrees: referee === undefined ? null : isSame, whole };
}

const nameOf = ({ ordinal, startMs, endMs }: { ordinal: number; startMs: number; endMs: number }) =>
  `${ordinal} ${startMs} ${endMs}`;
