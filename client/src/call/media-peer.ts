// One end of a call, as a call needs it: what is sent, what is received, and how the line is. Carried by mediasoup-client.

import type { ConsumeAnswer } from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type { FrameShare } from "@ensemble/shared/session/picture-share-rules.ts";
import { Device, detectDevice } from "mediasoup-client";
import type { Consumer, Producer, RtpCapabilities, Transport, TransportOptions } from "mediasoup-client/types";
import { LIKELY_WIDTH_PIXELS, layersToSend, type SentLayer, thinLayer } from "./layer-rules.ts";
import { type Carrier, carrierOf, limitedBy, statsOf } from "./line-stats.ts";
import type { AskMedia } from "./media-signalling.ts";
import { type LineProbe, openLineProbe } from "./open-line-probe.ts";
import { createLimitTeller } from "./tell-limits.ts";

/** `interrupted` may mend by a restart of ICE, `failed` does not. */
export type LineState = "connecting" | "connected" | "interrupted" | "failed";

export interface IncomingMedia {
  readonly stream: MediaStream;
  readonly spatialLayers: number;
  readonly widthPixels: number | undefined;
  readonly setReceiving: (on: boolean) => Promise<void>;
  readonly preferLayer: (spatialLayer: number) => Promise<void>;
  readonly close: () => void;
}

