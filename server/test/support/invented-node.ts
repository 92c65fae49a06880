// A media node for tests of recording: worker, router and taps are the real ones, and what people send is made here, without browsers. Every
// picture and every sound says in its bytes when it was made, so that a file shows what is in it.
import { randomBytes } from "node:crypto";
import { MEDIA_CHANNEL_VERSION } from "@ensemble/shared/protocol/media-channel.ts";
import type { MediaNode, MediaNodeEvent, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { createWorker } from "mediasoup";
import type { DirectTransport, Producer, Worker } from "mediasoup/types";
import { CODECS } from "../../../media/src/codecs.ts";
import { serveChannel } from "../../../media/src/host/serve-channel.ts";
import { SessionRecordings } from "../../../media/src/recording/session-recordings.ts";
import { InventedSender, inventKeyFrame, inventOpus } from "../../../media/test/invented-media.ts";
import { createMediaNodes } from "../../src/media/nodes/media-nodes.ts";
import { cameraParameters, microphoneParameters } from "./browser-media.ts";

interface Opened {
  readonly worker: Worker;
  readonly generation: string;
  readonly transport: DirectTransport;
  readonly recordings: SessionRecordings;
  readonly producers: Map<
    string,
    { readonly seat: MediaSeat; readonly source: MediaSource; readonly producer: Producer }
  >;
}
export interface InventedNode extends MediaNode {
  /** As `kill -9` ends it. */
  readonly killWorker: () => void;
  readonly isRecorded: (seat: MediaSeat, source: MediaSource) => boolean;
}

const EVERY_MS = 40;
const STAMP_BYTES = 8;
/** Six frames of it in one packet; whatever is invented is longer. */
const LONGEST_SILENCE_BYTES = 14;

export async function openInventedNode(workerBin: string, failed: (what: string) => void): Promise<InventedNode> {
  const listeners = new Set<(event: MediaNodeEvent) => void>();
  const recorded = new Map<string, string>();
  let opened: Opened | undefined;
  let ssrc = 1_000;
  let transports = 0;
  const emit = (event: MediaNodeEvent) => {
    if (event.kind === "recordingEnded") recorded.delete(event.recordingId);
    for (const listener of [...listeners]) listener(event);
  };
  const here = (): Opened => {
    if (opened === undefined) throw new DomainError("media/away");
    return opened;
  };

  async function open(groupSessionId: GroupSessionId): Promise<Opened> {
    const worker = await createWorker({ workerBin, logLevel: "none" });
    const router = await worker.createRouter({ mediaCodecs: CODECS });
    const report = (what: string, detail: unknown) => failed(`${what} ${String(detail)}`);
    const recordings = new SessionRecordings({ groupSessionId, worker, router, report, emit });
    worker.on("died", () => {
      opened = undefined;
      emit({ kind: "workerDied", reason: "killed" });
      emit({ kind: "sessionLost", groupSessionId, reason: "killed" });
    });
    const transport = await router.createDirectTransport();
    return { worker, generation: router.id, transport, recordings, producers: new Map() };
  }

  async function produce(seat: MediaSeat, source: MediaSource): Promise<{ producerId: string }> {
    const { transport, producers } = here();
    ssrc += 10;
    const { mid } = { mid: `${ssrc}` };
    const camera = cameraParameters(ssrc);
    const producer = await transport.produce(
      source === "camera"
        ? { kind: "video", rtpParameters: { ...camera, mid, codecs: camera.codecs.slice(0, 1), encodings: [{ ssrc }] } }
        : { kind: "audio", rtpParameters: { ...microphoneParameters(ssrc), mid } },
    );
    const sending = setInterval(source === "camera" ? filmer(producer, ssrc) : speaker(producer, ssrc), EVERY_MS);
    producers.set(producer.id, { seat, source, producer });
    producer.observer.once("close", () => {
      clearInterval(sending);
      producers.delete(producer.id);
      emit({ kind: "producerClosed", seat, source, producerId: producer.id });
    });
    return { producerId: producer.id };
  }

  const node: Partial<InventedNode> = {
    openSession: async (groupSessionId) => {
      opened ??= await open(groupSessionId);
      return { generation: opened.generation, rtpCapabilities: { codecs: [], headerExtensions: [] } };
    },
    closeSession: async () => {
      await opened?.recordings.close();
      opened?.worker.close();
      opened = undefined;
    },
    openTransport: async () => {
      here();
      transports += 1;
      return { id: `transport-${transports}` } as never;
    },
    produce: (seat, { source }) => produce(seat, source),
    closeProducer: async (_seat, producerId) => here().producers.get(producerId)?.producer.close(),
    closeParticipant: async ({ participantId }) => {
      const { producers, recordings } = here();
      const left = recordings.leave(participantId);
      for (const { seat, producer } of [...producers.values()])
        if (seat.participantId === participantId) producer.close();
      await left;
    },
    startRecording: async ({ participantId }, { recordingId, producerId }) => {
      const found = here().producers.get(producerId);
      if (found === undefined) throw new DomainError("media/unknown");
      recorded.set(recordingId, `${participantId} ${found.source}`);
      return here().recordings.start({ participantId, recordingId, source: found.source, producerId });
    },
    stopRecording: async ({ participantId }, recordingId) => opened?.recordings.stop(participantId, recordingId),
    acknowledgeRecorded: async ({ participantId }, recordingId, index) =>
      opened?.recordings.acknowledge(participantId, recordingId, index),
    readLines: async () => [],
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => opened?.worker.close(),
    killWorker: () => void process.kill(here().worker.pid, "SIGKILL"),
    isRecorded: ({ participantId }, source) => [...recorded.values()].includes(`${participantId} ${source}`),
  };
  return node as InventedNode;
}

export interface ReachedNode {
  readonly media: MediaNode;
  readonly close: () => Promise<void>;
}

/** As room servers speak to one that is a process of its own. */
export async function reachOverChannel(node: MediaNode, failed: (what: string) => void): Promise<ReachedNode> {
  const secret = randomBytes(32).toString("hex");
  const report = (what: string, detail: unknown) => failed(`${what} ${String(detail)}`);
  const served = await serveChannel({ node, secret, host: "127.0.0.1", port: 0, report });
  const announced = { nodeId: "invented", version: MEDIA_CHANNEL_VERSION, sessions: 0, busy: 0, leaving: false };
  const address = `ws://127.0.0.1:${served.port}`;
  const media = createMediaNodes({ readNodes: async () => [{ ...announced, address }], secret, report });
  return {
    media,
    close: async () => {
      await media.close();
      await served.close();
      await node.close();
    },
  };
}

/** Key frames only: each shows by itself when it was made. */
function filmer(producer: Producer, ssrc: number): () => void {
  const sender = new InventedSender({ payloadType: 96, ssrc });
  const beganMs = performance.now();
  return () => {
    const frame = stamp(inventKeyFrame(640, 360));
    for (const packet of sender.picture(frame, Math.round((performance.now() - beganMs) * 90), 1_100))
      producer.send(Buffer.from(packet.buffer));
  };
}

function speaker(producer: Producer, ssrc: number): () => void {
  const sender = new InventedSender({ payloadType: 111, ssrc });
  let sent = 0;
  return () => {
    for (const _half of [0, 1]) {
      producer.send(Buffer.from(sender.sound(stamp(inventOpus()), sent * 960).buffer));
      sent += 1;
    }
  };
}

/** Says in its last bytes when it was made. */
export function stamp(bytes: Uint8Array): Uint8Array {
  new DataView(bytes.buffer).setFloat64(bytes.length - STAMP_BYTES, performance.now());
  return bytes;
}

/** Of what was recorded, what was sent: where a sound was lost on the way, a recorder puts silence. */
export function isStamped(packet: Uint8Array): boolean {
  return packet.byteLength > LONGEST_SILENCE_BYTES;
}

/** By the clock of this process, in milliseconds. */
export function stampOf(packet: Uint8Array): number {
  return new DataView(packet.buffer, packet.byteOffset + packet.byteLength - STAMP_BYTES).getFloat64(0);
}
