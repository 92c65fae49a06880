// mediasoup and nothing else, asked as a session is: what forwarding costs at the least.

import type { MediaAnswers, MediaRequest } from "@ensemble/shared/protocol/media-messages.ts";
import type { ConsumerOffer, TransportOffer } from "@ensemble/shared/protocol/media-node.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createWorker } from "mediasoup";
import type { Consumer, Producer, Router, WebRtcTransport } from "mediasoup/types";
import { CODECS } from "../../src/codecs.ts";
import { FIRST_OUTGOING_BITS_PER_SECOND, INCOMING_BITS_PER_SECOND } from "../../src/seat-limits.ts";
import { endWorker } from "./callers.ts";

export interface BareNode {
  readonly ask: (
    session: number,
    participantId: ParticipantId,
    request: MediaRequest,
  ) => Promise<MediaAnswers[MediaRequest["op"]]>;
  readonly closeSession: (session: number) => void;
  readonly usedMs: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const DONE = { done: true } as const;

export async function createBareNode({
  workerBinary,
  port,
}: {
  readonly workerBinary: string;
  readonly port: number;
}): Promise<BareNode> {
  const worker = await createWorker({ workerBin: workerBinary, logLevel: "error" });
  const listenInfos = (["udp", "tcp"] as const).map((protocol) => ({ protocol, ip: "127.0.0.1", port }));
  const server = await worker.createWebRtcServer({ listenInfos });
  const routers = new Map<number, Router>();
  const transports = new Map<string, WebRtcTransport>();
  const consumers = new Map<string, Consumer>();
  const producers = new Map<string, Producer>();

  async function routerOf(session: number): Promise<Router> {
    const router = routers.get(session) ?? (await worker.createRouter({ mediaCodecs: CODECS }));
    routers.set(session, router);
    return router;
  }

  async function ask(session: number, participantId: ParticipantId, request: MediaRequest) {
    switch (request.op) {
      case "openTransport": {
        const transport = await (await routerOf(session)).createWebRtcTransport({
          webRtcServer: server,
          enableUdp: true,
          enableTcp: true,
          preferUdp: true,
          initialAvailableOutgoingBitrate: FIRST_OUTGOING_BITS_PER_SECOND,
        });
        if (request.direction === "send") await transport.setMaxIncomingBitrate(INCOMING_BITS_PER_SECOND);
        transports.set(transport.id, transport);
        const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
        return { id, iceParameters, iceCandidates, dtlsParameters } as TransportOffer;
      }
      case "connectTransport":
        await held(transports, request.transportId).connect({ dtlsParameters: request.dtlsParameters });
        return DONE;
      case "produce": {
        const { source, transportId, rtpParameters } = request;
        const kind = source === "camera" ? "video" : "audio";
        const producer = await held(transports, transportId).produce({ kind, rtpParameters });
        producers.set(placeOf(session, participantId, source), producer);
        return { producerId: producer.id };
      }
      case "consume": {
        const producerId = held(producers, placeOf(session, request.participantId, request.source)).id;
        const { rtpCapabilities } = request;
        const consumer = await held(transports, request.transportId).consume({
          producerId,
          rtpCapabilities,
          paused: true,
        });
        consumers.set(consumer.id, consumer);
        const { kind, rtpParameters } = consumer;
        return { consumerId: consumer.id, producerId, kind, rtpParameters, spatialLayers: 1 } as ConsumerOffer;
      }
      case "preferLayers":
        await held(consumers, request.consumerId).setPreferredLayers({ spatialLayer: request.spatialLayer });
        return DONE;
      case "resume":
        await held(consumers, request.consumerId).resume();
        return DONE;
      default:
        throw new Error(`nobody asks mediasoup alone to ${request.op}`);
    }
  }

  return {
    ask,
    closeSession: (session) => routers.get(session)?.close(),
    usedMs: async () => {
      const { ru_utime: user, ru_stime: system } = await worker.getResourceUsage();
      return user + system;
    },
    close: () => endWorker(worker),
  };
}

function placeOf(session: number, participantId: ParticipantId, source: string): string {
  return `${session} ${participantId} ${source}`;
}

function held<Thing>(things: ReadonlyMap<string, Thing>, key: string): Thing {
  const thing = things.get(key);
  if (thing === undefined) throw new Error(`there is no ${key}`);
  return thing;
}
