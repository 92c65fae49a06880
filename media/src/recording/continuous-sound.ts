// Lays packets of sound one after the other without a hole, because players stop at holes and count on after them: what is missing
// becomes silence of the same length, and what has no room any more is dropped.
import { beSilent, carryOn, OPUS_RATE, type OpusPacket, readOpusPacket } from "./opus-packet.ts";

export interface LaidSound {
  readonly bytes: Uint8Array;
  readonly startMs: number;
  readonly durationMs: number;
}

/** A packet of no more than its head is how an encoder says that it sends nothing while nobody speaks; it sends again after 400 ms. */
const SAYS_SILENCE_BYTES = 2;
const SAID_SILENCE_MS = 500;
/** What a decoder guesses of speech that was cut off soon sounds like a machine. */
const CUT_OFF_MS = 60;
/** Timestamps of a sender that was suspended for long come back at once: the file does not fill such a hole, it leaves it. */
const FILLED_MS = 60_000;
/** Clocks are pulled by single milliseconds, which must not cost packets. */
const OVERLAP_MS = 60;
const SAMPLES_PER_MS = OPUS_RATE / 1_000;

export class ContinuousSound {
  #startMs = 0;
  #samples: number | undefined;
  #last: Uint8Array | undefined;
  #carriedOnSamples = 0;
  #silencedSamples = 0;

  /** Made up so far; not the silence its sender made. */
  get silencedMs(): number {
    return this.#silencedSamples / SAMPLES_PER_MS;
  }

  /** Up to where the file is filled. */
  get endMs(): number {
    return this.#startMs + (this.#samples ?? 0) / SAMPLES_PER_MS;
  }

  /** The packet at its place, after what fills the time before it. */
  push(bytes: Uint8Array, atMs: number): LaidSound[] {
    const packet = readOpusPacket(bytes);
    if (!packet) return [];
    if (this.#samples === undefined || atMs - this.endMs > FILLED_MS) this.#beginAt(atMs);
    const laid = this.fillUntil(atMs);
    if (this.endMs - atMs > OVERLAP_MS) return laid;
    laid.push(this.#lay(packet));
    this.#last = bytes;
    this.#carriedOnSamples = 0;
    return laid;
  }

  /** As near to `untilMs` as whole packets come, never beyond. */
  fillUntil(untilMs: number): LaidSound[] {
    const laid: LaidSound[] = [];
    if (this.#samples === undefined) return laid;
    if (untilMs - this.endMs > FILLED_MS) this.#beginAt(untilMs);
    for (;;) {
      const room = Math.floor((untilMs - this.endMs) * SAMPLES_PER_MS);
      const filler = this.#filler(room);
      if (!filler) return laid;
      laid.push(this.#lay(filler));
    }
  }

  #filler(room: number): OpusPacket | undefined {
    const saidSilence = (this.#last?.length ?? 0) <= SAYS_SILENCE_BYTES;
    const carriedOnMs = saidSilence ? SAID_SILENCE_MS : CUT_OFF_MS;
    if (this.#last && this.#carriedOnSamples < carriedOnMs * SAMPLES_PER_MS) {
      const filler = carryOn(this.#last);
      if (filler.samples > room) return undefined;
      this.#carriedOnSamples += filler.samples;
      return filler;
    }
    const filler = beSilent(room);
    if (filler) this.#silencedSamples += filler.samples;
    return filler;
  }

  #beginAt(atMs: number): void {
    this.#startMs = atMs;
    this.#samples = 0;
  }

  #lay({ bytes, samples }: OpusPacket): LaidSound {
    const startMs = this.endMs;
    this.#samples = (this.#samples ?? 0) + samples;
    return { bytes, startMs, durationMs: samples / SAMPLES_PER_MS };
  }
}
