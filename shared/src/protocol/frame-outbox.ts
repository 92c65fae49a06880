// Frames a client has sent and the server has not acknowledged: nothing counted is lost through a cut or a restart.
// Pure: the caller gives the time and does the sending.
import { packFrames } from "./pose-packet.ts";
import { FRAMES_PER_MESSAGE, UNACKNOWLEDGED_FRAMES_KEPT_MS } from "./room-messages.ts";

interface KeptFrame {
  readonly sequence: number;
  readonly captureMs: number;
  readonly bytes: Uint8Array;
}

export interface FrameOutbox {
  /** Oldest first, contiguous. */
  kept: KeptFrame[];
  /** Sequence the next new frame gets. */
  next: number;
  /** Sequence of the next frame to be put on the wire; lower than `next` while resending. */
  unsent: number;
}

export function createFrameOutbox(): FrameOutbox {
  return { kept: [], next: 1, unsent: 1 };
}

/** Keeps a frame made by `encode(sequence, earlierGone)`; drops what is older than 120 s. */
export function keepFrame(
  outbox: FrameOutbox,
  captureMs: number,
  encode: (sequence: number, earlierGone: boolean) => Uint8Array,
): void {
  outbox.kept.push({ sequence: outbox.next, captureMs, bytes: encode(outbox.next, false) });
  outbox.next += 1;
  let expired = 0;
  while (captureMs - (outbox.kept[expired]?.captureMs ?? captureMs) > UNACKNOWLEDGED_FRAMES_KEPT_MS) expired += 1;
  if (expired === 0) return;
  outbox.kept.splice(0, expired);
  const oldest = outbox.kept[0];
  if (oldest !== undefined) outbox.unsent = Math.max(outbox.unsent, oldest.sequence);
}

/** Frames up to and including `through` are committed; returns how many of them were still waiting to hear it. */
export function acknowledgeFrames(outbox: FrameOutbox, through: number): number {
  let committed = 0;
  while ((outbox.kept[committed]?.sequence ?? Infinity) <= through) committed += 1;
  if (committed > 0) outbox.kept.splice(0, committed);
  return committed;
}

/**
 * The server expects this sequence next (after a welcome, or when it saw a gap): sending goes back there.
 * A page that has just been loaded continues the server's numbering instead of its own.
 */
export function expectFrame(outbox: FrameOutbox, expected: number): void {
  if (outbox.next < expected) {
    outbox.kept = [];
    outbox.next = expected;
  }
  outbox.unsent = Math.max(expected, outbox.kept[0]?.sequence ?? outbox.next);
}

/** The next message to send, oldest frames first, or `undefined` when everything has been sent. */
export function takeMessage(outbox: FrameOutbox): Uint8Array | undefined {
  const first = outbox.kept[0];
  if (first === undefined || outbox.unsent >= outbox.next) return undefined;
  const from = Math.max(0, outbox.unsent - first.sequence);
  const frames = outbox.kept.slice(from, from + FRAMES_PER_MESSAGE);
  const lead = frames[0];
  if (lead === undefined) return undefined;
  outbox.unsent = (frames.at(-1)?.sequence ?? outbox.unsent) + 1;
  const bytes = frames.map((frame) => frame.bytes);
  if (lead === first) bytes[0] = markEarlierGone(lead.bytes);
  return packFrames(bytes);
}

/** Bit 6 of the flags byte; see pose-packet.ts. Everything before the oldest kept frame is committed or gone. */
function markEarlierGone(bytes: Uint8Array): Uint8Array {
  const marked = new Uint8Array(bytes);
  marked[8] = (marked[8] ?? 0) | 64;
  return marked;
}
