// The bench's callers are no browsers: that they are taken for such is tried on the product's own media node.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bruno, type CallersOnNode, openCallersOnNode } from "./callers-on-node.ts";

const PATIENCE = { timeout: 20_000, interval: 50 };

let opened: CallersOnNode;
beforeEach(async () => {
  opened = await openCallersOnNode();
});
afterEach(() => opened.close());

it("reach each other through a media node with picture and sound, and say how old a sound is that arrives", async () => {
  const { callers, node } = opened;
  const { consume } = await opened.connect();
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
