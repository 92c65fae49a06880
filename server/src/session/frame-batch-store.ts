// Frames without facts come several times a second in every session, and each commit waits for the disk. What all sessions of this
// process give in one turn, or while an append is under way, goes together in the next one.
import type { KeyObject } from "node:crypto";
import type pg from "pg";
import { isDuplicateKey } from "../platform/is-duplicate-key.ts";
import { seal, sealedLength, sealInto } from "../platform/seal.ts";

export interface GivenFrames {
  readonly groupSessionId: string;
  readonly epoch: number;
  readonly batch: number;
  /** Not to be changed before they are appended. */
  readonly bytes: Uint8Array;
}
type Outcome = "appended" | "stale";
interface Waiting {
  readonly frames: GivenFrames;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** One waits for the disk while the next is made ready. */
const MOST_UNDER_WAY = 2;
/** Some 200 kB: what one statement holds stays small. */
const MOST_TOGETHER = 64;
/** After a long wait there is more in each. */
const MOST_KEPT_BYTES = 1_000_000;

/** The owner's row is locked against a takeover until the append is committed. */
const ONE = `
INSERT INTO frame_batch (group_session_id, batch, epoch, frames_sealed)
SELECT group_session_id, $3::int, epoch, $4::bytea FROM session_lease WHERE group_session_id = $1 AND epoch = $2 FOR SHARE`;
/** Passes over a session whose row somebody holds, for whom the others need not wait. */
const MANY = `
INSERT INTO frame_batch (group_session_id, batch, epoch, frames_sealed)
SELECT l.group_session_id, f.batch, l.epoch, substring($4::bytea FROM f.begins FOR f.length)
FROM unnest($1::text[], $2::int[], $3::int[], $5::int[], $6::int[]) AS f(group_session_id, epoch, batch, begins, length)
JOIN session_lease l ON l.group_session_id = f.group_session_id AND l.epoch = f.epoch
FOR SHARE OF l SKIP LOCKED
RETURNING group_session_id`;

export const batchPlace = (groupSessionId: string, batch: number) => `frame_batch:${groupSessionId}:${batch}`;

/** Appends everything given of a session or nothing of it; a session gives one batch at a time. */
export function createFrameBatchAppends(pool: pg.Pool, key: KeyObject): (frames: GivenFrames) => Promise<Outcome> {
  const waiting: Waiting[] = [];
  /** Of appends that are through: new memory for each would bring the engine's collector about. */
  const spare: Buffer[] = [];
  let underWay = 0;
  let isGathering = false;

  const appendOne = async ({ groupSessionId, epoch, batch, bytes }: GivenFrames): Promise<Outcome> => {
    const values = [groupSessionId, epoch, batch, seal(key, batchPlace(groupSessionId, batch), bytes)];
    const { rowCount } = await pool.query({ name: "append-frames", text: ONE, values });
    return rowCount === 1 ? "appended" : "stale";
  };

  const appendAlone = (one: Waiting): void => void appendOne(one.frames).then(one.resolve, one.reject);

  const takeMemory = (length: number): Buffer => {
    const memory = spare.pop();
    return memory === undefined || memory.byteLength < length ? Buffer.allocUnsafeSlow(length) : memory;
  };

  const appendTogether = async (together: readonly Waiting[]): Promise<void> => {
    const column = <T>(read: (frames: GivenFrames) => T) => together.map((one) => read(one.frames));
    const memory = takeMemory(together.reduce((sum, { frames }) => sum + sealedLength(frames.bytes), 0));
    try {
      const values = [
        column((one) => one.groupSessionId),
        column((one) => one.epoch),
        column((one) => one.batch),
        ...sealAll(key, together, memory),
      ];
      const { rows } = await pool.query<{ group_session_id: string }>({ name: "append-many", text: MANY, values });
      const appended = new Set(rows.map((row) => row.group_session_id));
      for (const one of together) {
        if (appended.has(one.frames.groupSessionId)) one.resolve("appended");
        // Stale, or passed over: alone it waits for whoever holds the row.
        else appendAlone(one);
      }
    } catch (error) {
      // One of them is there already: which one, and that the others are not, each finds out for itself.
      if (isDuplicateKey(error)) for (const one of together) appendAlone(one);
      else for (const one of together) one.reject(error);
    }
    if (memory.byteLength <= MOST_KEPT_BYTES) spare.push(memory);
  };

  const start = (): void => {
    while (waiting.length > 0 && underWay < MOST_UNDER_WAY) {
      underWay += 1;
      void appendTogether(waiting.splice(0, MOST_TOGETHER)).then(() => {
        underWay -= 1;
        start();
      });
    }
  };

  /** Not at once: at the moment they have in common, sessions give theirs one after the other. */
  const gather = (): void => {
    if (isGathering) return;
    isGathering = true;
    setImmediate(() => {
      isGathering = false;
      start();
    });
  };

  return (frames) =>
    new Promise((resolve, reject) => {
      waiting.push({ frames, resolve, reject });
      gather();
    });
}

/** One after the other, as one value of a statement, with where each begins and how long it is; SQL counts from 1. */
function sealAll(key: KeyObject, all: readonly Waiting[], into: Buffer): [Buffer, number[], number[]] {
  const begins: number[] = [];
  const lengths: number[] = [];
  let next = 0;
  for (const { frames } of all) {
    sealInto(into, next, key, batchPlace(frames.groupSessionId, frames.batch), frames.bytes);
    begins.push(next + 1);
    lengths.push(sealedLength(frames.bytes));
    next += sealedLength(frames.bytes);
  }
  return [into.subarray(0, next), begins, lengths];
}
