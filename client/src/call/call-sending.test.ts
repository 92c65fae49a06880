import type { MediaOffer } from "@ensemble/shared/protocol/media-messages.ts";
import { RECORDING_HEARS } from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it, vi } from "vitest";
import { createFakeCall, settle } from "./testing/fake-call.ts";
import { FakeStream } from "./testing/fake-stream.ts";

const ANA = "ana" as ParticipantId;
const voice: MediaOffer = { participantId: ANA, source: "microphone", paused: false };

const fake = createFakeCall();

describe("the sizes of the own picture", () => {
  const asked = () => fake.room.peer.sent.get("camera")?.encodings;

  it("become fewer in the middle of a class on a device that is too slow, and more when it recovers", async () => {
    const { sendAtMost } = await fake.open();
    sendAtMost(3);
    await settle();
    expect(asked()).toEqual([]);
    sendAtMost(2);
    await settle();
    expect(asked()).toEqual([2]);
    sendAtMost(3);
    await settle();
    expect(asked()).toEqual([2, 3]);
    expect(fake.room.peers).toHaveLength(1);
    expect(fake.room.peer.sent.get("microphone")?.encodings).toEqual([]);
  });

  it("stay few for a camera that comes later, and in a call that is built anew", async () => {
    const { sendAtMost, takeStream } = await fake.open(null);
    sendAtMost(2);
    takeStream(new FakeStream() as unknown as MediaStream);
    await settle();
    expect(asked()).toEqual([2]);
    await fake.room.peer.become("failed");
    expect(fake.room.peers).toHaveLength(2);
    expect(asked()).toEqual([2]);
  });
});

describe("what the own line does not carry", () => {
  const sent = (source: "camera" | "microphone") => fake.room.peer.sent.get(source);
  const tell = (sizes: number, sound: boolean) =>
    fake.room.tell({ offers: [], wantedSizes: 3, carried: { sizes, sound } });

  it("stops at once: sizes, then the picture, then the sound, and comes back as it went", async () => {
    await fake.open();
    await tell(2, true);
    await tell(1, true);
    expect(sent("camera")?.encodings).toEqual([2, 1]);
    await tell(0, true);
    expect([sent("camera")?.held, sent("microphone")?.held]).toEqual([true, false]);
    await tell(0, false);
    expect([sent("camera")?.held, sent("microphone")?.held]).toEqual([true, true]);
    await tell(3, true);
    expect([sent("camera")?.held, sent("microphone")?.held]).toEqual([false, false]);
    expect(sent("camera")?.encodings.at(-1)).toBe(3);
    // To the others nobody has switched anything off.
    expect([sent("camera")?.told, sent("microphone")?.told].flat()).not.toContain(true);
  });
});

describe("a step less than would be sent", () => {
  const sent = () => fake.room.peer.sent.get("camera");
  const tell = (wantedSizes: number, less: number, sizes = 3) =>
    fake.room.tell({ offers: [], wantedSizes, carried: { sizes, sound: true, less } });

  it("is a size of several, and half of the pictures a second of one", async () => {
    await fake.open();
    await tell(3, 1);
    await tell(3, 2);
    expect(sent()).toMatchObject({ encodings: [2, 1], frames: [] });
    await tell(1, 0);
    await vi.advanceTimersByTimeAsync(5_000);
    await tell(1, 1);
    await tell(1, 2);
    expect(sent()?.frames).toEqual([0.5, 0.25]);
    await tell(1, 0);
    expect(sent()?.frames).toEqual([0.5, 0.25, 1]);
    expect(sent()?.encodings.at(-1)).toBe(1);
  });

  it("is counted from what a slow device makes", async () => {
    const { sendAtMost } = await fake.open();
    sendAtMost(1);
    await tell(3, 1, 2);
    expect(sent()).toMatchObject({ encodings: [1], frames: [0.5] });
  });

  it("is nothing at once where the line carries no picture, and no less than before when it does again", async () => {
    await fake.open();
    await fake.room.tell({ offers: [], wantedSizes: 0, carried: { sizes: 0, sound: true } });
    expect(sent()?.held).toBe(true);
    await tell(3, 2, 1);
    expect(sent()?.held).toBe(false);
    expect(sent()?.encodings.at(-1)).toBe(1);
  });
});

