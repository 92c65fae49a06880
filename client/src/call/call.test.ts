import type { MediaOffer } from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Call, openCall } from "./call.ts";
import { FakeRoom } from "./testing/fake-room.ts";
import { FakeStream } from "./testing/fake-stream.ts";

const ANA = "ana" as ParticipantId;
const camera: MediaOffer = { participantId: ANA, source: "camera", paused: false };
const voice: MediaOffer = { participantId: ANA, source: "microphone", paused: false };

let room: FakeRoom;
let call: Call | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  room = new FakeRoom();
});
afterEach(() => {
  call?.dispose();
  call = undefined;
  vi.useRealTimers();
});

async function open(stream: FakeStream | null = new FakeStream()): Promise<Call> {
  call = await openCall(room.connection, {
    stream: (stream ?? undefined) as unknown as MediaStream | undefined,
    low: true,
    openPeer: (_ask, { onLine }) => room.openPeer(onLine),
  });
  await settle();
  return call;
}
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("a call", () => {
  it("sends camera and microphone and takes what is offered", async () => {
    room.offers = [camera, voice];
    const { pictureOf, soundOf, snapshot } = await open();
    expect([...room.peer.sent.keys()]).toEqual(["camera", "microphone"]);
    expect(pictureOf(ANA)).toBeDefined();
    expect(soundOf(ANA)).toBeDefined();
    expect(snapshot()).toEqual({ status: "connected", camera: "sending", microphone: "sending", trouble: undefined });
  });

  it("follows offers as they come and go, and shows nothing of a camera its owner switched off", async () => {
    const { pictureOf } = await open();
    expect(pictureOf(ANA)).toBeUndefined();
    await room.tell({ offers: [camera] });
    const picture = pictureOf(ANA);
    expect(picture).toBeDefined();
    await room.tell({ offers: [{ ...camera, paused: true }] });
    expect(pictureOf(ANA)).toBeUndefined();
    await room.tell({ offers: [camera] });
    expect(pictureOf(ANA)).toBe(picture);
    await room.tell({ offers: [] });
    expect(pictureOf(ANA)).toBeUndefined();
  });

  it("takes a picture anew that was withdrawn and given again before it could look", async () => {
    room.offers = [camera];
    const { pictureOf } = await open();
    const first = pictureOf(ANA);
    void room.tell({ offers: [] });
    await room.tell({ offers: [camera] });
    expect(pictureOf(ANA)).toBeDefined();
    expect(pictureOf(ANA)).not.toBe(first);
  });

  it("does not keep a picture that was withdrawn while it was being opened", async () => {
    const { pictureOf } = await open();
    const release = room.peer.holdReceiving();
    await room.tell({ offers: [camera] });
    await room.tell({ offers: [] });
    release();
    await settle();
    expect(pictureOf(ANA)).toBeUndefined();
    expect(room.peer.received.get("ana camera")?.closed).toBe(true);
  });

  it("goes on when one picture is refused, and takes it when it is offered the next time", async () => {
    room.offers = [camera, voice];
    room.refuse = "media/not_allowed";
    const { pictureOf, snapshot } = await open();
    expect(pictureOf(ANA)).toBeUndefined();
    expect(snapshot().status).toBe("connected");
    room.refuse = undefined;
    await room.tell({ offers: [camera, voice] });
    expect(pictureOf(ANA)).toBeDefined();
    expect(room.peers).toHaveLength(1);
  });

  it("takes what is offered while the own camera is still being sent, and is not built twice for it", async () => {
    room.offers = [camera, voice];
    const release = room.holdSending();
    const { pictureOf, soundOf } = await open();
    expect(pictureOf(ANA)).toBeDefined();
    expect(soundOf(ANA)).toBeDefined();
    expect(room.peer.received.get("ana camera")).toMatchObject({ receiving: true });
    expect(room.peer.sent.size).toBe(0);
    release();
    await settle();
    expect([...room.peer.sent.keys()]).toEqual(["camera", "microphone"]);
    expect(room.peers).toHaveLength(1);
  });

  it("opens its end while it still asks what is offered, and one only", async () => {
    room.offers = [camera];
    const release = room.holdAnswers();
    const { pictureOf } = await open();
    expect(room.peers).toHaveLength(1);
    expect(pictureOf(ANA)).toBeUndefined();
    release();
    await settle();
    expect(pictureOf(ANA)).toBeDefined();
    expect(room.attempts).toBe(1);
  });

  it("gives what arrives when the own camera cannot be sent", async () => {
    room.offers = [camera];
    room.refuseSending = "media/malformed";
    const { pictureOf, snapshot } = await open();
    expect(room.peer.received.get("ana camera")).toMatchObject({ receiving: true });
    expect(snapshot().trouble).toContain("media/malformed");
    room.refuseSending = undefined;
    await vi.advanceTimersByTimeAsync(500);
    expect(snapshot()).toMatchObject({ status: "connected", trouble: undefined });
    expect(pictureOf(ANA)).toBeDefined();
  });

  it("believes nothing that is older than what it knows", async () => {
    const { pictureOf } = await open();
    await room.tell({ epoch: 5, offers: [camera] });
    await room.tell({ epoch: 4, offers: [] });
    expect(pictureOf(ANA)).toBeDefined();
  });
});

