import type { MediaNode, MediaNodeEvent, MediaSeat } from "@ensemble/shared/protocol/media-node.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { createMediaNode } from "../src/index.ts";
import { cameraParameters, DTLS, microphoneParameters } from "./browser-parameters.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };
const CLASS = "class" as GroupSessionId;
const ana: MediaSeat = { groupSessionId: CLASS, participantId: "ana" as ParticipantId };
const bruno: MediaSeat = { groupSessionId: CLASS, participantId: "bruno" as ParticipantId };

let node: MediaNode;
let events: MediaNodeEvent[];
const reports: string[] = [];

beforeEach(async () => {
  events = [];
  node = await createMediaNode({
    workers: 1,
    workerBinary: inject("mediaWorker"),
    listen: [{ ip: "127.0.0.1" }],
    report: (what, detail) => reports.push(`${what} ${String(detail)}`),
  });
  node.subscribe((event) => events.push(event));
});
afterEach(() => node.close());

async function send(seat: MediaSeat, firstSsrc = 1_000): Promise<{ transportId: string; producerId: string }> {
  const transport = await node.openTransport(seat, "send");
  const { producerId } = await node.produce(seat, {
    transportId: transport.id,
    source: "camera",
    rtpParameters: cameraParameters(firstSsrc),
  });
  return { transportId: transport.id, producerId };
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "accepted",
    (error: Error & { code?: string }) => error.code ?? String(error),
  );
}

