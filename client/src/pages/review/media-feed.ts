// Feeds a video or an audio element with the pieces of a recording by Media Source Extensions, as the moment that is wanted asks for them.
import type { RecordingPiece } from "@ensemble/shared/protocol/http-messages.ts";
import { RECORDING_TYPES } from "@ensemble/shared/protocol/media-recording.ts";
import type { MediaSource as RecordedSource } from "@ensemble/shared/session/may-consume.ts";
import { nextPiece, type Run, runFor } from "./feed-run-rules.ts";

export interface MediaFeed {
  /** Milliseconds of the recording that should be there, now. Called again and again. */
  readonly want: (atMs: number) => void;
  readonly close: () => void;
}

const AGAIN_AFTER_MS = 2_000;

/** `load`: the recording's plain bytes. */
export function openMediaFeed(
  media: HTMLMediaElement,
  of: RecordedSource,
  pieces: readonly RecordingPiece[],
  load: (begin: number, end: number) => Promise<Uint8Array<ArrayBuffer>>,
): MediaFeed {
  const source = new MediaSource();
  const address = URL.createObjectURL(source);
  media.src = address;
  let buffer: SourceBuffer | undefined;
  let run: Run | undefined;
  let wantedMs = 0;
  let busy = true;
  let closed = false;
  let notBeforeMs = 0;

  const append = async (piece: RecordingPiece, to: SourceBuffer) => {
    const bytes = await load(piece.firstByte, piece.firstByte + piece.bytes);
    if (!closed) await appended(to, bytes);
  };
  const go = async () => {
    if (buffer === undefined || busy || closed || performance.now() < notBeforeMs) return;
    busy = true;
    try {
      for (;;) {
        const next = runFor(pieces, run, wantedMs);
        // What was half given of the piece before is no part of what comes now.
        if (next !== run && run !== undefined) buffer.abort();
        run = next;
        const piece = run && nextPiece(pieces, run, wantedMs);
        if (run === undefined || piece === undefined || closed) break;
        await append(piece, buffer);
        run = { ...run, next: run.next + 1 };
      }
    } catch (problem) {
      // Not there, or no room: begun anew, a little later, at the moment that is wanted then.
      console.warn("a piece of a recording could not be shown", problem);
      run = undefined;
      notBeforeMs = performance.now() + AGAIN_AFTER_MS;
      if (!closed && buffer !== undefined) await emptied(buffer).catch(() => undefined);
    }
    busy = false;
  };
  source.addEventListener(
    "sourceopen",
    () => {
      const made = source.addSourceBuffer(RECORDING_TYPES[of]);
      const [header] = pieces;
      if (header === undefined) return;
      append(header, made).then(
        () => {
          buffer = made;
          busy = false;
          void go();
        },
        (problem) => console.warn("a recording could not be begun", problem),
      );
    },
    { once: true },
  );
  return {
    want: (atMs) => {
      wantedMs = atMs;
      void go();
    },
    close: () => {
      closed = true;
      // Gives its decoder back.
      media.removeAttribute("src");
      media.load();
      URL.revokeObjectURL(address);
    },
  };
}

function appended(buffer: SourceBuffer, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const done = settled(buffer);
  buffer.appendBuffer(bytes);
  return done;
}

function emptied(buffer: SourceBuffer): Promise<void> {
  buffer.abort();
  const done = settled(buffer);
  buffer.remove(0, Number.POSITIVE_INFINITY);
  return done;
}

function settled(buffer: SourceBuffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      buffer.removeEventListener("updateend", onEnd);
      buffer.removeEventListener("error", onError);
      settle();
    };
    const onEnd = end(resolve);
    const onError = end(() => reject(new Error("the bytes cannot be played")));
    buffer.addEventListener("updateend", onEnd);
    buffer.addEventListener("error", onError);
  });
}
