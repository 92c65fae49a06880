// The frames of a link: kept, sent a few at a time, sent again from where the server expects them, and counted when they are acknowledged.
import type { PoseFrame } from "../movement/pose-frame.ts";
import { acknowledgeFrames, createFrameOutbox, expectFrame, keepFrame, takeMessage } from "./frame-outbox.ts";
import { encodeFrame, type PoseModel } from "./pose-packet.ts";
import { WIRE } from "./room-messages.ts";

/** A connection that takes frames. */
export interface FrameCarrier {
  readonly sendBytes: (type: string, bytes: Uint8Array) => void;
}

export interface FrameSender {
  /** Sequence that the next frame gets. */
  readonly next: () => number;
  readonly keep: (frame: PoseFrame, model: PoseModel, captureMs: number) => void;
  /** Everything that was not sent yet, at once. */
  readonly sendKept: () => void;
  readonly acknowledge: (through: number) => void;
  /** What is sent next begins here. */
  readonly expect: (sequence: number) => void;
  readonly unacknowledged: () => number;
  /** Without those that waited too long and were given up. */
  readonly acknowledged: () => number;
  readonly stop: () => void;
}

/** Frames wait this long for each other before they go out together. */
const SEND_EVERY_MS = 30;

export function createFrameSender(parts: {
  /** The present one, welcomed; undefined while there is none. */
  readonly carrier: () => FrameCarrier | undefined;
  readonly schedule: (delayMs: number, run: () => void) => () => void;
}): FrameSender {
  const outbox = createFrameOutbox();
  let acknowledged = 0;
  let cancelSending: (() => void) | undefined;

  const sendKept = (): void => {
    cancelSending?.();
    cancelSending = undefined;
    const carrier = parts.carrier();
    if (carrier === undefined) return;
    for (;;) {
      const message = takeMessage(outbox);
      if (message === undefined) return;
      carrier.sendBytes(WIRE.pose, message);
    }
  };

  return {
    next: () => outbox.next,
    keep: (frame, model, captureMs) => {
      keepFrame(outbox, captureMs, (sequence, earlierGone) =>
        encodeFrame({ sequence, captureMs, model, earlierGone }, frame),
      );
      cancelSending ??= parts.schedule(SEND_EVERY_MS, sendKept);
    },
    sendKept,
    acknowledge: (through) => {
      acknowledged += acknowledgeFrames(outbox, through);
    },
    expect: (sequence) => expectFrame(outbox, sequence),
    unacknowledged: () => outbox.kept.length,
    acknowledged: () => acknowledged,
    stop: () => cancelSending?.(),
  };
}
