// Somebody who sends camera and microphone over the network, as a page does and without one: a media worker of the test's own encrypts what is
// made here and sends it to any media node, whichever process that is. Two media workers wait for each other; what speaks to both of them
// and carries their packets is a socket of ours (RFC 8445).
import { randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { crc32 } from "node:zlib";
import type { ProduceOptions, TransportOffer } from "@ensemble/shared/protocol/media-node.ts";
import type { DtlsParameters, RtpParameters } from "@ensemble/shared/protocol/media-parameters.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { createWorker } from "mediasoup";
import type { Consumer, DirectTransport, Producer, Router, WebRtcTransport } from "mediasoup/types";
import { CODECS } from "../../../media/src/codecs.ts";
import { InventedSender } from "../../../media/test/invented-media.ts";
import { type Address, ATTRIBUTE, encodeStun, METHOD } from "../../src/media/turn/stun-message.ts";
import { cameraParameters, microphoneParameters } from "./browser-media.ts";

/** How one signals to the node that is sent to. */
export interface FarEnd {
  readonly openTransport: () => Promise<TransportOffer>;
  readonly connectTransport: (transportId: string, dtlsParameters: DtlsParameters) => Promise<unknown>;
  readonly produce: (what: ProduceOptions) => Promise<{ readonly producerId: string }>;
}
export interface DistantSender {
  /** Sends from now on what `frame` makes, a camera's whole picture or 20 ms of sound each; the id at the far end. */
  readonly send: (source: MediaSource, frame: () => Uint8Array) => Promise<string>;
  readonly close: () => void;
}

const EVERY_MS = 40;
const TICKS_A_PICTURE = 3_600;
const TICKS_A_SOUND = 960;
const SOUNDS_A_PICTURE = 2;
const PAYLOAD_TYPE = { camera: 96, microphone: 111 } as const;
const SSRC = { camera: 1_000, microphone: 2_000 } as const;
/** Either end takes thirty seconds of silence for the line's end. */
const ASKED_EVERY_MS = 500;

export async function openDistantSender(workerBin: string, far: FarEnd): Promise<DistantSender> {
  const worker = await createWorker({ workerBin, logLevel: "none" });
  const router = await worker.createRouter({ mediaCodecs: CODECS });
  const [made, line] = await Promise.all([
    router.createDirectTransport(),
    router.createWebRtcTransport({ listenInfos: [{ protocol: "udp", ip: "127.0.0.1" }] }),
  ]);
  const offer = await far.openTransport();
  const carrier = await carryBetween(endOf(line), endOf(offer));
  await far.connectTransport(offer.id, { role: "client", fingerprints: strongest(line.dtlsParameters) });
  await line.connect({ dtlsParameters: { role: "server", fingerprints: strongest(offer.dtlsParameters) } });
  const timers: NodeJS.Timeout[] = [];
  let closed = false;
  return {
    send: async (source, frame) => {
      const producer = await made.produce(parametersOf(source));
      const { rtpParameters } = await carry(router, line, producer);
      const { producerId } = await far.produce({ transportId: offer.id, source, rtpParameters: plain(rtpParameters) });
      timers.push(setInterval(source === "camera" ? filmer(producer, frame) : speaker(producer, frame), EVERY_MS));
      return producerId;
    },
    close: () => {
      if (closed) return;
      closed = true;
      for (const timer of timers) clearInterval(timer);
      carrier.close();
      worker.close();
    },
  };
}

function parametersOf(source: MediaSource): Parameters<DirectTransport["produce"]>[0] {
  const ssrc = SSRC[source];
  if (source === "microphone") return { kind: "audio", rtpParameters: microphoneParameters(ssrc) };
  const camera = cameraParameters(ssrc);
  return { kind: "video", rtpParameters: { ...camera, codecs: camera.codecs.slice(0, 1), encodings: [{ ssrc }] } };
}

function carry(router: Router, line: WebRtcTransport, { id }: Producer): Promise<Consumer> {
  return line.consume({ producerId: id, rtpCapabilities: structuredClone(router.rtpCapabilities) as never });
}

/** As they travel: nothing in them that is not said. */
function plain(parameters: Consumer["rtpParameters"]): RtpParameters {
  return JSON.parse(JSON.stringify(parameters)) as RtpParameters;
}

/** Key frames only: whatever is lost, the next one shows. */
function filmer(producer: Producer, frame: () => Uint8Array): () => void {
  const sender = new InventedSender({ payloadType: PAYLOAD_TYPE.camera, ssrc: SSRC.camera });
  let timestamp = 0;
  return () => {
    timestamp += TICKS_A_PICTURE;
    for (const packet of sender.picture(frame(), timestamp, 1_100)) producer.send(Buffer.from(packet));
  };
}

function speaker(producer: Producer, frame: () => Uint8Array): () => void {
  const sender = new InventedSender({ payloadType: PAYLOAD_TYPE.microphone, ssrc: SSRC.microphone });
  let timestamp = 0;
  return () => {
    for (let sound = 0; sound < SOUNDS_A_PICTURE; sound += 1) {
      timestamp += TICKS_A_SOUND;
      producer.send(Buffer.from(sender.sound(frame(), timestamp)));
    }
  };
}

interface End extends Address {
  readonly name: string;
  readonly password: string;
}

function endOf({ iceParameters, iceCandidates }: TransportOffer | WebRtcTransport): End {
  const udp = iceCandidates.find(({ protocol }) => protocol === "udp");
  if (udp === undefined) throw new Error("a media node that is not reached over UDP");
  const { usernameFragment: name, password } = iceParameters;
  return { host: udp.address ?? udp.ip, port: udp.port, name, password };
}

function strongest({ fingerprints }: { readonly fingerprints: readonly { algorithm: string; value: string }[] }) {
  return fingerprints.filter(({ algorithm }) => algorithm === "sha-256") as DtlsParameters["fingerprints"];
}

async function carryBetween(one: End, other: End): Promise<{ readonly close: () => void }> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const controlling = randomBytes(8);
  // What was under way when one of them was killed goes nowhere.
  socket.on("error", () => undefined);
  socket.on("message", (packet, { port }) => {
    if (isStun(packet)) return;
    sendTo(socket, port === one.port ? other : one, packet);
  });
  const ask = () => {
    for (const end of [one, other]) sendTo(socket, end, askFor(end, controlling));
  };
  ask();
  const asking = setInterval(ask, ASKED_EVERY_MS);
  return {
    close: () => {
      clearInterval(asking);
      socket.close();
    },
  };
}

