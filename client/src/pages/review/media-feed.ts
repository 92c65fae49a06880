// Feeds a video or an audio element with the pieces of a recording by Media Source Extensions, as the moment that is wanted asks for them.
// Whatever goes wrong on the way is tried again by itself, and told: nobody looks at a picture that is late without being told so.
import type { RecordingPiece } from "@ensemble/shared/protocol/http-messages.ts";
import { RECORDING_TYPES } from "@ensemble/shared/protocol/media-recording.ts";
import type { MediaSource as RecordedSource } from "@ensemble/shared/session/may-consume.ts";
import { judgeWait, pauseAfter } from "./feed-patience-rules.ts";
import { entryAt, isGivenAt, nextPiece, type Run, runFor } from "./feed-run-rules.ts";
import { appended, openSourceFor, type PlayedSource } from "./played-source.ts";

export interface MediaFeed {
  /** Milliseconds of the recording that should be there, now. Called again and again. */
  readonly want: (atMs: number) => void;
  readonly close: () => void;
}

export interface MediaFeedParts {
  readonly media: HTMLMediaElement;
  readonly of: RecordedSource;
  readonly pieces: readonly RecordingPiece[];
  /** The recording's plain bytes; given up with the signal. */
  readonly load: (begin: number, end: number, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;
  /** Told of every change: true once what is wanted does not come, false once it does. */
  readonly onLate: (late: boolean) => void;
}

/** What is being done now, one thing after the other. */
interface UnderWay {
  readonly over: AbortController;
  sinceMs: number;
  /** Of a piece's bytes. */
  loading: AbortController | undefined;
}

export function openMediaFeed({ media, of, pieces, load, onLate }: MediaFeedParts): MediaFeed {
  let source: PlayedSource | undefined;
  let run: Run | undefined;
  let wantedMs = 0;
  let underWay: UnderWay | undefined;
  let closed = false;
  let failures = 0;
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  let toldLate = false;
  /** Where pieces were given anew because the player had let go of them: once for each place. */
  let givenAnewAt: number | undefined;

  function tell(late: boolean): void {
    if (late === toldLate || closed) return;
    toldLate = late;
    onLate(late);
  }

  function letGo(): void {
    source?.close();
    source = undefined;
    run = undefined;
  }

  function fail(problem: unknown): void {
    console.warn("a piece of a recording could not be shown", problem);
    failures += 1;
    notBeforeMs = performance.now() + pauseAfter(failures);
    tell(true);
  }

  /** Undefined: it is not wanted any more. Throws `NotLoaded`. */
  async function loaded({ firstByte, bytes }: RecordingPiece, mine: UnderWay) {
    const loading = new AbortController();
    mine.loading = loading;
    mine.sinceMs = performance.now();
    try {
      const given = await load(firstByte, firstByte + bytes, loading.signal);
      return loading.signal.aborted ? undefined : given;
    } catch (cause) {
      if (loading.signal.aborted) return undefined;
      throw new NotLoaded(cause);
    } finally {
      mine.loading = undefined;
      mine.sinceMs = performance.now();
    }
  }

  /** Into a source that was just opened, or is open still. */
  async function feed(mine: UnderWay): Promise<void> {
    const isOver = () => mine.over.signal.aborted;
    if (source !== undefined && !source.isOpen()) {
      letGo();
      throw new Error("the player has given up", { cause: media.error });
    }
    if (source === undefined) {
      const [header] = pieces;
      if (header === undefined) return;
      const opened = await openSourceFor(media, RECORDING_TYPES[of], mine.over.signal);
      const bytes = await loaded(header, mine).catch((problem: unknown) => {
        opened.close();
        throw problem;
      });
      if (bytes === undefined || isOver()) return opened.close();
      // From here on it is let go of with everything else.
      source = opened;
      await appended(opened.buffer, bytes);
    }
    if (isOver()) return;
    const { buffer } = source;
    forgetWhatIsGone(buffer);
    for (;;) {
      const next = runFor(pieces, run, wantedMs);
      // What was half given of the piece before is no part of what comes now.
      if (next !== run && run !== undefined) buffer.abort();
      run = next;
      const piece = next && nextPiece(pieces, next, wantedMs);
      if (next === undefined || piece === undefined) return;
      const bytes = await loaded(piece, mine);
      if (isOver()) return;
      if (bytes === undefined) continue;
      await appended(buffer, bytes);
      if (isOver()) return;
      run = { ...next, next: next.next + 1 };
    }
  }

  /** A player throws away what it has shown when its room is full: whoever comes back is given it anew. */
  function forgetWhatIsGone(buffer: SourceBuffer): void {
    if (run === undefined || !isGivenAt(pieces, run, wantedMs)) return;
    const entry = entryAt(pieces, wantedMs);
    if (holds(buffer.buffered, wantedMs)) givenAnewAt = undefined;
    else if (givenAnewAt !== entry) {
      givenAnewAt = entry;
      buffer.abort();
      run = undefined;
    }
  }

  async function go(): Promise<void> {
    if (underWay !== undefined || closed || performance.now() < notBeforeMs) return;
    const mine: UnderWay = { over: new AbortController(), sinceMs: performance.now(), loading: undefined };
    underWay = mine;
    try {
      await feed(mine);
      if (underWay !== mine) return;
      failures = 0;
      tell(false);
    } catch (problem) {
      if (underWay !== mine) return;
      // What did not come is asked for again; a player that did not take it is another one then.
      if (!(problem instanceof NotLoaded)) letGo();
      fail(problem);
    } finally {
      if (underWay === mine) underWay = undefined;
    }
  }

  /** Whatever does not answer, a server, a network or a browser, is not waited for without end. */
  function judgeWaiting(waiting: UnderWay): void {
    const verdict = judgeWait(performance.now() - waiting.sinceMs, failures);
    if (verdict === "late") tell(true);
    if (verdict === "inVain") {
      if (waiting.loading === undefined) letGo();
      end(waiting);
      fail(new Error("nothing came of it"));
    } else if (run !== undefined && runFor(pieces, run, wantedMs) !== run) {
      // What comes is not what is wanted by now.
      waiting.loading?.abort();
    }
  }

  function end(waiting: UnderWay): void {
    underWay = undefined;
    waiting.over.abort();
    waiting.loading?.abort();
  }

  return {
    want: (atMs) => {
      if (closed) return;
      wantedMs = atMs;
      if (underWay !== undefined) judgeWaiting(underWay);
      void go();
    },
    close: () => {
      closed = true;
      if (underWay !== undefined) end(underWay);
      letGo();
      // Gives its decoder back.
      media.removeAttribute("src");
      media.load();
    },
  };
}

/** Bytes that did not come. */
class NotLoaded extends Error {
  constructor(cause: unknown) {
    super("a piece did not come", { cause });
  }
}

/** Between what is there may be the time of a picture or two. */
const JOINT_SECONDS = 0.6;

function holds(buffered: TimeRanges, atMs: number): boolean {
  const seconds = atMs / 1_000;
  return Array.from({ length: buffered.length }, (_, i) => i).some(
    (i) => buffered.start(i) - JOINT_SECONDS <= seconds && seconds <= buffered.end(i) + JOINT_SECONDS,
  );
}