describe("a picture nobody looks at", () => {
  const sent = () => fake.room.peer.sent.get("camera");

  it("is sent no larger than anybody sees it, once that has been so for a while, and larger at once", async () => {
    await fake.open();
    await fake.room.tell({ offers: [], wantedSizes: 2 });
    expect(sent()?.encodings).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent()?.encodings).toEqual([2]);
    await fake.room.tell({ offers: [], wantedSizes: 3 });
    expect(sent()?.encodings).toEqual([2, 3]);
  });

  it("does not leave the device, and the others are not told that it is off", async () => {
    const { snapshot } = await fake.open();
    await fake.room.tell({ offers: [], wantedSizes: 0 });
    await vi.advanceTimersByTimeAsync(4_000);
    // What is told again meanwhile does not put it off.
    await fake.room.tell({ offers: [voice], wantedSizes: 0 });
    expect(sent()).toMatchObject({ held: false });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent()).toMatchObject({ held: true, told: [] });
    expect(snapshot().camera).toBe("sending");
    await fake.room.tell({ offers: [], wantedSizes: 1 });
    expect(sent()).toMatchObject({ held: false, told: [] });
  });

  it("stays as it was for whoever looks away for a moment", async () => {
    await fake.open();
    await fake.room.tell({ offers: [], wantedSizes: 3 });
    await vi.advanceTimersByTimeAsync(5_000);
    await fake.room.tell({ offers: [], wantedSizes: 0 });
    await vi.advanceTimersByTimeAsync(4_000);
    await fake.room.tell({ offers: [], wantedSizes: 3 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent()).toMatchObject({ held: false, encodings: [] });
  });

  it("stays off when it was switched off, however many want it", async () => {
    const { setCamera } = await fake.open();
    setCamera(false);
    await fake.room.tell({ offers: [], wantedSizes: 0 });
    await vi.advanceTimersByTimeAsync(5_000);
    await fake.room.tell({ offers: [], wantedSizes: 3 });
    expect(sent()).toMatchObject({ held: true });
    setCamera(true);
    await settle();
    expect(sent()).toMatchObject({ held: false });
  });
});

describe("a word for one", () => {
  const voice = () => fake.room.peer.sent.get("microphone");
  const BRUNO = "bruno" as ParticipantId;

  it("is held at once, until the server sends it to nobody else", async () => {
    const { confideIn, snapshot } = await fake.open();
    await fake.room.tell({ offers: [], hearers: [ANA, BRUNO] });
    confideIn(ANA);
    expect(voice()).toMatchObject({ held: true, told: [] });
    expect(snapshot().microphone).toBe("sending");
    await fake.room.tell({ offers: [], hearers: [ANA] });
    expect(voice()).toMatchObject({ held: false, told: [] });
  });

  it("is held until no recording hears it either", async () => {
    const { confideIn } = await fake.open();
    await fake.room.tell({ offers: [], hearers: [ANA, RECORDING_HEARS] });
    confideIn(ANA);
    expect(voice()).toMatchObject({ held: true });
    await fake.room.tell({ offers: [], hearers: [ANA] });
    expect(voice()).toMatchObject({ held: false });
  });

  it("is held again when somebody else is sent it all the same", async () => {
    const { confideIn } = await fake.open();
    confideIn(ANA);
    await fake.room.tell({ offers: [], hearers: [ANA] });
    await fake.room.tell({ offers: [], hearers: [ANA, BRUNO] });
    expect(voice()).toMatchObject({ held: true });
  });

  it("is for everybody again without waiting, unless the microphone is off", async () => {
    const { confideIn, setMicrophone } = await fake.open();
    await fake.room.tell({ offers: [], hearers: [ANA, BRUNO] });
    confideIn(ANA);
    setMicrophone(false);
    confideIn(undefined);
    expect(voice()).toMatchObject({ held: true });
    setMicrophone(true);
    await settle();
    expect(voice()).toMatchObject({ held: false });
  });
});

it("looks every now and then whether the line is too narrow for the own picture, as long as the call lasts", async () => {
  const { dispose } = await fake.open();
  await settle();
  const { peer } = fake.room;
  await vi.advanceTimersByTimeAsync(10_000);
  const looks = peer.limitLooks;
  expect(looks).toBeGreaterThan(2);
  await fake.room.become("reconnecting");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(peer.limitLooks, "nobody can be told").toBe(looks);
  dispose();
});