function sendTo(socket: Socket, { host, port }: Address, packet: Buffer): void {
  socket.send(packet, port, host, () => undefined);
}

/** RFC 7983. */
function isStun(packet: Buffer): boolean {
  return (packet[0] ?? 0) < 4;
}

const ICE = { priority: 0x0024, useCandidate: 0x0025, fingerprint: 0x8028, controlling: 0x802a } as const;
const FINGERPRINT_XOR = 0x5354554e;
const STUN_HEADER_BYTES = 20;
const FINGERPRINT_BYTES = 8;

/** Chooses this way to `end`. */
function askFor({ name, password }: End, controlling: Buffer): Buffer {
  const signed = encodeStun(
    {
      method: METHOD.binding,
      class: "request",
      transaction: randomBytes(12),
      attributes: [
        [ATTRIBUTE.username, Buffer.from(`${name}:carrier`)],
        [ICE.priority, Buffer.from([0x6e, 0xff, 0xff, 0xff])],
        [ICE.controlling, controlling],
        [ICE.useCandidate, Buffer.alloc(0)],
      ],
    },
    Buffer.from(password),
  );
  const whole = Buffer.concat([signed, Buffer.alloc(FINGERPRINT_BYTES)]);
  whole.writeUInt16BE(whole.length - STUN_HEADER_BYTES, 2);
  whole.writeUInt16BE(ICE.fingerprint, signed.length);
  whole.writeUInt16BE(4, signed.length + 2);
  whole.writeUInt32BE((crc32(whole.subarray(0, signed.length)) ^ FINGERPRINT_XOR) >>> 0, signed.length + 4);
  return whole;
}
