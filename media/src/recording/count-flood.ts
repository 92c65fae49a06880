// Recognises who sends far more than a camera does: a worker forwards it without noticing, but here every packet costs the process that
// carries the session. Whether a sender keeps to the rate it is told is up to the sender.
import { INCOMING_BITS_PER_SECOND } from "../seat-limits.ts";

export interface FloodState {
  readonly windowStartMs: number;
  readonly packets: number;
  readonly bytes: number;
}

/** A line that stood still brings seconds at once, which is no flood. */
const WINDOW_MS = 5_000;
const MOST_BYTES = (2 * INCOMING_BITS_PER_SECOND * WINDOW_MS) / 8_000;
/** The same bytes in packets of a quarter of the usual size. */
const MOST_PACKETS = MOST_BYTES / 300;

/** The state with one packet more; undefined when it was one too many. */
export function countPacket(state: FloodState | undefined, byteLength: number, nowMs: number): FloodState | undefined {
  const current =
    state && nowMs - state.windowStartMs < WINDOW_MS ? state : { windowStartMs: nowMs, packets: 0, bytes: 0 };
  const packets = current.packets + 1;
  const bytes = current.bytes + byteLength;
  if (packets > MOST_PACKETS || bytes > MOST_BYTES) return undefined;
  return { windowStartMs: current.windowStartMs, packets, bytes };
}
