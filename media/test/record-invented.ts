// Tracks of the size and pace a class sends, invented, through a real media worker: what it costs to record them.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createWorker } from "mediasoup";
import type { Producer, Worker } from "mediasoup/types";
import { CODECS } from "../src/codecs.ts";
import { SessionRecordings } from "../src/recording/session-recordings.ts";
import { cameraParameters, microphoneParameters } from "./browser-parameters.ts";
import { InventedSender, inventDeltaFrame, inventKeyFrame, inventOpus } from "./invented-media.ts";

export interface RecordedLoad {
  readonly recorded: boolean;
  /** Processor time of this process and of the worker, in milliseconds a second. */
  readonly nodeMsPerSecond: number;
  readonly workerMsPerSecond: number;
  /** Handed over, a track. */
  readonly bytesPerSecond: number;
}

const FRAMES_PER_SECOND = 25;
const FRAMES_A_KEY_FRAME = 50;
/** Together 1.5 Mbit/s, in packets as browsers make them. */
const KEY_FRAME_BYTES = 30_000;
const FRAME_BYTES = 7_000;
const PACKET_BYTES = 1_100;
const SOUND_BYTES = 80;
const SOUND_MS = 20;
const SEND_EVERY_MS = 5;
const WARM_UP_MS = 2_000;

/** Sends the same with and without recording it, so that the difference is what recording costs. */
export async function recordInvented(options: {
  readonly source: "camera" | "microphone";
  readonly tracks: number;
  readonly seconds: number;
  readonly recorded: boolean;
  readonly workerBinary: string;
}): Promise<RecordedLoad> {
  const { source, tracks, seconds, recorded } = options;
  const worker = await createWorker({ workerBin: options.workerBinary, logLevel: "none" });
  const router = await worker.createRouter({ mediaCodecs: CODECS });
  const transport = await router.createDirectTransport();
  let bytes = 0;
  const recordings = new SessionRecordings({
    groupSessionId: "class" as never,
    worker,
    router,
    report: (what, detail) => {
      throw new Error(`${what} ${String(detail)}`);
    },
    emit: (event) => {
      if (event.kind !== "recordedPiece") return;
      bytes += event.piece.bytes.byteLength;
      recordings.acknowledge(event.seat.participantId, event.recordingId, event.piece.index);
    },
  });
  const senders: (() => void)[] = [];
  for (let track = 0; track < tracks; track += 1) {
    const ssrc = 1_000 + track;
    const producer = await transport.produce(
      source === "camera"
        ? { kind: "video", rtpParameters: oneSize(ssrc, `${track}`) }
        : { kind: "audio", rtpParameters: { ...microphoneParameters(ssrc), mid: `${track}` } },
    );
    senders.push(source === "camera" ? filmer(producer, ssrc) : speaker(producer, ssrc));
    const participantId = `p${track}` as ParticipantId;
    if (recorded) await recordings.start({ participantId, recordingId: `${track}`, source, producerId: producer.id });
  }
  const sending = setInterval(() => {
    for (const send of senders) send();
  }, SEND_EVERY_MS);
  await pass(WARM_UP_MS);
  bytes = 0;
  const before = await usage(worker);
  await pass(seconds * 1_000);
  const after = await usage(worker);
  const handedOver = bytes;
  clearInterval(sending);
  await recordings.close();
  worker.close();
  const passedSeconds = (after.atMs - before.atMs) / 1_000;
  return {
    recorded,
    nodeMsPerSecond: (after.nodeMs - before.nodeMs) / passedSeconds,
    workerMsPerSecond: (after.workerMs - before.workerMs) / passedSeconds,
    bytesPerSecond: handedOver / passedSeconds / tracks,
  };
}

function oneSize(ssrc: number, mid: string) {
  const camera = cameraParameters(ssrc, mid);
  return { ...camera, codecs: camera.codecs.slice(0, 1), encodings: [{ ssrc }] };
}

/** Sends what is due whenever it is called. */
function filmer(producer: Producer, ssrc: number): () => void {
  const sender = new InventedSender({ payloadType: 96, ssrc });
  const frames = [inventKeyFrame(960, 540, KEY_FRAME_BYTES), inventDeltaFrame(FRAME_BYTES)] as const;
  const startedAtMs = performance.now();
  let sent = 0;
  return () => {
    for (; sent < ((performance.now() - startedAtMs) / 1_000) * FRAMES_PER_SECOND; sent += 1) {
      const frame = frames[sent % FRAMES_A_KEY_FRAME === 0 ? 0 : 1];
      for (const packet of sender.picture(frame, (sent * 90_000) / FRAMES_PER_SECOND, PACKET_BYTES))
        producer.send(Buffer.from(packet.buffer));
    }
  };
}

function speaker(producer: Producer, ssrc: number): () => void {
  const sender = new InventedSender({ payloadType: 111, ssrc });
  const packet = inventOpus(SOUND_BYTES);
  const startedAtMs = performance.now();
  let sent = 0;
  return () => {
    for (; sent * SOUND_MS < performance.now() - startedAtMs; sent += 1)
      producer.send(Buffer.from(sender.sound(packet, sent * SOUND_MS * 48).buffer));
  };
}

async function usage(worker: Worker): Promise<{ atMs: number; nodeMs: number; workerMs: number }> {
  const { user, system } = process.cpuUsage();
  const { ru_utime: workerUser, ru_stime: workerSystem } = await worker.getResourceUsage();
  return { atMs: performance.now(), nodeMs: (user + system) / 1_000, workerMs: workerUser + workerSystem };
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