describe("a seat", () => {
  beforeEach(async () => {
    await node.openSession(CLASS, 1);
  });

  it("sends a camera in three layers and lets another seat consume it, paused at first", async () => {
    const { rtpCapabilities } = await node.openSession(CLASS, 1);
    const { producerId } = await send(ana);
    const transport = await node.openTransport(bruno, "receive");
    const offer = await node.consume(bruno, { transportId: transport.id, producerId, rtpCapabilities });
    expect(offer).toMatchObject({ producerId, kind: "video", spatialLayers: 3 });
    await node.connectTransport(bruno, transport.id, DTLS);
    await node.resumeConsumer(bruno, offer.consumerId);
    await node.preferLayers(bruno, offer.consumerId, { spatialLayer: 0, temporalLayer: 1 });
    await node.pauseConsumer(bruno, offer.consumerId);
    await node.closeConsumer(bruno, offer.consumerId);
    expect(await refusal(node.resumeConsumer(bruno, offer.consumerId))).toBe("media/unknown");
  });

  it("has no line to look at before it is connected", async () => {
    await send(ana);
    await node.openTransport(bruno, "receive");
    expect(await node.readLines(CLASS)).toEqual([]);
    expect(await refusal(node.readLines("another" as GroupSessionId))).toBe("media/away");
  });

  it("offers UDP before TCP, on the address it listens on", async () => {
    const { iceCandidates } = await node.openTransport(ana, "send");
    expect(iceCandidates.map(({ protocol, address }) => `${protocol} ${address}`)).toEqual([
      "udp 127.0.0.1",
      "tcp 127.0.0.1",
    ]);
  });

  it("knows no handles but its own", async () => {
    const { rtpCapabilities } = await node.openSession(CLASS, 1);
    const mine = await send(ana);
    const receive = await node.openTransport(bruno, "receive");
    const { consumerId } = await node.consume(bruno, {
      transportId: receive.id,
      producerId: mine.producerId,
      rtpCapabilities,
    });
    const foreign = [
      node.connectTransport(bruno, mine.transportId, DTLS),
      node.restartIce(bruno, mine.transportId),
      node.produce(bruno, { transportId: mine.transportId, source: "camera", rtpParameters: cameraParameters(9_000) }),
      node.closeProducer(bruno, mine.producerId),
      node.pauseProducer(bruno, mine.producerId),
      node.resumeConsumer(ana, consumerId),
      node.closeConsumer(ana, consumerId),
      node.preferLayers(ana, consumerId, { spatialLayer: 0 }),
      node.consume(bruno, { transportId: receive.id, producerId: "invented", rtpCapabilities }),
    ];
    for (const attempt of foreign) expect(await refusal(attempt)).toBe("media/unknown");
    await node.resumeConsumer(bruno, consumerId);
  });

  it("refuses what comes in the wrong order", async () => {
    const { rtpCapabilities } = await node.openSession(CLASS, 1);
    const { producerId } = await send(ana);
    const sending = await node.openTransport(bruno, "send");
    const receiving = await node.openTransport(bruno, "receive");
    expect(await refusal(node.consume(bruno, { transportId: sending.id, producerId, rtpCapabilities }))).toBe(
      "media/not_now",
    );
    const produce = { transportId: receiving.id, source: "microphone" as const, rtpParameters: microphoneParameters() };
    expect(await refusal(node.produce(bruno, produce))).toBe("media/not_now");
    await node.connectTransport(bruno, sending.id, DTLS);
    expect(await refusal(node.connectTransport(bruno, sending.id, DTLS))).toBe("media/not_now");
    const stranger: MediaSeat = { groupSessionId: CLASS, participantId: "nobody" as ParticipantId };
    expect(await refusal(node.produce(stranger, { ...produce, transportId: sending.id }))).toBe("media/unknown");
    const elsewhere: MediaSeat = { ...bruno, groupSessionId: "never opened" as GroupSessionId };
    expect(await refusal(node.openTransport(elsewhere, "send"))).toBe("media/away");
  });

  it("holds one transport a direction: a new one closes the old one and what ran over it", async () => {
    const first = await send(ana);
    const second = await node.openTransport(ana, "send");
    expect(events).toContainEqual({
      kind: "producerClosed",
      seat: ana,
      source: "camera",
      producerId: first.producerId,
    });
    expect(await refusal(node.connectTransport(ana, first.transportId, DTLS))).toBe("media/unknown");
    await node.connectTransport(ana, second.id, DTLS);
  });

  it("holds one producer a source, also when two are asked for at once", async () => {
    const { id: transportId } = await node.openTransport(ana, "send");
    const attempts = ["5", "6"].map((mid) => {
      const rtpParameters = cameraParameters(1_000 * Number(mid), mid);
      return refusal(node.produce(ana, { transportId, source: "camera", rtpParameters }));
    });
    expect((await Promise.all(attempts)).sort()).toEqual(["accepted", "media/too_many"]);
    expect(
      await refusal(node.produce(ana, { transportId, source: "microphone", rtpParameters: microphoneParameters() })),
    ).toBe("accepted");
  });

  it("sends pictures as camera and sound as microphone, not the other way", async () => {
    const { id: transportId } = await node.openTransport(ana, "send");
    expect(
      await refusal(node.produce(ana, { transportId, source: "microphone", rtpParameters: cameraParameters() })),
    ).toBe("media/malformed");
  });

  it("holds at most sixteen consumers", async () => {
    const { rtpCapabilities } = await node.openSession(CLASS, 1);
    const { producerId } = await send(ana);
    const { id: transportId } = await node.openTransport(bruno, "receive");
    const attempts = Array.from({ length: 20 }, () =>
      refusal(node.consume(bruno, { transportId, producerId, rtpCapabilities })),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(16);
    expect(outcomes.filter((outcome) => outcome === "media/too_many")).toHaveLength(4);
  });

  it("loses its consumers with the producer, and everything when it is left", async () => {
    const { rtpCapabilities } = await node.openSession(CLASS, 1);
    const { producerId } = await send(ana);
    const { id: transportId } = await node.openTransport(bruno, "receive");
    const { consumerId } = await node.consume(bruno, { transportId, producerId, rtpCapabilities });
    await node.closeParticipant(ana);
    expect(events).toContainEqual({ kind: "producerClosed", seat: ana, source: "camera", producerId });
    // Of a viewer who is not connected nothing is asked of the worker, which tells by itself.
    await vi.waitFor(
      async () => expect(await refusal(node.resumeConsumer(bruno, consumerId))).toBe("media/unknown"),
      PATIENCE,
    );
    expect(await refusal(node.closeProducer(ana, producerId))).toBe("media/unknown");
  });
});

describe("a node", () => {
  it("opens a session once, however often it is asked", async () => {
    const [first, second] = await Promise.all([node.openSession(CLASS, 1), node.openSession(CLASS, 1)]);
    expect(second.generation).toBe(first.generation);
    await node.closeSession(CLASS);
    expect((await node.openSession(CLASS, 1)).generation).not.toBe(first.generation);
  });

  it("says so when its worker dies, replaces it, and serves the session again", async () => {
    const { generation } = await node.openSession(CLASS, 1);
    await send(ana);
    process.kill(await workerPid(), "SIGKILL");
    await vi.waitFor(() => expect(events.map(({ kind }) => kind)).toContain("sessionLost"), PATIENCE);
    expect(events.map(({ kind }) => kind)).toContain("workerDied");
    const again = await node.openSession(CLASS, 1);
    expect(again.generation).not.toBe(generation);
    await send(ana);
    expect(await node.health()).toEqual({ status: "ok" });
  });

  it("lets a process that was waiting take the place of a worker that dies, which leaves with the node", async () => {
    await node.close();
    node = await createMediaNode({
      workers: 1,
      workerBinary: inject("mediaWorker"),
      listen: [{ ip: "127.0.0.1" }],
      spare: true,
      report: () => undefined,
    });
    await node.openSession(CLASS, 1);
    const [first, spare] = await vi.waitFor(async () => {
      const both = await workerPids();
      expect(both).toHaveLength(2);
      return both as [number, number];
    }, PATIENCE);
    process.kill(first, "SIGKILL");
    await vi.waitFor(async () => expect(await workerPids()).not.toContain(first), PATIENCE);
    await node.openSession(CLASS, 1);
    await send(ana);
    expect((await workerPids())[0]).toBe(spare);
    await vi.waitFor(async () => expect(await workerPids()).toHaveLength(2), PATIENCE);
    await node.close();
    expect(await workerPids()).toEqual([]);
  });

  it("is down while its worker does not answer", async () => {
    const pid = await workerPid();
    process.kill(pid, "SIGSTOP");
    expect(await node.health()).toMatchObject({ status: "down", reason: expect.stringContaining("answer") });
    process.kill(pid, "SIGCONT");
    await vi.waitFor(async () => expect(await node.health()).toEqual({ status: "ok" }), PATIENCE);
  });

  it("leaves no process behind when it is closed, not even a stuck one", async () => {
    const pid = await workerPid();
    process.kill(pid, "SIGSTOP");
    await node.close();
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    expect(await node.health()).toMatchObject({ status: "down" });
    expect(await refusal(node.openSession(CLASS, 1))).toBe("media/away");
  });

  it("says nothing when a signal ends its process, and waits for its worker then, even for a stuck one", async () => {
    await node.close();
    const said: string[] = [];
    const others = process.listeners("SIGTERM");
    node = await createMediaNode({
      workers: 1,
      workerBinary: inject("mediaWorker"),
      listen: [{ ip: "127.0.0.1" }],
      report: (what) => said.push(what),
    });
    node.subscribe(({ kind }) => said.push(kind));
    await node.openSession(CLASS, 1);
    const pid = await workerPid();
    process.kill(pid, "SIGSTOP");
    // As a signal would, but for mediasoup only: the test's process goes on.
    const own = process.listeners("SIGTERM").filter((listener) => !others.includes(listener));
    expect(own).toHaveLength(1);
    for (const listener of own) (listener as (signal: string) => void)("SIGTERM");
    await node.close();
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    expect(said).toEqual([]);
  });

  it("names a worker program that does not exist at once", async () => {
    const attempt = createMediaNode({
      workers: 1,
      workerBinary: "/nowhere/mediasoup-worker",
      listen: [{ ip: "127.0.0.1" }],
      report: () => undefined,
    });
    await expect(attempt).rejects.toThrow(/ENOENT/);
  });
});

async function workerPid(): Promise<number> {
  const [first] = await workerPids();
  if (first === undefined) throw new Error("no media worker runs");
  return first;
}

/** Our own workers: the children of this process whose name says so, by their numbers. */
async function workerPids(): Promise<readonly number[]> {
  const { readdir, readFile } = await import("node:fs/promises");
  const found: number[] = [];
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const status = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "");
    const [, name, , parent] = /^\d+ \((.*)\) (\S) (\d+)/.exec(status) ?? [];
    if (name?.startsWith("mediasoup") && Number(parent) === process.pid) found.push(Number(entry));
  }
  return found.sort((one, other) => one - other);
}
