// When something happened on the node's clock, by its RTP timestamp. Timestamps count evenly but start anywhere, run a little fast or
// slow, and jump where a sender begins anew; arrivals are on the right clock but shake. So the least delayed arrivals pull the timestamps.

/** The clocks of sender and node part by less than a thousandth. */
const PULL_MS_PER_SECOND = 5;
/**
 * More is off when the first packet came late, or when a busy device lost some of what it should have sent, without its timestamps
 * knowing. It may also be the line: so slowly that what is heard loses a packet a second at the most, either way.
 */
const FAR_MS = 50;
const FAR_PULL_MS_PER_SECOND = 20;
const WINDOW_MS = 1_000;
/** No packet comes before it was sent: this much too early can only be a jump. */
const EARLIEST_MS = -500;
/** A line may hold everything back for long, but not the best packet of this many windows. */
const LATE_MS = 1_000;
const LATE_WINDOWS = 5;

export class RtpClock {
  readonly #ticksPerMs: number;
  #anchor: { timestamp: number; atMs: number } | undefined;
  #windowStartMs = 0;
  #leastErrorMs = Number.POSITIVE_INFINITY;
  #lateWindows = 0;

  constructor(clockRate: number) {
    this.#ticksPerMs = clockRate / 1_000;
  }

  /** To be asked in the order of arrival from the reorder buffer; what it answers may step back after a jump. */
  toMs(timestamp: number, arrivedAtMs: number): number {
    const anchor = this.#anchor ?? this.#jumpTo(timestamp, arrivedAtMs);
    const sinceAnchor = (timestamp - anchor.timestamp) | 0;
    const atMs = anchor.atMs + sinceAnchor / this.#ticksPerMs;
    const errorMs = arrivedAtMs - atMs;
    if (errorMs < EARLIEST_MS) return this.#jumpTo(timestamp, arrivedAtMs).atMs;
    this.#leastErrorMs = Math.min(this.#leastErrorMs, errorMs);
    const windowMs = arrivedAtMs - this.#windowStartMs;
    if (windowMs < WINDOW_MS) return atMs;
    this.#lateWindows = this.#leastErrorMs > LATE_MS ? this.#lateWindows + 1 : 0;
    if (this.#lateWindows >= LATE_WINDOWS) return this.#jumpTo(timestamp, arrivedAtMs).atMs;
    // The anchor moves along, so that the difference of two timestamps never comes near their wrap.
    const mostMs = Math.abs(this.#leastErrorMs) > FAR_MS ? FAR_PULL_MS_PER_SECOND : PULL_MS_PER_SECOND;
    const pullMs = Math.max(-mostMs, Math.min(mostMs, this.#leastErrorMs));
    this.#anchor = { timestamp, atMs: atMs + pullMs };
    this.#windowStartMs = arrivedAtMs;
    this.#leastErrorMs = Number.POSITIVE_INFINITY;
    return atMs;
  }

  /** The next packet says anew when it is: some senders count on over a pause, some do not. */
  restart(): void {
    this.#anchor = undefined;
  }

  #jumpTo(timestamp: number, atMs: number): { timestamp: number; atMs: number } {
    this.#anchor = { timestamp, atMs };
    this.#windowStartMs = atMs;
    this.#leastErrorMs = Number.POSITIVE_INFINITY;
    this.#lateWindows = 0;
    return this.#anchor;
  }
}