describe("what is sent", () => {
  it("is nothing without permission, and begins when permission comes", async () => {
    const { takeStream, snapshot } = await open(null);
    expect(snapshot()).toMatchObject({ status: "connected", camera: "none", microphone: "none" });
    expect(room.peer.sent.size).toBe(0);
    takeStream(new FakeStream() as unknown as MediaStream);
    await settle();
    expect(snapshot()).toMatchObject({ camera: "sending", microphone: "sending" });
    expect(room.peer.sent.get("camera")?.track).toBeDefined();
  });

  it("is held back in the instant it is switched off, even while nothing can be told to the server", async () => {
    const { setMicrophone, setCamera, snapshot } = await open();
    await room.become("reconnecting");
    setMicrophone(false);
    setCamera(false);
    expect(room.peer.sent.get("microphone")?.held).toBe(true);
    expect(room.peer.sent.get("camera")?.held).toBe(true);
    expect(snapshot()).toMatchObject({ camera: "off", microphone: "off" });
    expect(room.peer.sent.get("microphone")?.told).toEqual([]);
    await room.become("connected");
    expect(room.peer.sent.get("microphone")?.told).toEqual([true]);
    setMicrophone(true);
    await settle();
    expect(room.peer.sent.get("microphone")).toMatchObject({ held: false, told: [true, false] });
  });

  it("follows another device and ends with it", async () => {
    const { takeStream, snapshot } = await open();
    const other = new FakeStream();
    takeStream(other as unknown as MediaStream);
    await settle();
    expect(room.peer.sent.get("camera")?.track).toBe(other.tracks[0]);
    other.tracks[0]?.end();
    await settle();
    expect(snapshot()).toMatchObject({ camera: "none", microphone: "sending" });
    expect(room.peer.sent.get("camera")?.closed).toBe(true);
  });
});

describe("a picture's size", () => {
  it("follows the place it has on the screen, and nothing is sent to a place that is hidden", async () => {
    room.offers = [camera, voice];
    const { preferSize } = await open();
    const picture = room.peer.received.get("ana camera");
    expect(picture).toMatchObject({ receiving: true });
    preferSize(ANA, 100);
    await settle();
    expect(picture?.layers).toEqual([0]);
    preferSize(ANA, 900);
    await settle();
    expect(picture?.layers).toEqual([0, 2]);
    preferSize(ANA, 0);
    await settle();
    expect(picture?.receiving).toBe(false);
    expect(room.peer.received.get("ana microphone")?.receiving).toBe(true);
    preferSize(ANA, 900);
    await settle();
    expect(picture).toMatchObject({ receiving: true, layers: [0, 2] });
  });
});

