import type { MediaOffer } from "@ensemble/shared/protocol/media-messages.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it, vi } from "vitest";
import { createFakeCall, settle } from "./testing/fake-call.ts";

const ANA = "ana" as ParticipantId;
const camera: MediaOffer = { participantId: ANA, source: "camera", paused: false };

const fake = createFakeCall();

describe("a call that breaks", () => {
  it("lives on through a short cut of the room when the server still holds it", async () => {
    fake.room.offers = [camera];
    const { pictureOf } = await fake.open();
    const picture = pictureOf(ANA);
    await fake.room.become("reconnecting");
    expect(pictureOf(ANA)).toBe(picture);
    await fake.room.become("connected");
    expect(pictureOf(ANA)).toBe(picture);
    expect(fake.room.peers).toHaveLength(1);
  });

  it("is built anew when the server no longer holds it, or was replaced", async () => {
    fake.room.offers = [camera];
    const { pictureOf, snapshot } = await fake.open();
    await fake.room.become("reconnecting");
    fake.room.held = [];
    await fake.room.become("connected");
    expect(fake.room.peers).toHaveLength(2);
    await fake.room.tell({ epoch: 9, generation: "second", offers: [camera] });
    expect(fake.room.peers).toHaveLength(3);
    expect(fake.room.peers.map(({ closed }) => closed)).toEqual([true, true, false]);
    expect(pictureOf(ANA)).toBeDefined();
    expect(snapshot().status).toBe("connected");
  });

  it("is away while there is no media worker, and comes back with one", async () => {
    fake.room.offers = [camera];
    const { pictureOf, snapshot } = await fake.open();
    await fake.room.tell({ generation: null, offers: [] });
    expect(snapshot().status).toBe("away");
    expect(pictureOf(ANA)).toBeUndefined();
    await fake.room.tell({ generation: "second", offers: [camera] });
    expect(snapshot().status).toBe("connected");
    expect(pictureOf(ANA)).toBeDefined();
  });

  it("mends an interrupted line at once, and builds a failed one anew", async () => {
    const { snapshot } = await fake.open();
    await fake.room.peer.become("interrupted");
    expect(fake.room.peer.iceRestarts).toBe(1);
    expect(snapshot().status).toBe("reconnecting");
    await fake.room.peer.become("connected");
    await fake.room.peer.become("interrupted");
    expect(fake.room.peer.iceRestarts).toBe(2);
    await fake.room.peer.become("failed");
    expect(fake.room.peers).toHaveLength(2);
    expect(snapshot().status).toBe("connected");
  });

  it("mends its line at once when the network changed or the device slept, before the browser finds out", async () => {
    await fake.open();
    await fake.room.wake("network");
    expect(fake.room.peer.iceRestarts).toBe(1);
    await fake.room.wake("slept");
    expect(fake.room.peer.iceRestarts).toBe(2);
    await fake.room.wake("shown");
    expect([fake.room.peer.iceRestarts, fake.room.peers.length]).toEqual([2, 1]);
  });

  it("mends a line that stays interrupted again and again, and then builds another one", async () => {
    await fake.open();
    await fake.room.peer.become("interrupted");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(fake.room.peer.iceRestarts).toBe(2);
    await vi.advanceTimersByTimeAsync(8_000);
    expect([fake.room.peer.iceRestarts, fake.room.peers.length]).toEqual([3, 1]);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(fake.room.peers.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it("mends a line over which the server hears nothing, before the browser finds out", async () => {
    await fake.open();
    await vi.advanceTimersByTimeAsync(5_000);
    await fake.room.step("reconnecting");
    expect(fake.room.peer.iceRestarts).toBe(1);
    await fake.room.step("lowest");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([fake.room.peer.iceRestarts, fake.room.peers.length]).toEqual([1, 1]);
  });

  it("does not mend a line that has just come about because the server has not heard anything over it yet", async () => {
    await fake.open();
    await fake.room.step("reconnecting");
    expect(fake.room.peer.iceRestarts).toBe(0);
    await fake.room.step("full");
    await vi.advanceTimersByTimeAsync(60_000);
    expect([fake.room.peer.iceRestarts, fake.room.peers.length]).toEqual([0, 1]);
    await fake.room.peer.become("failed");
    await fake.room.step("reconnecting");
    expect(fake.room.peer.iceRestarts).toBe(0);
    await vi.advanceTimersByTimeAsync(3_000);
    expect([fake.room.peer.iceRestarts, fake.room.peers.length]).toEqual([1, 2]);
  });

  it("looks for a better way than TCP now and then, on the line that it has", async () => {
    await fake.open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.room.peer.iceRestarts).toBe(0);
    fake.room.peer.ways = ["udp", "tcp"];
    await vi.advanceTimersByTimeAsync(40_000);
    expect([fake.room.peer.iceRestarts, fake.room.peers.length]).toEqual([1, 1]);
    fake.room.peer.ways = ["udp", "udp"];
    await vi.advanceTimersByTimeAsync(600_000);
    expect(fake.room.peer.iceRestarts).toBe(1);
  });

  it("says that nothing gets through when a line does not come about, and goes on trying", async () => {
    fake.room.blocked = true;
    const { snapshot } = await fake.open();
    expect(snapshot().status).toBe("connecting");
    await vi.advanceTimersByTimeAsync(16_000);
    expect([snapshot().status, fake.room.peers.length]).toEqual(["blocked", 2]);
    fake.room.blocked = false;
    await vi.advanceTimersByTimeAsync(16_000);
    await fake.room.peer.become("connected");
    expect([snapshot().status, fake.room.peers.length]).toEqual(["connected", 3]);
  });

  it("does not say that nothing gets through any more once there is nothing to carry", async () => {
    fake.room.blocked = true;
    fake.room.offers = [camera];
    const { snapshot } = await fake.open(null);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(snapshot().status).toBe("blocked");
    fake.room.blocked = false;
    await fake.room.tell({ offers: [] });
    expect(snapshot().status).toBe("blocked");
    await vi.advanceTimersByTimeAsync(16_000);
    expect(snapshot().status).toBe("connected");
  });

  it("says of a line that has carried and is built anew that it is coming back", async () => {
    const { snapshot } = await fake.open();
    fake.room.blocked = true;
    await fake.room.peer.become("failed");
    expect([snapshot().status, fake.room.peers.length]).toEqual(["reconnecting", 2]);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(snapshot().status).toBe("blocked");
  });

  it("mends its line once the room is back, when both broke", async () => {
    await fake.open();
    await fake.room.become("reconnecting");
    await fake.room.wake("network");
    expect(fake.room.peer.iceRestarts).toBe(0);
    await fake.room.become("connected");
    expect(fake.room.peer.iceRestarts).toBe(1);
  });

  it("mends its line once somebody can be asked, when the first question was lost with the room", async () => {
    await fake.open();
    fake.room.peer.restartRefusal = "media/away";
    await fake.room.wake("network");
    await fake.room.become("reconnecting");
    expect(fake.room.peer.iceRestarts).toBe(0);
    fake.room.peer.restartRefusal = undefined;
    await fake.room.become("connected");
    expect(fake.room.peer.iceRestarts).toBe(1);
  });

  it("is tried again by itself, with the reason kept for those who help", async () => {
    fake.room.refuse = "media/malformed";
    fake.room.offers = [camera];
    const { snapshot, pictureOf } = await fake.open();
    expect(snapshot().trouble).toContain("media/malformed");
    fake.room.refuse = undefined;
    await vi.advanceTimersByTimeAsync(500);
    expect(snapshot()).toMatchObject({ status: "connected", trouble: undefined });
    expect(pictureOf(ANA)).toBeDefined();
  });

  it("stays quiet on a page whose place was taken over", async () => {
    const { snapshot } = await fake.open();
    await fake.room.become("takenOver");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.room.peers.map(({ closed }) => closed)).toEqual([true]);
    expect(snapshot().status).not.toBe("connected");
  });

  it("tries once in a browser that cannot", async () => {
    fake.room.unsupported = true;
    const { snapshot } = await fake.open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(snapshot().status).toBe("unsupported");
    expect(fake.room.attempts).toBe(1);
  });

  it("leaves nothing open when it is disposed, not even what was being opened", async () => {
    const { dispose } = await fake.open();
    dispose();
    expect(fake.room.peer.closed).toBe(true);
    const release = fake.room.holdOpening();
    const late = await fake.open();
    late.dispose();
    release();
    await settle();
    expect(fake.room.peers.map(({ closed }) => closed)).toEqual([true, true]);
  });
});
