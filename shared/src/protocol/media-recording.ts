// What a media node hands over while it records: one participant's camera or microphone as a WebM file that only ever grows.
// The node keeps none of it. Whoever asked for it stores it, and says so, or the node stops handing over.
import type { MediaSource } from "../session/may-consume.ts";

export interface RecordingOptions {
  /** Chosen by whoever asks, used once. */
  readonly recordingId: string;
  /** Of the same seat. One recording a producer; what is sent anew is another file. */
  readonly producerId: string;
}

export interface StartedRecording {
  readonly source: MediaSource;
  /** As a `<video>` or a SourceBuffer takes it. */
  readonly mimeType: string;
}

/** What a node makes of each source. */
export const RECORDING_TYPES: Readonly<Record<MediaSource, string>> = {
  camera: 'video/webm; codecs="vp8"',
  microphone: 'audio/webm; codecs="opus"',
};

/**
 * The next bytes of the file. All pieces so far, one after the other, are a file that plays to its end, whichever comes last.
 * A piece's `startMs` less the header's is the time within the file.
 */
export interface RecordedPiece {
  /** `header`: what every player needs first, before whichever piece it begins with; comes once, with the first frame. */
  readonly kind: "header" | "media";
  /** 0 for the header, then one by one. */
  readonly index: number;
  /** When what is seen or heard in it happened, on the node's own monotonic clock; so are `nowMs` and, with gaps, all pieces. */
  readonly startMs: number;
  /** 0 for the header, else about a second at most. Where the next piece starts later than this one ends there is no picture. */
  readonly durationMs: number;
  /** When it was handed over: with it the receiver finds `startMs` on a clock of its own. */
  readonly nowMs: number;
  /**
   * When the last of what is in it had arrived, on the same clock: nothing in it was sent later. By that, and not by `startMs` and
   * `durationMs`, which follow the sender's clock, is known whether all of it is from before an instant.
   */
  readonly arrivedMs: number;
  /** A player may begin here, after the header. */
  readonly keyFrame: boolean;
  /** How far the picture is to be turned clockwise to stand upright: cameras of phones leave that to the viewer. */
  readonly rotationDegrees: 0 | 90 | 180 | 270;
  /** The receiver's own. Binary, too, where everything else travels as JSON. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Appended by a player after the last piece there is: an empty index. A SourceBuffer shows a picture when the next one has begun,
 * or when it hears that none will; a plain file ends by itself.
 */
export const NO_MORE_PIECES: Uint8Array<ArrayBuffer> = Uint8Array.of(0x1c, 0x53, 0xbb, 0x6b, 0x80);

/** What the file lacks of what was sent. */
export interface RecordingLosses {
  /** Pictures that did not arrive whole, or were built on one that did not. */
  readonly frames: number;
  /** Where it is silent because no sound arrived, or too late: also while its sender had switched it off. */
  readonly silencedMs: number;
  /** Nothing was taken, because too much had been handed over that nobody had said was stored. */
  readonly heldMs: number;
}

export const RECORDING_ENDS = [
  "stopped",
  "producerClosed",
  "seatLeft",
  "sessionClosed",
  "workerDied",
  /** Far more came than a camera or a microphone sends. */
  "flooded",
  /** It cannot be written on: reported by the node. */
  "failed",
] as const;
export type RecordingEnd = (typeof RECORDING_ENDS)[number];
