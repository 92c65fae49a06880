// A picture or a packet of sound with its time on the node's clock, as it goes into a file.
import type { Rotation } from "./camera-orientation.ts";
import type { InOrder } from "./reorder-buffer.ts";
import type { WebmTrack } from "./webm-writer.ts";

export interface TimedFrame {
  readonly bytes: Uint8Array;
  /** At least a millisecond, which is what WebM counts in, after the one before. */
  readonly startMs: number;
  /** Of a picture: as long as the one before. */
  readonly durationMs: number;
  readonly keyFrame: boolean;
  readonly rotation: Rotation;
}

/** What makes frames of the packets of one kind of media. */
export interface FrameMaker {
  /** What the file's header says; known once there is a frame. */
  readonly track: WebmTrack | undefined;
  /** Nothing can be made before the next key frame. */
  readonly broken: boolean;
  readonly lostFrames: number;
  readonly silencedMs: number;
  readonly push: (next: InOrder) => readonly TimedFrame[];
  /** After its sender had paused. */
  readonly restart: () => void;
  /** What is to be written though nothing came. */
  readonly tick: (nowMs: number) => readonly TimedFrame[];
}
