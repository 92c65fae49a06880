// From the packets of one producer to the pieces of one file. Knows no media worker: packets, time and acknowledgements go in,
// pieces and the wish for a key frame come out.
import type { RecordedPiece, RecordingLosses } from "@ensemble/shared/protocol/media-recording.ts";
import { AudioFrames } from "./audio-frames.ts";
import { isKeyFrameDue } from "./key-frame-rules.ts";
import { PieceCutter } from "./piece-cutter.ts";
import { type InOrder, ReorderBuffer } from "./reorder-buffer.ts";
import { parseRtpPacket } from "./rtp-packet.ts";
import type { FrameMaker, TimedFrame } from "./timed-frame.ts";
import { Unacknowledged } from "./unacknowledged.ts";
import { VideoFrames } from "./video-frames.ts";
import { createWebmWriter, type WebmWriter } from "./webm-writer.ts";

export interface TrackRecorderOptions {
  readonly kind: "audio" | "video";
  readonly payloadType: number;
  readonly clockRate: number;
  readonly channels: number;
  readonly orientationNumber: number | undefined;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly onPiece: (piece: RecordedPiece) => void;
  /** The file cannot be written on. */
  readonly onFailure: (error: unknown) => void;
}

export class TrackRecorder {
  readonly #options: TrackRecorderOptions;
  readonly #frames: FrameMaker;
  readonly #cutter: PieceCutter;
  readonly #unacknowledged = new Unacknowledged();
  #order = new ReorderBuffer();
  #writer: WebmWriter | undefined;
  #writing: Promise<void> = Promise.resolve();
  #fileStartMs = 0;
  #lastPacketAtMs: number | undefined;
  #lastKeyFrameAtMs: number | undefined;
  #lastAskedAtMs: number | undefined;
  #heldSinceMs: number | undefined;
  #heldMs = 0;
  #failed = false;

  constructor(options: TrackRecorderOptions) {
    const { kind, clockRate, channels, orientationNumber } = options;
    this.#options = options;
    this.#frames =
      kind === "video" ? new VideoFrames(clockRate, orientationNumber) : new AudioFrames(clockRate, channels);
    this.#cutter = new PieceCutter((piece) => {
      this.#unacknowledged.add(piece.index, piece.bytes.byteLength);
      options.onPiece(piece);
    });
  }

  get pieces(): number {
    return this.#cutter.pieces;
  }

  get lost(): RecordingLosses {
    const { lostFrames, silencedMs } = this.#frames;
    const heldMs = this.#heldMs + (this.#heldSinceMs === undefined ? 0 : this.#options.nowMs() - this.#heldSinceMs);
    return { frames: lostFrames, silencedMs: Math.round(silencedMs), heldMs: Math.round(heldMs) };
  }

  /** Keeps views of `bytes`. */
  push(bytes: Uint8Array): void {
    const packet = parseRtpPacket(bytes);
    if (packet?.payloadType !== this.#options.payloadType) return;
    const nowMs = this.#options.nowMs();
    this.#lastPacketAtMs = nowMs;
    if (this.#isHeld(nowMs)) return;
    this.#take(this.#order.push({ ...packet, arrivedAtMs: nowMs }), nowMs);
  }

  /** Its sender had paused, and goes on. */
  restart(): void {
    this.#frames.restart();
  }

  /** To be called every `TICK_MS`. True when the camera is to be asked for a key frame. */
  tick(): boolean {
    const nowMs = this.#options.nowMs();
    if (!this.#isHeld(nowMs)) {
      this.#take(this.#order.expire(nowMs), nowMs);
      this.#write(this.#frames.tick(nowMs));
    }
    this.#then(() => this.#cutter.tick(nowMs));
    return this.#askForKeyFrame(nowMs);
  }

  acknowledge(index: number): void {
    this.#unacknowledged.acknowledge(index);
  }

  /** Hands over what is left. */
  async finish(): Promise<void> {
    const nowMs = this.#options.nowMs();
    if (!this.#isHeld(nowMs)) this.#take(this.#order.flush(), nowMs);
    this.#then(() => this.#cutter.flush(this.#options.nowMs()));
    await this.#writing;
    await this.#writer?.close();
  }

  #isHeld(nowMs: number): boolean {
    const holding = this.#unacknowledged.holding;
    if (holding) this.#heldSinceMs ??= nowMs;
    else if (this.#heldSinceMs !== undefined) {
      this.#heldMs += nowMs - this.#heldSinceMs;
      this.#heldSinceMs = undefined;
      this.#take([...this.#order.flush(), { kind: "lost" }], nowMs);
      this.#order = new ReorderBuffer();
    }
    return holding;
  }

  #take(inOrder: readonly InOrder[], nowMs: number): void {
    for (const next of inOrder) {
      const frames = this.#frames.push(next);
      if (frames.some(({ keyFrame }) => keyFrame)) this.#lastKeyFrameAtMs = nowMs;
      this.#write(frames);
    }
  }

  #write(frames: readonly TimedFrame[]): void {
    for (const frame of frames) this.#then(() => this.#writeOne(frame));
  }

  async #writeOne(frame: TimedFrame): Promise<void> {
    const { bytes, startMs, durationMs, keyFrame } = frame;
    if (!this.#writer) {
      const { track } = this.#frames;
      if (!track) throw new Error("a frame came before its track was known");
      this.#writer = createWebmWriter(track);
      this.#fileStartMs = startMs;
    }
    const written = await this.#writer.add({ bytes, atMs: startMs - this.#fileStartMs, durationMs, keyFrame });
    this.#cutter.add(frame, written, this.#options.nowMs());
  }

  /** One after the other. After a failure nothing more is written: what was handed over plays. */
  #then(step: () => void | Promise<void>): void {
    this.#writing = this.#writing
      .then(() => (this.#failed ? undefined : step()))
      .catch((error: unknown) => {
        this.#failed = true;
        this.#options.onFailure(error);
      });
  }

  #askForKeyFrame(nowMs: number): boolean {
    if (this.#options.kind !== "video") return false;
    const due = isKeyFrameDue(
      {
        broken: this.#frames.broken,
        lastKeyFrameAtMs: this.#lastKeyFrameAtMs,
        lastAskedAtMs: this.#lastAskedAtMs,
        lastPacketAtMs: this.#lastPacketAtMs,
      },
      nowMs,
    );
    if (due) this.#lastAskedAtMs = nowMs;
    return due;
  }
}
