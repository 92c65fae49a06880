import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPoseFrame } from "../movement/pose-frame.ts";
import { acknowledgeFrames, createFrameOutbox, expectFrame, keepFrame, takeMessage } from "./frame-outbox.ts";
import { decodeFrame, encodeFrame, type FrameHeader, splitFrames } from "./pose-packet.ts";
import { FRAMES_PER_MESSAGE, UNACKNOWLEDGED_FRAMES_KEPT_MS } from "./room-messages.ts";

const keep = (outbox: ReturnType<typeof createFrameOutbox>, captureMs: number) =>
  keepFrame(outbox, captureMs, (sequence, earlierGone) =>
    encodeFrame({ sequence, captureMs, model: "none", earlierGone }, createPoseFrame()),
  );
function read(message: Uint8Array | undefined): { sequences: number[]; earlierGone: boolean } {
  const frames = message === undefined ? [] : splitFrames(message);
  if (typeof frames === "string") throw new Error(frames);
  const headers = frames.map((bytes) => {
    const header: FrameHeader = { sequence: 0, captureMs: 0, model: "none", earlierGone: false };
    decodeFrame(bytes, header, createPoseFrame());
    return header;
  });
  return { sequences: headers.map((header) => header.sequence), earlierGone: headers[0]?.earlierGone ?? false };
}

describe("frames waiting for their acknowledgement", () => {
  it("are sent once, oldest first, and again from where the server says", () => {
    const outbox = createFrameOutbox();
    for (let i = 1; i <= 5; i++) keep(outbox, 66 * i);
    expect(read(takeMessage(outbox)).sequences).toEqual([1, 2, 3, 4, 5]);
    expect(takeMessage(outbox)).toBeUndefined();
    acknowledgeFrames(outbox, 2);
    expectFrame(outbox, 3);
    expect(read(takeMessage(outbox)).sequences).toEqual([3, 4, 5]);
  });

  it("stay when the server has accepted them but not yet committed", () => {
    const outbox = createFrameOutbox();
    for (let i = 1; i <= 5; i++) keep(outbox, 66 * i);
    takeMessage(outbox);
    expectFrame(outbox, 6);
    expect(outbox.kept).toHaveLength(5);
    expectFrame(outbox, 2);
    expect(read(takeMessage(outbox)).sequences).toEqual([2, 3, 4, 5]);
  });

  it("say when earlier ones are gone for good", () => {
    const outbox = createFrameOutbox();
    for (let i = 0; i <= 10; i++) keep(outbox, (i * UNACKNOWLEDGED_FRAMES_KEPT_MS) / 5);
    expectFrame(outbox, 1);
    expect(read(takeMessage(outbox))).toEqual({ sequences: [6, 7, 8, 9, 10, 11], earlierGone: true });
  });

  it("take up the server's numbers on a page that has just been loaded", () => {
    const outbox = createFrameOutbox();
    keep(outbox, 10);
    expectFrame(outbox, 500);
    keep(outbox, 80);
    expect(read(takeMessage(outbox)).sequences).toEqual([500]);
  });

  it("reach the server completely through any losses, in messages of bounded size", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }), (cuts) => {
        const outbox = createFrameOutbox();
        const received: number[] = [];
        const deliver = () => {
          for (let message = takeMessage(outbox); message !== undefined; message = takeMessage(outbox)) {
            const { sequences } = read(message);
            expect(sequences.length).toBeLessThanOrEqual(FRAMES_PER_MESSAGE);
            for (const sequence of sequences) if (sequence === received.length + 1) received.push(sequence);
          }
        };
        let captureMs = 0;
        for (const cut of cuts) {
          for (let i = 0; i < cut; i++) {
            captureMs += 66;
            keep(outbox, captureMs);
          }
          takeMessage(outbox); // lost on the way
          acknowledgeFrames(outbox, received.length);
          expectFrame(outbox, received.length + 1);
          deliver();
        }
        expect(received).toHaveLength(outbox.next - 1);
      }),
    );
  });
});
