// A viewer's line that is too narrow: what the worker then leaves out of a picture by itself, the node has to say.
import type { ForwardedPicture, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { observer } from "mediasoup";
import type { Transport } from "mediasoup/types";
import { afterEach, beforeEach, expect, inject, it, vi } from "vitest";
import { createMediaNode } from "../src/index.ts";
import { type Callers, createCallers, freePort } from "./load/callers.ts";

const PATIENCE = { timeout: 40_000, interval: 200 };
const CLASS = "class" as GroupSessionId;
const ana: MediaSeat = { groupSessionId: CLASS, participantId: "ana" as ParticipantId };
const bruno: MediaSeat = { groupSessionId: CLASS, participantId: "bruno" as ParticipantId };
/** The larger of the two sizes takes 500 kbit/s with all its pictures a second, half of that with half of them. */
const ROOM_FOR_HALF = 300_000;

let callers: Callers;
let node: Awaited<ReturnType<typeof createMediaNode>>;
/** Of this process's mediasoup, by id: a line is made narrow by telling the worker that it is. */
const transports = new Map<string, Transport>();
observer.on("newworker", (worker) =>
  worker.observer.on("newrouter", (router) =>
    router.observer.on("newtransport", (transport) => transports.set(transport.id, transport)),
  ),
);

beforeEach(async () => {
  const port = await freePort();
  const workerBinary = inject("mediaWorker");
  callers = await createCallers({ workerBinary, remotePort: port, connections: 2 });
  node = await createMediaNode({
    workers: 1,
    workerBinary,
    listen: [{ ip: "127.0.0.1", port }],
    report: () => undefined,
  });
  await node.openSession(CLASS, 1);
});
afterEach(async () => {
  await node.close();
  await callers.close();
  transports.clear();
});

it("says of each picture what goes on beside what is due, and how much of it arrives", {
  timeout: 180_000,
}, async () => {
  const sending = await node.openTransport(ana, "send");
  const caller = callers.take();
  await caller.connectTo(sending, (dtls) => node.connectTransport(ana, sending.id, dtls as never));
  const receiving = await node.openTransport(bruno, "receive");
  const listener = callers.take();
  await listener.connectTo(receiving, (dtls) => node.connectTransport(bruno, receiving.id, dtls as never));
  const rtpParameters = await caller.send(0, "camera");
  const { producerId } = await node.produce(ana, { transportId: sending.id, source: "camera", rtpParameters });
  const { rtpCapabilities } = callers;
  const offer = await node.consume(bruno, { transportId: receiving.id, producerId, rtpCapabilities });
  await listener.receive(offer);
  const linesOf = async (who: MediaSeat) =>
    (await node.readLines(CLASS)).find(({ participantId }) => participantId === who.participantId);
  const whole = { sizes: 2, frames: 3 };
  const untilSent = (sent: Partial<ForwardedPicture["sent"]>) =>
    vi.waitFor(
      async () =>
        expect((await linesOf(bruno))?.pictures).toEqual([
          { consumerId: offer.consumerId, due: whole, sent: expect.objectContaining(sent) },
        ]),
      PATIENCE,
    );
  const narrow = (bitsPerSecond: number) => transports.get(receiving.id)?.setMaxOutgoingBitrate(bitsPerSecond);

  callers.people.start();
  await vi.waitFor(async () => expect((await linesOf(ana))?.arrivingSizes).toBe(2), PATIENCE);
  expect((await linesOf(bruno))?.pictures, "held back").toEqual([]);
  await node.resumeConsumer(bruno, offer.consumerId);
  await untilSent(whole);
  await narrow(ROOM_FOR_HALF);
  await untilSent({ sizes: 2, frames: 2 });
});
