// One session's way into the journal: keeps the order, puts what came together into one append, holds on while the database is away.
import { describeReason } from "../platform/explain-failure.ts";
import { isDuplicateKey } from "../platform/is-duplicate-key.ts";
import type { Logger } from "../platform/logger.ts";
import type { JournalBacklog } from "../platform/metrics.ts";
import { type Append, type AppendReads, findAppend } from "./find-append.ts";
import { createBatchEncoder, type StoredFrame } from "./frame-batch.ts";
import type { AppendedEntry, JournalStore } from "./journal-store.ts";
import type { PackedChunk } from "./pack-pose-chunk.ts";
import { UnreadableJournal } from "./unreadable-journal.ts";

/**
 * Frames wait for company, half a second at most, until one of the moments that all sessions of a process have in common: what they
 * append then goes together. Facts are appended at once, with all frames before them.
 */
const COMMON_MOMENTS_MS = 250;
const framesWaitMs = (nowMs: number): number => 2 * COMMON_MOMENTS_MS - (nowMs % COMMON_MOMENTS_MS);
const RETRY_MS = 500;
/** After this time without a commit what is waiting is provisional, and shown as such. */
const PROVISIONAL_AFTER_MS = 1_000;
/** Two minutes of six patients at 15 Hz, about 4 MB: what is more stays with the devices, which keep another two minutes each. */
const MOST_WAITING_FRAMES = 120 * 6 * 15;
/** So much goes into one statement: a long wait is made up for piece by piece. */
const MOST_AT_ONCE = 1_000;
/** Shared: frames, of which there are many, bring none. */
const NO_ENTRIES: readonly AppendedEntry[] = [];

interface Waiting {
  readonly entries: readonly AppendedEntry[];
  readonly frame: StoredFrame | undefined;
  readonly chunks: Promise<readonly PackedChunk[]> | undefined;
  /** Frames between two cuts have one number. Chunks hold every frame of theirs and of earlier ones that is in no earlier chunk. */
  readonly stretch: number;
  readonly onCommitted: () => void;
}
/** Chunks that are still being packed, while what comes after their cut is appended. */
interface Packing {
  readonly stretch: number;
  readonly chunks: Promise<readonly PackedChunk[]>;
}

export interface JournalWriter {
  /** `onCommitted` runs once, in order, after the append that contains it is durable. */
  readonly appendEntries: (entries: readonly AppendedEntry[], onCommitted: () => void) => void;
  readonly appendFrame: (frame: StoredFrame, onCommitted: () => void) => void;
  /**
   * Chunks of all frames given so far that are in no chunk yet: they take the place of the batches those frames are in, once they
   * are packed. Nothing waits for that; with `inTurn` whatever is given later is appended after them.
   */
  readonly appendChunks: (chunks: Promise<readonly PackedChunk[]>, inTurn?: "inTurn") => void;
  readonly isProvisional: () => boolean;
  /** Facts and frames that are not durable yet. */
  readonly waitingCount: () => number;
  readonly backlog: () => JournalBacklog;
  /** So much waits for the database that no more frames should be given. */
  readonly isFull: () => boolean;
  /** Resolves at once unless the database is away; then when it is back. Never resolves after the lease is lost. */
  readonly whenDurable: () => Promise<void>;
  /** Resolves when everything given so far is committed, or the lease is lost. */
  readonly flush: () => Promise<void>;
  /** Nothing is appended any more; what waits is dropped (it was never acknowledged). */
  readonly close: () => void;
}

