// Cuts a growing file into the pieces that are handed over: at every place a player may enter, and at least once a second.
import type { RecordedPiece } from "@ensemble/shared/protocol/media-recording.ts";
import type { Rotation } from "./camera-orientation.ts";
import { PIECE_BYTES, PIECE_MS } from "./recording-limits.ts";
import type { TimedFrame } from "./timed-frame.ts";
import { concatenate } from "./vp8-frames.ts";
import type { WrittenFrame } from "./webm-writer.ts";

interface OpenPiece {
  readonly openedAtMs: number;
  readonly startMs: number;
  readonly keyFrame: boolean;
  readonly rotation: Rotation;
  readonly parts: Uint8Array[];
  byteLength: number;
  endMs: number;
  arrivedMs: number;
}

/** Two pieces with less between them than this follow on each other: pictures come when they come. */
const SMALL_GAP_MS = 1_000;

export class PieceCutter {
  readonly #handOver: (piece: RecordedPiece) => void;
  #open: OpenPiece | undefined;
  #index = 0;

  constructor(handOver: (piece: RecordedPiece) => void) {
    this.#handOver = handOver;
  }

  /** Handed over so far. */
  get pieces(): number {
    return this.#index;
  }

  add(frame: TimedFrame, { header, bytes, startsCluster }: WrittenFrame, nowMs: number): void {
    const { startMs, rotation } = frame;
    if (header) {
      const bytes = concatenate([header], header.byteLength);
      const head = { kind: "header", durationMs: 0, keyFrame: false, rotationDegrees: rotation, bytes } as const;
      this.#give({ ...head, startMs, arrivedMs: nowMs }, nowMs);
    }
    const keyFrame = frame.keyFrame && startsCluster;
    const last = this.#open;
    if (last && (keyFrame || rotation !== last.rotation || isFull(last, startMs + frame.durationMs))) {
      if (startMs - last.endMs < SMALL_GAP_MS) last.endMs = startMs;
      this.flush(nowMs);
    }
    const empty = { parts: [], byteLength: 0, endMs: startMs, arrivedMs: nowMs };
    this.#open ??= { openedAtMs: nowMs, startMs, keyFrame, rotation, ...empty };
    this.#open.parts.push(bytes);
    this.#open.byteLength += bytes.byteLength;
    this.#open.endMs = startMs + frame.durationMs;
    // It is written at once when it has arrived.
    this.#open.arrivedMs = nowMs;
  }

  /** Hands over what nothing was added to in time. */
  tick(nowMs: number): void {
    if (this.#open && nowMs - this.#open.openedAtMs >= PIECE_MS) this.flush(nowMs);
  }

  flush(nowMs: number): void {
    if (!this.#open) return;
    const { startMs, endMs, arrivedMs, keyFrame, rotation, parts, byteLength } = this.#open;
    this.#open = undefined;
    const bytes = concatenate(parts, byteLength);
    this.#give(
      { kind: "media", startMs, durationMs: endMs - startMs, arrivedMs, keyFrame, rotationDegrees: rotation, bytes },
      nowMs,
    );
  }

  #give(piece: Omit<RecordedPiece, "index" | "nowMs">, nowMs: number): void {
    this.#handOver({ ...piece, index: this.#index++, nowMs });
  }
}

function isFull({ startMs, byteLength }: OpenPiece, nextEndMs: number): boolean {
  return nextEndMs - startMs > PIECE_MS || byteLength >= PIECE_BYTES;
}
