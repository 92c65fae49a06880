// Keeps one track while it is being recorded: each piece is sealed in the call that brings it, before anything is awaited, and is durable
// when the returned promise resolves. Plain bytes are never given to anything that writes.
//
// Pieces go into PostgreSQL first, as frames do, and not straight to the store. A crash then loses the piece under way and the one the
// media node was making, at most two seconds, also when the machine is lost and only its database is not; whichever process takes over
// sees all of it. Over S3 a request a piece would cost a class of seven (fourteen tracks) some 50 000 PUT an hour; gathered it is 2 500.
// The price is that each byte is written three times: the database's log, its table, the store.
import type { DataKey } from "./key-door.ts";
import type { PieceAppends } from "./piece-appends.ts";
import { type PieceHead, piecePlace } from "./piece-index-rules.ts";
import type { RecordedPiece } from "./recording.ts";

/**
 * Why a recording ended before it was finished: pieces came out of order, at no possible time, or were too large; too much waited for the database; somebody
 * else ended or destroyed it; it was as long as one can be; whoever kept it does not own the session any more.
 */
export type StopCause =
  | "outOfOrder"
  | "malformed"
  | "tooLarge"
  | "tooSlow"
  | "endedElsewhere"
  | "tooLong"
  | "lostLease";

export interface Keeping {
  readonly recordingId: string;
  /**
   * `again`: one that was given already. `stopped`: nothing more is taken, and `onStopped` was told why. Never rejects.
   * The bytes are not touched after the call and may be used for something else.
   */
  readonly keepPiece: (piece: RecordedPiece) => Promise<"kept" | "again" | "stopped">;
  /** Waits for what is under way and until the store has all of it; where that is away, until it was tried. Nothing more is taken at once. */
  readonly finish: () => Promise<void>;
}

/** 64 s of a picture at a megabit a second. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** Of all recordings of a process: however many classes run, a database that is away costs no more memory than this. */
const MOST_WAITING_TOGETHER_BYTES = 256 * 1024 * 1024;
/** Of the database's whole numbers. */
const LATEST_MS = 2 ** 31 - 1;
const MOST_PIECE_BYTES = 4 * 1024 * 1024;
/** Twelve days of seconds; the names of objects have six digits for it, and its nonces are as good as never the same. */
const MOST_PIECES = 999_999;

export interface KeptSoFar {
  readonly pieces: number;
  readonly bytes: number;
}

export function keepRecording(parts: {
  readonly recordingId: string;
  /** Of the lease under which it is kept. */
  readonly epoch: number;
  readonly key: DataKey;
  readonly appends: PieceAppends;
  /** `undefined`: it is not finished, only ended. Called once. */
  readonly end: (endSealed: Uint8Array | undefined) => Promise<void>;
  readonly kept: (head: PieceHead) => void;
  readonly onStopped: (cause: StopCause) => void;
}): Keeping {
  const { recordingId, epoch, key, appends, end, kept, onStopped } = parts;
  let pieces = 0;
  let bytes = 0;
  let waitingBytes = 0;
  let newest: Promise<unknown> = Promise.resolve();
  let ending: Promise<void> | undefined;
  let isStopped = false;

  const stop = (cause: StopCause): "stopped" => {
    if (isStopped) return "stopped";
    isStopped = true;
    onStopped(cause);
    ending = newest.then(() => end(undefined));
    return "stopped";
  };

  const faultOf = (piece: RecordedPiece): StopCause | undefined => {
    if (piece.index !== pieces || (piece.kind === "header") !== (pieces === 0)) return "outOfOrder";
    // What the database could not take would be tried again for ever, and everybody else's with it.
    if (!isTime(piece.startMs) || !isTime(piece.durationMs)) return "malformed";
    if (piece.bytes.byteLength > MOST_PIECE_BYTES) return "tooLarge";
    if (waitingBytes + piece.bytes.byteLength > MOST_WAITING_BYTES) return "tooSlow";
    if (appends.waitingBytes() + piece.bytes.byteLength > MOST_WAITING_TOGETHER_BYTES) return "tooSlow";
    return pieces === MOST_PIECES ? "tooLong" : undefined;
  };

  const take = (piece: RecordedPiece): Promise<"kept" | "stopped"> => {
    const length = piece.bytes.byteLength;
    const head: PieceHead = {
      piece: pieces,
      firstByte: bytes,
      startsMs: Math.round(piece.startMs),
      durationMs: Math.round(piece.durationMs),
      keyFrame: piece.keyFrame,
      bytes: length,
    };
    const sealed = key.seal(piecePlace(recordingId, head), piece.bytes);
    pieces += 1;
    bytes += length;
    waitingBytes += length;
    const appended = appends.append({ recordingId, epoch, head, sealed }).then((outcome) => {
      waitingBytes -= length;
      if (outcome === "ended") return stop("endedElsewhere");
      kept(head);
      return outcome;
    });
    newest = appended;
    return appended;
  };

  return {
    recordingId,
    keepPiece: async (piece) => {
      if (isStopped || ending !== undefined) return "stopped";
      if (piece.index < pieces) return "again";
      const fault = faultOf(piece);
      return fault === undefined ? take(piece) : stop(fault);
    },
    finish: () => {
      ending ??= newest.then(() => {
        // It may have been stopped by what was waited for.
        if (isStopped) return ending;
        return end(sealEnd(key, recordingId, { pieces, bytes }));
      });
      return ending;
    },
  };
}

const isTime = (ms: number) => ms >= 0 && ms <= LATEST_MS;

const endPlace = (recordingId: string) => `recording.end_sealed:${recordingId}`;

function sealEnd(key: DataKey, recordingId: string, { pieces, bytes }: KeptSoFar): Uint8Array {
  return key.seal(endPlace(recordingId), Buffer.from(JSON.stringify([pieces, bytes])));
}

/** Whether a finished recording has as much as it had. */
export function agreesWithEnd(key: DataKey, recordingId: string, endSealed: Uint8Array, now: KeptSoFar): boolean {
  const end = key.open(endPlace(recordingId), endSealed).toString();
  return end === JSON.stringify([now.pieces, now.bytes]);
}