export function createJournalWriter(options: {
  readonly store: Pick<JournalStore, "append"> & AppendReads;
  readonly groupSessionId: string;
  readonly epoch: number;
  readonly firstBatch: number;
  readonly logger: Logger;
  readonly onProvisional: (provisional: boolean) => void;
  /** The lease has another epoch: nothing this process says about the session is true any more. */
  readonly onStale: () => void;
  /** Nobody could write what is to be written next: trying again would end the same way. */
  readonly onBroken: (why: UnreadableJournal) => void;
}): JournalWriter {
  const { store, groupSessionId, epoch, logger } = options;
  let waiting: Waiting[] = [];
  let waitingFrames = 0;
  /** What is being appended. */
  let underWay: readonly Waiting[] = [];
  /** When the first of what waits, and of what is under way, was given. */
  let waitingSinceMs = 0;
  let underWaySinceMs = 0;
  let committedAtMs: number | undefined;
  let batch = options.firstBatch;
  /** One append at a time: what it writes is durable before the next one begins. */
  const encodeBatch = createBatchEncoder();
  let stretch = 0;
  let packing: readonly Packing[] = [];
  /** In which batch the frames of a stretch begin. */
  const firstBatches = new Map<number, number>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Something that waits may wait no longer. */
  let due = false;
  let provisionalTimer: NodeJS.Timeout | undefined;
  let provisional = false;
  let closed = false;
  const patient: (() => void)[] = [];

  const setProvisional = (value: boolean) => {
    if (provisional === value) return;
    provisional = value;
    if (!value) for (const resolve of patient.splice(0)) resolve();
    options.onProvisional(value);
  };

  const appendAll = async (): Promise<void> => {
    while (due && !closed) {
      const taken = takePiece();
      due = waiting.length > 0;
      if (!due) stopWaiting();
      provisionalTimer ??= setTimeout(() => setProvisional(true), PROVISIONAL_AFTER_MS);
      const outcome = await appendUntilCommitted(taken);
      clearTimeout(provisionalTimer);
      provisionalTimer = undefined;
      if (outcome === "stale") {
        close();
        options.onStale();
        return;
      }
      if (outcome instanceof UnreadableJournal) {
        close();
        options.onBroken(outcome);
        return;
      }
      if (outcome === "closed") return;
      underWay = [];
      committedAtMs = performance.now();
      for (const one of taken) one.onCommitted();
      setProvisional(false);
    }
  };

  const takePiece = (): readonly Waiting[] => {
    const length = lengthOfPiece(waiting);
    // Nearly always all of it.
    const piece = length === waiting.length ? waiting : waiting.slice(0, length);
    waiting = waiting.slice(length);
    underWay = piece;
    // Of a long wait's later pieces too: what comes next is not much younger, and nobody looks at each.
    underWaySinceMs = waitingSinceMs;
    for (const { frame } of piece) if (frame !== undefined) waitingFrames -= 1;
    return piece;
  };

  const appendUntilCommitted = async (
    taken: readonly Waiting[],
  ): Promise<"appended" | "stale" | "closed" | UnreadableJournal> => {
    const chunks = await packed(taken);
    if (chunks instanceof UnreadableJournal) return chunks;
    const inChunks = lastInChunks(taken, taken.length);
    const thisBatch = batch;
    const entries: AppendedEntry[] = [];
    const frames: StoredFrame[] = [];
    for (const one of taken) {
      entries.push(...one.entries);
      if (one.frame === undefined || one.stretch <= inChunks) continue;
      // All of one stretch.
      if (frames.length === 0 && !firstBatches.has(one.stretch)) firstBatches.set(one.stretch, thisBatch);
      frames.push(one.frame);
    }
    const bytes = frames.length === 0 ? undefined : encodeBatch(frames);
    if (bytes !== undefined) batch += 1;
    const emptyBefore = Math.min(thisBatch, ...firstBatchesAfter(inChunks));
    const append: Append = { groupSessionId, entries, batch: thisBatch, frames: bytes, chunks };
    let missed = false;
    for (let attempt = 1; ; attempt++) {
      try {
        return await store.append(groupSessionId, epoch, entries, thisBatch, bytes, chunks, emptyBefore);
      } catch (error) {
        if (closed) return "closed";
        let failure = error;
        if (isDuplicateKey(error)) {
          // Of a first attempt, and of one that was looked for in vain, the rows cannot be our own.
          if (attempt === 1 || missed)
            return new UnreadableJournal("append", "it has something else where its owner was about to write", error);
          const found = await find(append);
          if (closed) return "closed";
          if (found === true) return "appended";
          if (found instanceof UnreadableJournal) return found;
          // Who has taken the lease meanwhile may have moved on what was there: the next attempt says so.
          missed = found === false;
          if (missed) continue;
          failure = found;
        }
        logger.warn({ groupSessionId, reason: describeReason(failure) }, "journal append failed, trying again");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        if (closed) return "closed";
      }
    }
  };

  /** Whether it has taken effect, or why that cannot be said. */
  const find = (append: Append): Promise<boolean | Error> => findAppend(store, append).catch((error: Error) => error);

  /** Of stretches that are in no chunk yet; earlier ones are forgotten. */
  const firstBatchesAfter = (inChunks: number): readonly number[] => {
    for (const one of firstBatches.keys()) if (one <= inChunks) firstBatches.delete(one);
    return [...firstBatches.values()];
  };

  /** Of all that are being packed, up to and with the one of this stretch: they go in their order. */
  const takeTurn = (upTo: number): void => {
    if (closed) return;
    for (const one of packing.filter((packed) => packed.stretch <= upTo))
      wait({ entries: NO_ENTRIES, frame: undefined, ...one, onCommitted: () => undefined });
    packing = packing.filter((one) => one.stretch > upTo);
    startSoon();
  };

  /** When frames cannot be packed, which is a bug, they must stay where they are without a chunk: this owner steps down. */
  const packed = async (taken: readonly Waiting[]): Promise<readonly PackedChunk[] | UnreadableJournal> => {
    try {
      return (await Promise.all(taken.flatMap((one) => one.chunks ?? []))).flat();
    } catch (error) {
      return new UnreadableJournal("append", "pose frames cannot be packed", error);
    }
  };

  const wait = (one: Waiting) => {
    if (waiting.length === 0) waitingSinceMs = performance.now();
    waiting.push(one);
  };

  /** Everything that waits is appended now, or right after what is being appended. */
  const start = () => {
    if (closed || waiting.length === 0) return;
    due = true;
    running ??= appendAll().finally(() => {
      running = undefined;
      if (due) start();
    });
  };

  /** Also while an append runs: what comes meanwhile waits for company like everything else. */
  const startSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      start();
    }, framesWaitMs(performance.now()));
  };

  const stopWaiting = () => {
    clearTimeout(timer);
    timer = undefined;
  };

  const close = () => {
    closed = true;
    waiting = [];
    packing = [];
    underWay = [];
    stopWaiting();
    clearTimeout(provisionalTimer);
  };

  return {
    appendEntries: (entries, onCommitted) => {
      if (closed) return;
      wait({ entries, frame: undefined, chunks: undefined, stretch, onCommitted });
      start();
    },
    appendFrame: (frame, onCommitted) => {
      if (closed) return;
      wait({ entries: NO_ENTRIES, frame, chunks: undefined, stretch, onCommitted });
      waitingFrames += 1;
      startSoon();
    },
    appendChunks: (chunks, inTurn) => {
      // Looked at when its turn comes; until then, and when it never comes, a failure is nobody's.
      const packed = chunks.catch(() => undefined);
      if (closed) return;
      const cut = stretch;
      stretch += 1;
      packing = [...packing, { stretch: cut, chunks }];
      if (inTurn) takeTurn(cut);
      else void packed.then(() => takeTurn(cut));
    },
    isProvisional: () => provisional,
    waitingCount: () => countWritten(waiting) + countWritten(underWay),
    backlog: () => {
      const nowMs = performance.now();
      const sinceMs =
        countWritten(underWay) > 0 ? underWaySinceMs : countWritten(waiting) > 0 ? waitingSinceMs : undefined;
      return {
        oldestWaitingForMs: sinceMs === undefined ? undefined : nowMs - sinceMs,
        committedAgoMs: committedAtMs === undefined ? undefined : nowMs - committedAtMs,
        chunksWaiting: packing.length + [...underWay, ...waiting].filter((one) => one.chunks !== undefined).length,
      };
    },
    isFull: () => waitingFrames >= MOST_WAITING_FRAMES,
    whenDurable: () => (provisional ? new Promise((resolve) => patient.push(resolve)) : Promise.resolve()),
    flush: async () => {
      while (!closed && (waiting.length > 0 || packing.length > 0 || running !== undefined)) {
        takeTurn(stretch);
        start();
        await running;
      }
    },
    close,
  };
}

/** How much of it goes into one statement: frames of two stretches are in two batches, unless they are in chunks. */
function lengthOfPiece(waiting: readonly Waiting[]): number {
  for (let length = Math.min(waiting.length, MOST_AT_ONCE); ; ) {
    const next = startOfNextBatch(waiting, length);
    if (next === undefined) return length;
    length = next;
  }
}

function startOfNextBatch(waiting: readonly Waiting[], length: number): number | undefined {
  const inChunks = lastInChunks(waiting, length);
  let first: number | undefined;
  for (let i = 0; i < length; i++) {
    const { frame, stretch } = waiting[i]!;
    if (frame === undefined || stretch <= inChunks) continue;
    first ??= stretch;
    if (stretch > first) return i;
  }
  return undefined;
}

/** The last stretch that is in one of the chunks among the first of what waits. */
function lastInChunks(waiting: readonly Waiting[], length: number): number {
  for (let i = length - 1; i >= 0; i--) if (waiting[i]!.chunks !== undefined) return waiting[i]!.stretch;
  return -1;
}

function countWritten(waiting: readonly Waiting[]): number {
  return waiting.reduce((count, { entries, frame }) => count + entries.length + (frame === undefined ? 0 : 1), 0);
}
