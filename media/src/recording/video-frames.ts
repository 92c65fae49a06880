// The pictures of a camera with their times. Sizes may change from one key frame to the next: the header names the first.
import { type Rotation, readRotation } from "./camera-orientation.ts";
import type { InOrder } from "./reorder-buffer.ts";
import { RtpClock } from "./rtp-clock.ts";
import type { FrameMaker, TimedFrame } from "./timed-frame.ts";
import { Vp8Frames } from "./vp8-frames.ts";
import type { WebmTrack } from "./webm-writer.ts";

const FIRST_DURATION_MS = 33;
const LONGEST_DURATION_MS = 200;

export class VideoFrames implements FrameMaker {
  readonly #frames = new Vp8Frames();
  readonly #clock: RtpClock;
  readonly #orientationNumber: number | undefined;
  #rotation: Rotation = 0;
  #lastStartMs: number | undefined;
  #durationMs = FIRST_DURATION_MS;
  #track: WebmTrack | undefined;

  /** `orientationNumber`: of the header extension, where it was negotiated. */
  constructor(clockRate: number, orientationNumber: number | undefined) {
    this.#clock = new RtpClock(clockRate);
    this.#orientationNumber = orientationNumber;
  }

  get track(): WebmTrack | undefined {
    return this.#track;
  }

  get broken(): boolean {
    return this.#frames.broken;
  }

  get lostFrames(): number {
    return this.#frames.lost;
  }

  readonly silencedMs = 0;

  push(next: InOrder): readonly TimedFrame[] {
    return this.#frames.push(next).map(({ timestamp, arrivedAtMs, keyFrame, size, bytes, lastPacket }) => {
      if (size) this.#track ??= { kind: "video", ...size };
      if (this.#orientationNumber !== undefined) {
        this.#rotation = readRotation(lastPacket, this.#orientationNumber) ?? this.#rotation;
      }
      const startMs = this.#next(this.#clock.toMs(timestamp, arrivedAtMs));
      return { bytes, startMs, durationMs: this.#durationMs, keyFrame, rotation: this.#rotation };
    });
  }

  restart(): void {
    this.#clock.restart();
  }

  tick(): readonly TimedFrame[] {
    return [];
  }

  #next(atMs: number): number {
    const last = this.#lastStartMs;
    const startMs = last === undefined ? atMs : Math.max(atMs, last + 1);
    if (last !== undefined) this.#durationMs = Math.min(startMs - last, LONGEST_DURATION_MS);
    this.#lastStartMs = startMs;
    return startMs;
  }
}
