// Taps one producer inside its router: no browser takes part, and the one who sends notices no more than the key frames asked for.
import type { MediaNodeEvent, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import {
  RECORDING_TYPES,
  type RecordingEnd,
  type StartedRecording,
} from "@ensemble/shared/protocol/media-recording.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { Consumer, DirectTransport, RtpCapabilities, Worker } from "mediasoup/types";
import type { Report } from "../refuse-media.ts";
import { ORIENTATION_EXTENSION } from "./camera-orientation.ts";
import { countPacket, type FloodState } from "./count-flood.ts";
import { TICK_MS } from "./recording-limits.ts";
import { TrackRecorder } from "./track-recorder.ts";

export interface TapOptions {
  readonly seat: MediaSeat;
  readonly recordingId: string;
  readonly source: MediaSource;
  readonly producerId: string;
  readonly worker: Worker;
  readonly transport: DirectTransport;
  readonly rtpCapabilities: RtpCapabilities;
  readonly report: Report;
  readonly emit: (event: MediaNodeEvent) => void;
  /** After `recordingEnded`. */
  readonly onEnded: () => void;
}

export class RecordingTap {
  readonly #options: TapOptions;
  readonly #consumer: Consumer;
  readonly #recorder: TrackRecorder;
  readonly #ticking: NodeJS.Timeout;
  #flood: FloodState | undefined;
  #ending: Promise<void> | undefined;

  private constructor(options: TapOptions, consumer: Consumer) {
    this.#options = options;
    this.#consumer = consumer;
    const { seat, recordingId, source, report, emit } = options;
    this.#recorder = new TrackRecorder({
      ...describeTrack(consumer),
      nowMs: () => performance.now(),
      onPiece: (piece) => emit({ kind: "recordedPiece", seat, recordingId, source, piece }),
      onFailure: (error) => {
        report("a recording cannot be written on", error);
        void this.end("failed");
      },
    });
    consumer.on("rtp", (packet) => this.#take(packet));
    consumer.on("producerresume", () => this.#recorder.restart());
    consumer.on("producerclose", () => void this.end("producerClosed"));
    consumer.on("transportclose", () => void this.end(options.worker.died ? "workerDied" : "sessionClosed"));
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Begins at once. */
  static async open(options: TapOptions): Promise<RecordingTap> {
    const { transport, producerId, rtpCapabilities } = options;
    const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true });
    const tap = new RecordingTap(options, consumer);
    try {
      // Asks for a key frame by itself, as the producer's own coming back does.
      await consumer.resume();
    } catch (error) {
      await tap.end("failed");
      throw error;
    }
    return tap;
  }

  get started(): StartedRecording {
    const { source } = this.#options;
    return { source, mimeType: RECORDING_TYPES[source] };
  }

  acknowledge(index: number): void {
    this.#recorder.acknowledge(index);
  }

  /** Resolves when the last piece has been handed over, whoever asked first. */
  end(cause: RecordingEnd): Promise<void> {
    this.#ending ??= this.#finish(cause);
    return this.#ending;
  }

  async #finish(cause: RecordingEnd): Promise<void> {
    const { seat, recordingId, source, emit, onEnded } = this.#options;
    clearInterval(this.#ticking);
    this.#consumer.close();
    await this.#recorder.finish();
    const { pieces, lost } = this.#recorder;
    emit({ kind: "recordingEnded", seat, recordingId, source, cause, pieces, lost });
    onEnded();
  }

  #take(packet: Uint8Array): void {
    this.#flood = countPacket(this.#flood, packet.byteLength, performance.now());
    if (this.#flood) this.#recorder.push(packet);
    else void this.end("flooded");
  }

  #tick(): void {
    if (!this.#recorder.tick()) return;
    this.#consumer.requestKeyFrame().catch((error: unknown) => {
      // One that was closed meanwhile needs none.
      if (!this.#consumer.closed) this.#options.report("a key frame could not be asked for", error);
    });
  }
}

function describeTrack({ kind, rtpParameters }: Consumer) {
  const [codec] = rtpParameters.codecs;
  if (!codec) throw new Error("a consumer without a codec");
  const { payloadType, clockRate, channels = 1 } = codec;
  const orientationNumber = rtpParameters.headerExtensions?.find(({ uri }) => uri === ORIENTATION_EXTENSION)?.id;
  return { kind, payloadType, clockRate, channels, orientationNumber };
}