export interface OutgoingMedia {
  readonly track: MediaStreamTrack | null;
  /** At once and on this device only. */
  readonly hold: (held: boolean) => void;
  /** So that the others know. */
  readonly tellHeld: (held: boolean) => Promise<void>;
  /** Sizes it was opened with; `sendAtMost` stops and goes on with the larger ones. */
  readonly encodings: number;
  readonly sendAtMost: (encodings: number) => Promise<void>;
  /** Of pictures only: of each size that is sent this part of its pictures a second. */
  readonly thin: (frames: FrameShare) => Promise<void>;
  /** Whether it may be replaced by this track: one with a picture for which there are other sizes is sent anew. */
  readonly fits: (track: MediaStreamTrack) => boolean;
  readonly replaceTrack: (track: MediaStreamTrack) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface MediaPeer {
  readonly generation: string;
  readonly transportIds: readonly string[];
  readonly line: () => LineState;
  /** It has something to carry, and does. */
  readonly isCarrying: () => boolean;
  /** By what each way that is connected goes, as far as the browser says. */
  readonly carriers: () => Promise<readonly Carrier[]>;
  readonly send: (source: MediaSource, track: MediaStreamTrack) => Promise<OutgoingMedia>;
  /** Begins with nothing being sent: see `setReceiving`. */
  readonly receive: (participantId: ParticipantId, source: MediaSource) => Promise<IncomingMedia>;
  /** Undefined while no camera is sent. */
  readonly probe: () => Promise<LineProbe | undefined>;
  /** Tells the server whether the line is the reason for what is missing of the own picture, where that has changed. */
  readonly tellLimits: () => Promise<void>;
  readonly restartIce: () => Promise<void>;
  readonly close: () => void;
}

export interface PeerOptions {
  readonly low: boolean;
  readonly onLine: () => void;
}

export type OpenMediaPeer = (ask: AskMedia, options: PeerOptions) => Promise<MediaPeer>;

/** This browser has no WebRTC, or one that nobody knows. */
export class CallUnsupported extends Error {}

/** Rejects with CallUnsupported where trying again is of no use. */
export const openMediaPeer: OpenMediaPeer = async (ask, { low, onLine }) => {
  assertSupported();
  const load = async () => {
    const { generation, rtpCapabilities } = await ask({ op: "capabilities" });
    return { generation, device: await deviceFor(rtpCapabilities as RtpCapabilities) };
  };
  // All asked for at once: the server answers in this order.
  const [{ generation, device }, receiving, sending] = await Promise.all([
    load(),
    ask({ op: "openTransport", direction: "receive" }),
    ask({ op: "openTransport", direction: "send" }),
  ]);
  const sender = device.createSendTransport(sending as TransportOptions);
  const receiver = device.createRecvTransport(receiving as TransportOptions);
  const transports = [sender, receiver];
  let camera: Producer | undefined;
  const sendingIsKnown = connectWhenNeeded(sender, ask);
  const limits = createLimitTeller({
    isLimited: async () =>
      camera !== undefined &&
      !camera.closed &&
      !camera.paused &&
      limitedBy(statsOf(await camera.getStats())) === "bandwidth",
    tell: (byLine) => ask({ op: "limited", byLine }),
    nowMs: () => performance.now(),
  });
  const receivingIsKnown = connectWhenNeeded(receiver, ask);
  for (const transport of transports) transport.on("connectionstatechange", onLine);
  sender.on("produce", ({ rtpParameters, appData }, done, failed) => {
    const { source, widthPixels } = appData as unknown as SentAs;
    ask({
      op: "produce",
      transportId: sender.id,
      source,
      // The server checks every field and drops those it does not know.
      rtpParameters: rtpParameters as never,
      ...(widthPixels === undefined ? {} : { widthPixels }),
    }).then(({ producerId }) => done({ id: producerId }), failed);
  });

  return {
    generation,
    transportIds: transports.map(({ id }) => id),
    line: () => lineOf(transports),
    isCarrying: () => {
      const used = transports.filter(({ connectionState }) => connectionState !== "new");
      return used.length > 0 && used.every(({ connectionState }) => connectionState === "connected");
    },
    carriers: async () => {
      const connected = transports.filter(({ connectionState }) => connectionState === "connected");
      const reports = await Promise.all(connected.map((transport) => transport.getStats()));
      return reports.map((report) => carrierOf(statsOf(report))).filter((carrier) => carrier !== undefined);
    },
    send: async (source, track) => {
      const sentAs: SentAs = { source, widthPixels: track.getSettings().width };
      const layers = source === "camera" ? layersOf(track, low) : [];
      const producer = await sender.produce({
        track,
        // The track belongs to the camera: it is neither stopped nor darkened here, only its packets are.
        stopTracks: false,
        disableTrackOnPause: false,
        zeroRtpOnPause: true,
        appData: { ...sentAs },
        ...(source === "camera"
          ? {
              encodings: layers,
              codecOptions: { videoGoogleStartBitrate: low ? 200 : 800 },
            }
          : { codecOptions: { opusDtx: true, opusFec: true, opusMaxAverageBitrate: 32_000 } }),
      });
      await sendingIsKnown();
      if (source === "camera") camera = producer;
      return outgoing(producer, { layers, low, ask });
    },
    receive: async (participantId, source) => {
      const capabilities = device.recvRtpCapabilities as never;
      const offer = await ask({
        op: "consume",
        transportId: receiver.id,
        participantId,
        source,
        rtpCapabilities: capabilities,
      });
      const { consumerId, producerId, kind, rtpParameters } = offer;
      // A stream of its own each: browsers delay what shares one until all of it can be played together.
      const streamId = `${participantId}-${source}`;
      const consumer = await receiver.consume({
        id: consumerId,
        producerId,
        kind,
        rtpParameters: rtpParameters as never,
        streamId,
      });
      return incoming(consumer, { ask, offer, isKnown: receivingIsKnown });
    },
    probe: async () => {
      if (camera === undefined || camera.closed) return undefined;
      const probe = await openLineProbe({ ask, receiver, camera, rtpCapabilities: device.recvRtpCapabilities });
      await receivingIsKnown();
      return probe;
    },
    tellLimits: limits.look,
    restartIce: async () => {
      const restart = async (transport: Transport) => {
        const { iceParameters, iceServers } = await ask({ op: "restartIce", transportId: transport.id });
        // The credentials of the first ones may have run out.
        if (iceServers !== undefined)
          await transport.updateIceServers({ iceServers: iceServers as unknown as RTCIceServer[] });
        await transport.restartIce({ iceParameters });
      };
      await Promise.all(transports.filter(({ connectionState }) => connectionState !== "new").map(restart));
    },
    close: () => {
      for (const transport of transports) transport.close();
    },
  };
};

function assertSupported(): void {
  if (typeof RTCPeerConnection === "undefined") throw new CallUnsupported("no WebRTC");
  if (detectDevice() === undefined) throw new CallUnsupported(navigator.userAgent);
}

/** What this browser has in common with the server: found out by two connections that come to nothing, and the same until the server changes. */
let known: { readonly of: string; readonly device: Device } | undefined;

async function deviceFor(routerRtpCapabilities: RtpCapabilities): Promise<Device> {
  const of = JSON.stringify(routerRtpCapabilities);
  if (known?.of === of) return known.device;
  const device = new Device();
  await device.load({ routerRtpCapabilities });
  known = { of, device };
  return device;
}

interface SentAs {
  readonly source: MediaSource;
  readonly widthPixels: number | undefined;
}

/**
 * The connection is made while the server is still being told how: its end answers before that, and believes only what it has been told of.
 * Returns what resolves once it has been told, if it had to be, and rejects where it refused.
 */
function connectWhenNeeded(transport: Transport, ask: AskMedia): () => Promise<void> {
  let told: Promise<unknown> = Promise.resolve();
  transport.on("connect", ({ dtlsParameters }, done) => {
    told = ask({ op: "connectTransport", transportId: transport.id, dtlsParameters: dtlsParameters as never });
    // Whoever needs the connection hears of it.
    told.catch(() => undefined);
    done();
  });
  return async () => void (await told);
}

/** Of a camera that does not say. */
const LIKELY_HZ = 30;

function layersOf(track: MediaStreamTrack, low: boolean): SentLayer[] {
  return layersToSend(track.getSettings().width ?? LIKELY_WIDTH_PIXELS, low);
}

function outgoing(
  producer: Producer,
  { layers, low, ask }: { readonly layers: readonly SentLayer[]; readonly low: boolean; readonly ask: AskMedia },
): OutgoingMedia {
  const producerId = producer.id;
  return {
    encodings: producer.rtpParameters.encodings?.length ?? 1,
    get track() {
      return producer.track;
    },
    hold: (held) => {
      if (held) producer.pause();
      else producer.resume();
    },
    tellHeld: async (held) => {
      await ask({ op: held ? "pauseProducer" : "resumeProducer", producerId });
    },
    sendAtMost: (encodings) => producer.setMaxSpatialLayer(encodings - 1),
    thin: async (frames) => {
      const sender = producer.rtpSender;
      if (sender === undefined) return;
      const cameraHz = producer.track?.getSettings().frameRate ?? LIKELY_HZ;
      const parameters = sender.getParameters();
      parameters.encodings = parameters.encodings.map(({ maxFramerate: _, ...encoding }, index) => {
        const layer = layers[index];
        return layer === undefined ? encoding : { ...encoding, ...thinLayer(layer, frames, cameraHz) };
      });
      // A browser that cannot sends all of them, as one that does not know better: no reason to lose the call.
      await sender.setParameters(parameters).catch((error: unknown) => console.warn("a picture stays as it is", error));
    },
    fits: (track) => track.kind === "audio" || layersOf(track, low).length === layers.length,
    replaceTrack: (track) => producer.replaceTrack({ track }),
    close: async () => {
      producer.close();
      await ask({ op: "closeProducer", producerId });
    },
  };
}

function incoming(
  consumer: Consumer,
  {
    ask,
    offer,
    isKnown,
  }: { readonly ask: AskMedia; readonly offer: ConsumeAnswer; readonly isKnown: () => Promise<void> },
): IncomingMedia {
  const consumerId = consumer.id;
  return {
    stream: new MediaStream([consumer.track]),
    spatialLayers: offer.spatialLayers,
    widthPixels: offer.widthPixels,
    setReceiving: async (on) => {
      await Promise.all([ask({ op: on ? "resume" : "pause", consumerId }), isKnown()]);
    },
    preferLayer: async (spatialLayer) => {
      await ask({ op: "preferLayers", consumerId, spatialLayer });
    },
    close: () => consumer.close(),
  };
}

function lineOf(transports: readonly Transport[]): LineState {
  const states = transports.map(({ connectionState }) => connectionState);
  if (states.some((state) => state === "failed" || state === "closed")) return "failed";
  if (states.includes("disconnected")) return "interrupted";
  // "new": nothing to carry yet.
  return states.includes("connecting") ? "connecting" : "connected";
}
