// How much a recording may hold and how long it waits, so that neither a bad line nor a slow receiver makes a node grow: at the worst
// some 4 MiB of its own and as much that the receiver has not stored; usually a second of it.
// A node that is killed loses at most what waits for a packet and what is not yet a piece: 1.6 s, and the timer's 0.1 s.

/** Six patients and a therapist are fourteen. */
export const RECORDINGS_PER_SESSION = 16;

/** How long a packet that is missing may still come: several round trips of a retransmission. */
export const REORDER_WAIT_MS = 600;
export const WAITING_PACKETS = 1_024;
export const WAITING_BYTES = 2 * 1_024 * 1_024;
/** Sequence numbers further apart than this are not the same stream's. */
export const RESTART_DISTANCE = 3_000;

/** A second at the most a seat may send with. */
export const FRAME_BYTES = 512 * 1_024;
/** A larger picture than any camera of ours sends: a few bytes could make every later viewer's decoder take gigabytes. */
export const LARGEST_SIDE = 2_048;

export const PIECE_MS = 1_000;
export const PIECE_BYTES = 1_024 * 1_024;
/** Handed over and not acknowledged: eight seconds at the most a seat may send with. */
export const UNACKNOWLEDGED_BYTES = 4 * 1_024 * 1_024;

export const TICK_MS = 100;
