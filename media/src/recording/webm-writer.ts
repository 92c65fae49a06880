// One track as a WebM file that only grows: says of every frame which bytes it added. One track a file, since a container with several
// waits for the one that is silent. Clusters have no length written in front, so the file may end after any frame.
import {
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  StreamTarget,
  type StreamTargetChunk,
  WebMOutputFormat,
} from "mediabunny";
import { LONGEST_PACKET_MS, OPUS_RATE, opusHead } from "./opus-packet.ts";
import { PIECE_MS } from "./recording-limits.ts";

export type WebmTrack =
  | { readonly kind: "video"; readonly width: number; readonly height: number }
  | { readonly kind: "audio"; readonly channels: number };

export interface WebmFrame {
  readonly bytes: Uint8Array;
  /** Within the file; never less than the one before. */
  readonly atMs: number;
  readonly durationMs: number;
  readonly keyFrame: boolean;
}

export interface WrittenFrame {
  /** With the first frame. */
  readonly header: Uint8Array | undefined;
  readonly bytes: Uint8Array;
  /** A reader who has the header can begin here, if it is a key frame. */
  readonly startsCluster: boolean;
}

export interface WebmWriter {
  /** One after the other: to be awaited before the next. */
  readonly add: (frame: WebmFrame) => Promise<WrittenFrame>;
  readonly close: () => Promise<void>;
}

/** mediabunny remembers every cluster for an index it writes last, and we never: one or two megabytes an hour and track. */
const CLUSTERS_A_MUXER = 256;
/** A player enters at a cluster: every key frame begins one, and with sound the packet that would make a piece too long. */
const SOUND_CLUSTER_MS = PIECE_MS - LONGEST_PACKET_MS;
const CLUSTER_ID = [0x1f, 0x43, 0xb6, 0x75] as const;

export function createWebmWriter(track: WebmTrack): WebmWriter {
  let muxer = createMuxer(track);
  let clusters = 0;
  let headerWritten = false;
  return {
    add: async (frame) => {
      if (clusters >= CLUSTERS_A_MUXER && frame.keyFrame) {
        // Clusters carry their own time, so those of the next one follow as if nothing had been; its header is the same.
        await muxer.close();
        muxer = createMuxer(track);
        clusters = 0;
      }
      const written = await muxer.add(frame);
      if (written.startsCluster) clusters += 1;
      const header = headerWritten ? undefined : written.header;
      headerWritten = true;
      return { ...written, header };
    },
    close: () => muxer.close(),
  };
}

function createMuxer(track: WebmTrack): WebmWriter {
  let headerBytes = 0;
  let expectedBytes = 0;
  let receivedBytes = 0;
  let received: Uint8Array[] = [];
  let onReceived: () => void = () => undefined;
  const target = new StreamTarget(
    new WritableStream<StreamTargetChunk>({
      write: ({ data }) => {
        received.push(data);
        receivedBytes += data.byteLength;
        onReceived();
      },
    }),
  );
  target.on("write", ({ end }) => {
    expectedBytes = Math.max(expectedBytes, end);
  });
  const format = new WebMOutputFormat({
    appendOnly: true,
    minimumClusterDuration: track.kind === "video" ? 0 : SOUND_CLUSTER_MS / 1_000,
    onSegmentHeader: (bytes, position) => {
      headerBytes = position + bytes.byteLength;
    },
  });
  const output = new Output({ format, target });
  const addPacket = addTrack(output, track);
  let starting: Promise<void> | undefined;

  async function take(): Promise<Uint8Array> {
    // What the muxer has written, the stream passes on a little later.
    while (receivedBytes < expectedBytes) {
      await new Promise<void>((resolve) => {
        onReceived = resolve;
      });
    }
    const bytes = Buffer.concat(received);
    received = [];
    return bytes;
  }

  return {
    add: async ({ bytes, atMs, durationMs, keyFrame }) => {
      starting ??= output.start();
      await starting;
      const first = headerBytes === 0;
      await addPacket(new EncodedPacket(bytes, keyFrame ? "key" : "delta", atMs / 1_000, durationMs / 1_000));
      const written = await take();
      const header = first ? written.subarray(0, headerBytes) : undefined;
      const media = first ? written.subarray(headerBytes) : written;
      return { header, bytes: media, startsCluster: CLUSTER_ID.every((byte, index) => media[index] === byte) };
    },
    close: () => output.cancel(),
  };
}

function addTrack(output: Output, track: WebmTrack): (packet: EncodedPacket) => Promise<void> {
  if (track.kind === "video") {
    const source = new EncodedVideoPacketSource("vp8");
    output.addVideoTrack(source);
    const decoderConfig = { codec: "vp8", codedWidth: track.width, codedHeight: track.height };
    return (packet) => source.add(packet, { decoderConfig });
  }
  const source = new EncodedAudioPacketSource("opus");
  output.addAudioTrack(source);
  const decoderConfig = {
    codec: "opus",
    numberOfChannels: track.channels,
    sampleRate: OPUS_RATE,
    description: opusHead(track.channels),
  };
  return (packet) => source.add(packet, { decoderConfig });
}