describe("what breaks", () => {
  it("lives on through a short cut of the room when the server still holds it", async () => {
    room.offers = [camera];
    const { pictureOf } = await open();
    const picture = pictureOf(ANA);
    await room.become("reconnecting");
    expect(pictureOf(ANA)).toBe(picture);
    await room.become("connected");
    expect(pictureOf(ANA)).toBe(picture);
    expect(room.peers).toHaveLength(1);
  });

  it("is built anew when the server no longer holds it, or was replaced", async () => {
    room.offers = [camera];
    const { pictureOf, snapshot } = await open();
    await room.become("reconnecting");
    room.held = [];
    await room.become("connected");
    expect(room.peers).toHaveLength(2);
    await room.tell({ epoch: 9, generation: "second", offers: [camera] });
    expect(room.peers).toHaveLength(3);
    expect(room.peers.map(({ closed }) => closed)).toEqual([true, true, false]);
    expect(pictureOf(ANA)).toBeDefined();
    expect(snapshot().status).toBe("connected");
  });

  it("is away while there is no media worker, and comes back with one", async () => {
    room.offers = [camera];
    const { pictureOf, snapshot } = await open();
    await room.tell({ generation: null, offers: [] });
    expect(snapshot().status).toBe("away");
    expect(pictureOf(ANA)).toBeUndefined();
    await room.tell({ generation: "second", offers: [camera] });
    expect(snapshot().status).toBe("connected");
    expect(pictureOf(ANA)).toBeDefined();
  });

  it("mends an interrupted line once, and builds a failed one anew", async () => {
    const { snapshot } = await open();
    await room.peer.become("interrupted");
    expect(room.peer.iceRestarts).toBe(1);
    expect(snapshot().status).toBe("reconnecting");
    await room.peer.become("connected");
    await room.peer.become("interrupted");
    expect(room.peer.iceRestarts).toBe(2);
    await room.peer.become("failed");
    expect(room.peers).toHaveLength(2);
    expect(snapshot().status).toBe("connected");
  });

  it("mends its line at once when the network changed or the device slept, before the browser finds out", async () => {
    await open();
    await room.wake("network");
    expect(room.peer.iceRestarts).toBe(1);
    await room.wake("slept");
    expect(room.peer.iceRestarts).toBe(2);
    await room.wake("shown");
    expect([room.peer.iceRestarts, room.peers.length]).toEqual([2, 1]);
  });

  it("mends its line once the room is back, when both broke", async () => {
    await open();
    await room.become("reconnecting");
    await room.wake("network");
    expect(room.peer.iceRestarts).toBe(0);
    await room.become("connected");
    expect(room.peer.iceRestarts).toBe(1);
  });

  it("is tried again by itself, with the reason kept for those who help", async () => {
    room.refuse = "media/malformed";
    room.offers = [camera];
    const { snapshot, pictureOf } = await open();
    expect(snapshot().trouble).toContain("media/malformed");
    room.refuse = undefined;
    await vi.advanceTimersByTimeAsync(500);
    expect(snapshot()).toMatchObject({ status: "connected", trouble: undefined });
    expect(pictureOf(ANA)).toBeDefined();
  });

  it("stays quiet on a page whose place was taken over, and in a browser that cannot", async () => {
    const { snapshot } = await open();
    await room.become("takenOver");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(room.peers.map(({ closed }) => closed)).toEqual([true]);
    call?.dispose();
    room = new FakeRoom();
    room.unsupported = true;
    const other = await open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(other.snapshot().status).toBe("unsupported");
    expect(room.attempts).toBe(1);
    expect(snapshot().status).not.toBe("connected");
  });

  it("leaves nothing open when it is disposed, not even what was being opened", async () => {
    const { dispose } = await open();
    dispose();
    expect(room.peer.closed).toBe(true);
    const release = room.holdOpening();
    const late = await open();
    late.dispose();
    release();
    await settle();
    expect(room.peers.map(({ closed }) => closed)).toEqual([true, true]);
  });
});
