import type { MediaOffer } from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it, vi } from "vitest";
import { createFakeCall, settle } from "./testing/fake-call.ts";
import { FakeStream } from "./testing/fake-stream.ts";

const ANA = "ana" as ParticipantId;
const BRUNO = "bruno" as ParticipantId;
const camera: MediaOffer = { participantId: ANA, source: "camera", paused: false };
const voice: MediaOffer = { participantId: ANA, source: "microphone", paused: false };

const fake = createFakeCall();

describe("a call", () => {
  it("sends camera and microphone and takes what is offered", async () => {
    fake.room.offers = [camera, voice];
    const { pictureOf, soundOf, snapshot } = await fake.open();
    expect([...fake.room.peer.sent.keys()]).toEqual(["camera", "microphone"]);
    expect(pictureOf(ANA)).toBeDefined();
    expect(soundOf(ANA)).toBeDefined();
    expect(snapshot()).toEqual({ status: "connected", camera: "sending", microphone: "sending", trouble: undefined });
  });

  it("follows offers as they come and go, and shows nothing of a camera its owner switched off", async () => {
    const { pictureOf } = await fake.open();
    expect(pictureOf(ANA)).toBeUndefined();
    await fake.room.tell({ offers: [camera] });
    const picture = pictureOf(ANA);
    expect(picture).toBeDefined();
    await fake.room.tell({ offers: [{ ...camera, paused: true }] });
    expect(pictureOf(ANA)).toBeUndefined();
    await fake.room.tell({ offers: [camera] });
    expect(pictureOf(ANA)).toBe(picture);
    await fake.room.tell({ offers: [] });
    expect(pictureOf(ANA)).toBeUndefined();
  });

  it("shows nothing of a camera whose owner's line carries none, says so, and goes on with the same picture", async () => {
    fake.room.offers = [camera];
    const { pictureOf, isLineWeak } = await fake.open();
    const picture = pictureOf(ANA);
    expect(isLineWeak(ANA)).toBe(false);
    await fake.room.tell({ offers: [{ ...camera, lineWeak: true }] });
    expect(pictureOf(ANA)).toBeUndefined();
    expect(isLineWeak(ANA)).toBe(true);
    await fake.room.tell({ offers: [camera] });
    expect(pictureOf(ANA)).toBe(picture);
    expect(isLineWeak(ANA)).toBe(false);
  });

  it("takes a picture anew that was withdrawn and given again before it could look", async () => {
    fake.room.offers = [camera];
    const { pictureOf } = await fake.open();
    const first = pictureOf(ANA);
    void fake.room.tell({ offers: [] });
    await fake.room.tell({ offers: [camera] });
    expect(pictureOf(ANA)).toBeDefined();
    expect(pictureOf(ANA)).not.toBe(first);
  });

  it("does not keep a picture that was withdrawn while it was being opened", async () => {
    const { pictureOf } = await fake.open();
    const release = fake.room.peer.holdReceiving();
    await fake.room.tell({ offers: [camera] });
    await fake.room.tell({ offers: [] });
    release();
    await settle();
    expect(pictureOf(ANA)).toBeUndefined();
    expect(fake.room.peer.received.get("ana camera")?.closed).toBe(true);
  });

  it("goes on when one picture is refused, and takes it when it is offered the next time", async () => {
    fake.room.offers = [camera, voice];
    fake.room.refuse = "media/not_allowed";
    const { pictureOf, snapshot } = await fake.open();
    expect(pictureOf(ANA)).toBeUndefined();
    expect(snapshot().status).toBe("connected");
    fake.room.refuse = undefined;
    await fake.room.tell({ offers: [camera, voice] });
    expect(pictureOf(ANA)).toBeDefined();
    expect(fake.room.peers).toHaveLength(1);
  });

  it("takes what is offered while the own camera is still being sent, and is not built twice for it", async () => {
    fake.room.offers = [camera, voice];
    const release = fake.room.holdSending();
    const { pictureOf, soundOf } = await fake.open();
    expect(pictureOf(ANA)).toBeDefined();
    expect(soundOf(ANA)).toBeDefined();
    expect(fake.room.peer.received.get("ana camera")).toMatchObject({ receiving: true });
    expect(fake.room.peer.sent.size).toBe(0);
    release();
    await settle();
    expect([...fake.room.peer.sent.keys()]).toEqual(["camera", "microphone"]);
    expect(fake.room.peers).toHaveLength(1);
  });

  it("takes what is offered only while the own camera is being sent, in the size in which it is shown by then", async () => {
    const release = fake.room.holdSending();
    const { pictureOf, preferSize } = await fake.open();
    await fake.room.tell({ offers: [camera, voice] });
    const picture = fake.room.peer.received.get("ana camera");
    expect(picture).toMatchObject({ receiving: true });
    preferSize(ANA, 0);
    await settle();
    expect(picture).toMatchObject({ receiving: false });
    expect(fake.room.peer.received.get("ana microphone")).toMatchObject({ receiving: true });
    await fake.room.tell({ offers: [voice] });
    expect(pictureOf(ANA)).toBeUndefined();
    expect(picture).toMatchObject({ closed: true });
    expect(fake.room.peer.sent.size).toBe(0);
    release();
    await settle();
    expect([...fake.room.peer.sent.keys()]).toEqual(["camera", "microphone"]);
  });

  it("does not let one picture wait for another that is being opened", async () => {
    const release = fake.room.holdSending();
    const { pictureOf } = await fake.open();
    const releaseAna = fake.room.peer.holdReceiving(ANA);
    await fake.room.tell({ offers: [camera] });
    await fake.room.tell({ offers: [camera, { ...camera, participantId: BRUNO }] });
    expect([pictureOf(ANA), pictureOf(BRUNO)]).toEqual([undefined, expect.anything()]);
    releaseAna();
    await settle();
    expect(pictureOf(ANA)).toBeDefined();
    release();
  });

  it("takes nothing more over an end whose media worker is gone, and all of it over the next one", async () => {
    const release = fake.room.holdSending();
    const { pictureOf } = await fake.open();
    const former = fake.room.peer;
    const releaseAna = former.holdReceiving();
    await fake.room.tell({ offers: [camera] });
    await fake.room.tell({ generation: "second", offers: [] });
    release();
    releaseAna();
    await settle();
    expect(fake.room.peer).not.toBe(former);
    expect(former).toMatchObject({ closed: true });
    expect(former.received.get("ana camera")).toMatchObject({ closed: true });
    expect(pictureOf(ANA)).toBeUndefined();
    await fake.room.tell({ offers: [camera] });
    expect(pictureOf(ANA)).toBeDefined();
    expect(fake.room.peer.received.get("ana camera")).toMatchObject({ receiving: true, closed: false });
  });

  it("opens its end while it still asks what is offered, and one only", async () => {
    fake.room.offers = [camera];
    const release = fake.room.holdAnswers();
    const { pictureOf } = await fake.open();
    expect(fake.room.peers).toHaveLength(1);
    expect(pictureOf(ANA)).toBeUndefined();
    release();
    await settle();
    expect(pictureOf(ANA)).toBeDefined();
    expect(fake.room.attempts).toBe(1);
  });

  it("gives what arrives when the own camera cannot be sent", async () => {
    fake.room.offers = [camera];
    fake.room.refuseSending = "media/malformed";
    const { pictureOf, snapshot } = await fake.open();
    expect(fake.room.peer.received.get("ana camera")).toMatchObject({ receiving: true });
    expect(snapshot().trouble).toContain("media/malformed");
    fake.room.refuseSending = undefined;
    await vi.advanceTimersByTimeAsync(500);
    expect(snapshot()).toMatchObject({ status: "connected", trouble: undefined });
    expect(pictureOf(ANA)).toBeDefined();
  });

  it("believes nothing that is older than what it knows", async () => {
    const { pictureOf } = await fake.open();
    await fake.room.tell({ epoch: 5, offers: [camera] });
    await fake.room.tell({ epoch: 4, offers: [] });
    expect(pictureOf(ANA)).toBeDefined();
  });
});

