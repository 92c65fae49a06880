// People before cameras and microphones, invented: sizes, pace and packets as a browser sends them, of which a media worker makes as many
// senders as are wanted.

import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { Producer, Router } from "mediasoup/types";
import { cameraParameters, microphoneParameters } from "../browser-parameters.ts";
import { InventedSender, inventDeltaFrame, inventKeyFrame, inventOpus } from "../invented-media.ts";

export const PICTURES_PER_SECOND = 25;
/**
 * The sizes a camera is sent in, as of one 960 pixels wide whose largest size nobody looks at: 150 and 500 kbit/s, which are one and three packets
 * a picture.
 */
export const SIZES = [
  { width: 240, height: 136, pictureBytes: 750 },
  { width: 480, height: 272, pictureBytes: 2_500 },
] as const;
export const WIDTH_PIXELS = 480;
export const SOUNDS_PER_SECOND = 50;
/** 32 kbit/s, never silent. */
const SOUND_BYTES = 80;
const KEY_FRAME_TIMES = 4;
/** Packets of one camera, at most: twice as many as it sends on average. */
const PACED_PER_SECOND = 200;
/** So that a sender that joins begins soon; a browser is asked for one instead. */
const PICTURES_A_KEY_FRAME = 3 * PICTURES_PER_SECOND;
const MOST_PACKET_BYTES = 900;
/** At most: of a key frame. */
const FRAME_HEADER_BYTES = 10;
/** L1T3. */
const LAYERS_IN_TIME = [0, 2, 1, 2] as const;
const CLOCK_RATE = { camera: 90_000, microphone: 48_000 };
const PAYLOAD_TYPE = { camera: 96, microphone: 111 };
/** Behind the byte that says what an Opus packet holds. */
const SENT_AT_OFFSET = 1;

export interface InventedPerson {
  readonly camera: Producer;
  readonly microphone: Producer;
}

export interface InventedPeople {
  readonly people: readonly InventedPerson[];
  /** How long after it was due each picture and sound was sent since this was last asked. */
  readonly takeLateMs: () => readonly number[];
  readonly start: () => void;
  readonly stop: () => void;
}

/** Each has moments of their own, as cameras do. Nobody sends before the start. */
export async function inventPeople(router: Router, count: number): Promise<InventedPeople> {
  const transport = await router.createDirectTransport();
  const due: { atMs: number; readonly offset: number; readonly everyMs: number; readonly send: () => void }[] = [];
  const people: InventedPerson[] = [];
  for (let index = 0; index < count; index += 1) {
    const ssrc = 1_000 + 100 * index;
    const camera = await transport.produce({ kind: "video", rtpParameters: cameraInTwoSizes(ssrc, `c${index}`) });
    const microphone = await transport.produce({
      kind: "audio",
      rtpParameters: { ...microphoneParameters(ssrc + 50), mid: `m${index}` },
    });
    people.push({ camera, microphone });
    const film = filmer(camera, ssrc, index / count);
    for (const [send, perSecond] of [
      [film.takePicture, PICTURES_PER_SECOND],
      [film.sendOne, PACED_PER_SECOND],
      [speaker(microphone, ssrc + 50), SOUNDS_PER_SECOND],
    ] as const)
      due.push({ atMs: 0, offset: index / count, everyMs: 1_000 / perSecond, send });
  }
  let lateMs: number[] = [];
  let timer: NodeJS.Timeout | undefined;
  const sendWhatIsDue = () => {
    const nowMs = performance.now();
    for (const one of due)
      for (; one.atMs <= nowMs; one.atMs += one.everyMs) {
        one.send();
        lateMs.push(nowMs - one.atMs);
      }
  };
  return {
    people,
    takeLateMs: () => {
      const taken = lateMs;
      lateMs = [];
      return taken;
    },
    start: () => {
      const nowMs = performance.now();
      for (const one of due) one.atMs = nowMs + one.offset * one.everyMs;
      timer = setInterval(sendWhatIsDue, 1);
    },
    stop: () => clearInterval(timer),
  };
}

/** When a sound that arrived was sent, on `performance.now()` of the process that sent it. */
export function readSentAtMs(packet: Buffer, headerBytes: number): number {
  return packet.readDoubleBE(headerBytes + SENT_AT_OFFSET);
}

/** Of one stream, key frames and what is between them. */
export function packetsPerSecond(source: MediaSource, size: number): number {
  if (source === "microphone") return SOUNDS_PER_SECOND;
  const { pictureBytes } = SIZES[size] ?? SIZES[0];
  const packetsOf = (bytes: number) => Math.ceil((bytes + FRAME_HEADER_BYTES) / MOST_PACKET_BYTES);
  const others = (PICTURES_A_KEY_FRAME - 1) * packetsOf(pictureBytes);
  return (PICTURES_PER_SECOND * (packetsOf(KEY_FRAME_TIMES * pictureBytes) + others)) / PICTURES_A_KEY_FRAME;
}

function cameraInTwoSizes(ssrc: number, mid: string) {
  const camera = cameraParameters(ssrc, mid);
  const encodings = SIZES.map((_, size) => ({ ssrc: ssrc + size, scalabilityMode: "L1T3" }));
  return { ...camera, codecs: camera.codecs.slice(0, 1), encodings };
}

/** Pictures are taken at their moments and sent packet by packet, as browsers pace them. */
function filmer(producer: Producer, ssrc: number, offset: number) {
  const streams = SIZES.map(({ width, height, pictureBytes }, size) => ({
    sender: new InventedSender({ payloadType: PAYLOAD_TYPE.camera, ssrc: ssrc + size }),
    keyFrame: inventKeyFrame(width, height, KEY_FRAME_TIMES * pictureBytes),
    frame: inventDeltaFrame(pictureBytes),
  }));
  const keyAt = Math.floor(offset * PICTURES_A_KEY_FRAME);
  const waiting: Uint8Array[] = [];
  let taken = 0;
  let lowest = 0;
  return {
    takePicture: () => {
      const sinceKey = (taken - keyAt + PICTURES_A_KEY_FRAME) % PICTURES_A_KEY_FRAME;
      // A key frame is of the lowest layer, and begins the pattern.
      const temporalLayer = LAYERS_IN_TIME[sinceKey % LAYERS_IN_TIME.length] ?? 0;
      if (temporalLayer === 0) lowest += 1;
      // Higher layers are built on the lowest: else a worker would wait for a moment at which it may begin to send them.
      const layerSync = temporalLayer > 0;
      const descriptor = { pictureId: taken & 0x7f_ff, tl0PicIdx: lowest & 0xff, temporalLayer, layerSync };
      const timestamp = (taken * CLOCK_RATE.camera) / PICTURES_PER_SECOND;
      for (const { sender, keyFrame, frame } of streams)
        waiting.push(...sender.picture(sinceKey === 0 ? keyFrame : frame, timestamp, MOST_PACKET_BYTES, descriptor));
      taken += 1;
    },
    sendOne: () => {
      const packet = waiting.shift();
      if (packet !== undefined) producer.send(Buffer.from(packet.buffer));
    },
  };
}

function speaker(producer: Producer, ssrc: number): () => void {
  const sender = new InventedSender({ payloadType: PAYLOAD_TYPE.microphone, ssrc });
  const sound = inventOpus(SOUND_BYTES);
  const view = new DataView(sound.buffer);
  let sent = 0;
  return () => {
    view.setFloat64(SENT_AT_OFFSET, performance.now());
    const packet = sender.sound(sound, (sent * CLOCK_RATE.microphone) / SOUNDS_PER_SECOND);
    producer.send(Buffer.from(packet.buffer));
    sent += 1;
  };
}
