// One tap from its first piece to its last: the vault is opened with the header, which says when what is seen in it happened, and pieces go
// into it in their order.
import { randomUUID } from "node:crypto";
import type { MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import type { RecordedPiece } from "@ensemble/shared/protocol/media-recording.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { Keeping } from "../recordings/index.ts";

export interface Tap {
  readonly recordingId: string;
  readonly seat: MediaSeat;
  readonly participantId: ParticipantId;
  readonly source: MediaSource;
  readonly producerId: string;
  /** The node was asked for it. */
  asked: boolean;
  /** From when on nothing is recorded any more, on this process's monotonic clock. */
  stoppedAtMs: number | undefined;
  /** The vault is open for it. */
  isKept: boolean;
  /** `nowMs`: on the clock of `stoppedAtMs`. */
  readonly take: (piece: RecordedPiece, sessionNowMs: number, nowMs: number) => void;
  /** Of what was taken. Never rejects. */
  readonly finish: () => Promise<void>;
}

export interface TapParts {
  readonly seat: MediaSeat;
  readonly source: MediaSource;
  readonly producerId: string;
  /** `beginsAtMs`: session time of the file's first picture or sound. */
  readonly begin: (recordingId: string, beginsAtMs: number) => Promise<Keeping>;
  readonly acknowledge: (recordingId: string, index: number) => Promise<void>;
  /** Nothing more of it can be kept. */
  readonly trouble: (what: string, error?: unknown) => void;
}

export function createTap(parts: TapParts): Tap {
  const { seat, source, producerId, begin, acknowledge, trouble } = parts;
  const recordingId = randomUUID();
  let keeping: Promise<Keeping | undefined> | undefined;
  let fileStartMs = 0;
  let isOver = false;

  const open = async (beginsAtMs: number): Promise<Keeping | undefined> => {
    try {
      return await begin(recordingId, beginsAtMs);
    } catch (error) {
      trouble("a recording cannot be kept", error);
      return undefined;
    }
  };

  const keep = async (keeping: Keeping, piece: RecordedPiece): Promise<void> => {
    const { index, kind, durationMs, keyFrame, bytes } = piece;
    // Sealed in this call: the next piece finds it taken.
    const outcome = await keeping.keepPiece({
      index,
      kind,
      startMs: Math.max(0, piece.startMs - fileStartMs),
      durationMs,
      keyFrame,
      bytes,
    });
    // The vault has said why.
    if (outcome === "stopped") return;
    await acknowledge(recordingId, index).catch((error: unknown) =>
      trouble("a kept piece could not be confirmed", error),
    );
  };

  const tap: Tap = {
    recordingId,
    seat,
    participantId: seat.participantId,
    source,
    producerId,
    asked: false,
    stoppedAtMs: undefined,
    isKept: false,
    take: (piece, sessionNowMs, nowMs) => {
      // It has arrived before it was handed over, by the node's own clock, and was on its way here for a moment besides: so all that is kept
      // was sent before the stop, however late the node heard of that, and of what came before it a piece, a second, is lost at most.
      const arrivedAtMs = nowMs - (piece.nowMs - piece.arrivedMs);
      isOver ||= tap.stoppedAtMs !== undefined && arrivedAtMs > tap.stoppedAtMs;
      if (isOver) return;
      if (piece.kind === "header" && keeping === undefined) {
        fileStartMs = piece.startMs;
        keeping = open(Math.max(0, sessionNowMs - (piece.nowMs - piece.startMs)));
      }
      void keeping?.then((open) => (open === undefined ? undefined : keep(open, piece)));
    },
    finish: async () => {
      const open = await keeping;
      await open?.finish();
    },
  };
  return tap;
}