describe("what is sent", () => {
  it("is nothing without permission, and begins when permission comes", async () => {
    const { takeStream, snapshot } = await fake.open(null);
    expect(snapshot()).toMatchObject({ status: "connected", camera: "none", microphone: "none" });
    expect(fake.room.peer.sent.size).toBe(0);
    takeStream(new FakeStream() as unknown as MediaStream);
    await settle();
    expect(snapshot()).toMatchObject({ camera: "sending", microphone: "sending" });
    expect(fake.room.peer.sent.get("camera")?.track).toBeDefined();
  });

  it("is held back in the instant it is switched off, even while nothing can be told to the server", async () => {
    const { setMicrophone, setCamera, snapshot } = await fake.open();
    await fake.room.become("reconnecting");
    setMicrophone(false);
    setCamera(false);
    expect(fake.room.peer.sent.get("microphone")?.held).toBe(true);
    expect(fake.room.peer.sent.get("camera")?.held).toBe(true);
    expect(snapshot()).toMatchObject({ camera: "off", microphone: "off" });
    expect(fake.room.peer.sent.get("microphone")?.told).toEqual([]);
    await fake.room.become("connected");
    expect(fake.room.peer.sent.get("microphone")?.told).toEqual([true]);
    setMicrophone(true);
    await settle();
    expect(fake.room.peer.sent.get("microphone")).toMatchObject({ held: false, told: [true, false] });
  });

  it("follows another device and ends with it", async () => {
    const { takeStream, snapshot } = await fake.open();
    const other = new FakeStream();
    takeStream(other as unknown as MediaStream);
    await settle();
    expect(fake.room.peer.sent.get("camera")?.track).toBe(other.tracks[0]);
    other.tracks[0]?.end();
    await settle();
    expect(snapshot()).toMatchObject({ camera: "none", microphone: "sending" });
    expect(fake.room.peer.sent.get("camera")?.closed).toBe(true);
  });
});

describe("a picture's size", () => {
  it("follows the place it has on the screen, and nothing is sent to a place that is hidden", async () => {
    fake.room.offers = [camera, voice];
    const { preferSize } = await fake.open();
    const picture = fake.room.peer.received.get("ana camera");
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
    expect(fake.room.peer.received.get("ana microphone")?.receiving).toBe(true);
    preferSize(ANA, 900);
    await settle();
    expect(picture).toMatchObject({ receiving: true, layers: [0, 2] });
  });
});
