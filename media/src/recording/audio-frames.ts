// The sound of a microphone with its times, without a hole: also while nothing is sent, a little later.
import { ContinuousSound, type LaidSound } from "./continuous-sound.ts";
import type { InOrder } from "./reorder-buffer.ts";
import { RtpClock } from "./rtp-clock.ts";
import type { FrameMaker, TimedFrame } from "./timed-frame.ts";
import type { WebmTrack } from "./webm-writer.ts";

/** A line that stood still brings what it held back; only after this long is it taken for silence. */
const SILENT_AFTER_MS = 5_000;
/** Written at once, in packets as long as they come. */
const SILENCE_MS = 960;

export class AudioFrames implements FrameMaker {
  readonly #sound = new ContinuousSound();
  readonly #clock: RtpClock;
  readonly track: WebmTrack;
  readonly broken = false;
  readonly lostFrames = 0;

  constructor(clockRate: number, channels: number) {
    this.#clock = new RtpClock(clockRate);
    this.track = { kind: "audio", channels };
  }

  get silencedMs(): number {
    return this.#sound.silencedMs;
  }

  push(next: InOrder): readonly TimedFrame[] {
    if (next.kind === "lost") return [];
    const { payload, timestamp, arrivedAtMs } = next.packet;
    return this.#sound.push(payload, this.#clock.toMs(timestamp, arrivedAtMs)).map(timed);
  }

  restart(): void {
    this.#clock.restart();
  }

  tick(nowMs: number): readonly TimedFrame[] {
    const untilMs = nowMs - SILENT_AFTER_MS;
    return untilMs - this.#sound.endMs < SILENCE_MS ? [] : this.#sound.fillUntil(untilMs).map(timed);
  }
}

function timed(sound: LaidSound): TimedFrame {
  return { ...sound, keyFrame: true, rotation: 0 };
}
