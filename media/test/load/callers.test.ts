// The bench's callers are no browsers: that they are taken for such is tried on the product's own media node.
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import { afterEach, beforeEach, expect, inject, it, vi } from "vitest";
import { createMediaNode } from "../../src/index.ts";
import { type Arriving, type Callers, createCallers, freePort } from "./callers.ts";

const PATIENCE = { timeout: 20_000, interval: 50 };
const CLASS = "class" as GroupSessionId;
const ana = { groupSessionId: CLASS, participantId: "ana" as ParticipantId };
const bruno = { groupSessionId: CLASS, participantId: "bruno" as ParticipantId };

let callers: Callers;
let node: Awaited<ReturnType<typeof createMediaNode>>;

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
});

it("reach each other through a media node with picture and sound, and say how old a sound is that arrives", async () => {
  const sending = await node.openTransport(ana, "send");
  const caller = callers.take();
  await caller.connectTo(sending, (dtls) => node.connectTransport(ana, sending.id, dtls as never));
  const receiving = await node.openTransport(bruno, "receive");
  const listener = callers.take();
  await listener.connectTo(receiving, (dtls) => node.connectTransport(bruno, receiving.id, dtls as never));
  const consume = async (source: MediaSource): Promise<{ arriving: Arriving; consumerId: string }> => {
    const rtpParameters = await caller.send(0, source);
    const { producerId } = await node.produce(ana, { transportId: sending.id, source, rtpParameters });
    const { rtpCapabilities } = callers;
    const offer = await node.consume(bruno, { transportId: receiving.id, producerId, rtpCapabilities });
    return { arriving: await listener.receive(offer), consumerId: offer.consumerId };
  };
  const [sound, picture] = [await consume("microphone"), await consume("camera")];
  const agesMs: number[] = [];
  await sound.arriving.listen((ageMs) => agesMs.push(ageMs));
  await node.preferLayers(bruno, picture.consumerId, { spatialLayer: 0 });
  callers.people.start();
  for (const { consumerId } of [sound, picture]) await node.resumeConsumer(bruno, consumerId);
  await vi.waitFor(async () => {
    expect(agesMs.length).toBeGreaterThan(10);
    expect((await picture.arriving.count()).packets).toBeGreaterThan(50);
  }, PATIENCE);
  for (const ageMs of agesMs) {
    expect(ageMs).toBeGreaterThan(0);
    expect(ageMs).toBeLessThan(PATIENCE.timeout);
  }
  expect(() => callers.take()).toThrow("all connections are used");
});
