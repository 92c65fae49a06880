// A product's own media node with two of the bench's callers on it: one of a person who sends, one of a person who receives.
import type { MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { inject } from "vitest";
import { createMediaNode } from "../../src/index.ts";
import { createCallers, freePort } from "./callers.ts";

export const CLASS = "class" as GroupSessionId;
export const ana: MediaSeat = { groupSessionId: CLASS, participantId: "ana" as ParticipantId };
export const bruno: MediaSeat = { groupSessionId: CLASS, participantId: "bruno" as ParticipantId };

export type CallersOnNode = Awaited<ReturnType<typeof openCallersOnNode>>;

export async function openCallersOnNode() {
  const port = await freePort();
  const workerBinary = inject("mediaWorker");
  const callers = await createCallers({ workerBinary, remotePort: port, connections: 2 });
  const listen = [{ ip: "127.0.0.1", port }];
  const node = await createMediaNode({ workers: 1, workerBinary, listen, report: () => undefined });
  await node.openSession(CLASS, 1);
  return {
    callers,
    node,
    /** Ana's way to the node, and Bruno's from it. */
    connect: async () => {
      const sending = await node.openTransport(ana, "send");
      const caller = callers.take();
      await caller.connectTo(sending, (dtls) => node.connectTransport(ana, sending.id, dtls as never));
      const receiving = await node.openTransport(bruno, "receive");
      const listener = callers.take();
      await listener.connectTo(receiving, (dtls) => node.connectTransport(bruno, receiving.id, dtls as never));
      return {
        receivingId: receiving.id,
        /** What Ana sends goes on to Bruno, once it is resumed. */
        consume: async (source: MediaSource) => {
          const rtpParameters = await caller.send(0, source);
          const { producerId } = await node.produce(ana, { transportId: sending.id, source, rtpParameters });
          const { rtpCapabilities } = callers;
          const offer = await node.consume(bruno, { transportId: receiving.id, producerId, rtpCapabilities });
          return { arriving: await listener.receive(offer), consumerId: offer.consumerId };
        },
      };
    },
    close: async () => {
      await node.close();
      await callers.close();
    },
  };
}
