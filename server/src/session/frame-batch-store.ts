// Frames without facts come several times a second in every session, and each commit waits for the disk. What all sessions of this
// process give in one turn, or while an append is under way, goes together in the next one.
import type pg from "pg";
import { isDuplicateKey } from "../platform/is-duplicate-key.ts";
import { joinBytes } from "../platform/join-bytes.ts";

export interface SealedFrames {
  readonly groupSessionId: string;
  readonly epoch: number;
  readonly batch: number;
  readonly sealed: Uint8Array;
}
type Outcome = "appended" | "stale";
interface Waiting {
  readonly frames: SealedFrames;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** One waits for the disk while the next is made ready. */
const MOST_UNDER_WAY = 2;
/** Some 200 kB: what one statement holds stays small. */
const MOST_TOGETHER = 64;

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

/** Appends everything given of a session or nothing of it; a session gives one batch at a time. */
export function createFrameBatchAppends(pool: pg.Pool): (frames: SealedFrames) => Promise<Outcome> {
  const waiting: Waiting[] = [];
  let underWay = 0;
  let isGathering = false;

  const appendOne = async ({ groupSessionId, epoch, batch, sealed }: SealedFrames): Promise<Outcome> => {
    const values = [groupSessionId, epoch, batch, sealed];
    const { rowCount } = await pool.query({ name: "append-frames", text: ONE, values });
    return rowCount === 1 ? "appended" : "stale";
  };

  const appendAlone = (one: Waiting): void => void appendOne(one.frames).then(one.resolve, one.reject);

  const appendTogether = async (together: readonly Waiting[]): Promise<void> => {
    const column = <T>(read: (frames: SealedFrames) => T) => together.map((one) => read(one.frames));
    const { bytes, begins, lengths } = joinBytes(column((one) => one.sealed));
    const values = [
      column((one) => one.groupSessionId),
      column((one) => one.epoch),
      column((one) => one.batch),
      bytes,
      begins,
      lengths,
    ];
    try {
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
