import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InventedSender, inventDeltaFrame, inventKeyFrame, writeRtp } from "../../test/invented-media.ts";
import { FRAME_BYTES } from "./recording-limits.ts";
import { type InOrder, ReorderBuffer } from "./reorder-buffer.ts";
import { parseRtpPacket } from "./rtp-packet.ts";
import { type AssembledFrame, Vp8Frames } from "./vp8-frames.ts";

const LOST: InOrder = { kind: "lost" };
const STREAM = { payloadType: 96, ssrc: 1 };

interface Sent {
  readonly keyFrame: boolean;
  readonly frame: Uint8Array;
  readonly packets: readonly Uint8Array[];
}

/** A key frame first, then as told. */
function send(kinds: readonly boolean[], length: (index: number) => number = (index) => 30 + 23 * (index % 9)): Sent[] {
  const sender = new InventedSender(STREAM);
  return [true, ...kinds].map((keyFrame, index) => {
    const frame = keyFrame ? inventKeyFrame(320, 180, length(index)) : inventDeltaFrame(length(index));
    return { keyFrame, frame, packets: sender.picture(frame, 3_000 * index, 50) };
  });
}

function inOrder(bytes: Uint8Array): InOrder {
  const packet = parseRtpPacket(bytes);
  if (!packet) throw new Error("invented packets can be read");
  return { kind: "packet", packet: { ...packet, arrivedAtMs: 0 } };
}

const indexOf = ({ timestamp }: AssembledFrame) => timestamp / 3_000;
const kinds = fc.array(
  fc.nat(5).map((draw) => draw === 0),
  { maxLength: 30 },
);

describe("pictures", () => {
  it("come out as they went in when nothing is lost", () => {
    fc.assert(
      fc.property(kinds, (wanted) => {
        const sent = send(wanted);
        const frames = new Vp8Frames();
        const got = sent.flatMap(({ packets }) => packets.flatMap((packet) => frames.push(inOrder(packet))));
        expect(got.map(({ bytes }) => bytes)).toEqual(sent.map(({ frame }) => frame));
        expect(frames.lost).toBe(0);
      }),
    );
  });

  it("come out whole or not at all, and after a loss only from the next key frame on, in any disorder", () => {
    const fates = fc.infiniteStream(fc.record({ lost: fc.nat(9).map((draw) => draw === 0), late: fc.nat(4) }));
    fc.assert(
      fc.property(kinds, fates, (wanted, fate) => {
        const sent = send(wanted);
        const lostFrames = new Set<number>();
        const arrivals = sent
          .flatMap(({ packets }, frame) => packets.map((bytes) => ({ bytes, frame })))
          .map((packet, index) => {
            const { lost, late } = fate.next().value;
            // The first packet says where the stream begins.
            if (lost && index > 0) lostFrames.add(packet.frame);
            return { ...packet, lost: lost && index > 0, at: index === 0 ? -1 : index + late };
          })
          .filter(({ lost }) => !lost)
          .sort((one, other) => one.at - other.at);
        const order = new ReorderBuffer();
        const frames = new Vp8Frames();
        const pushed = arrivals.flatMap(({ bytes }) => {
          const next = inOrder(bytes);
          return next.kind === "packet" ? order.push(next.packet) : [];
        });
        const got = [...pushed, ...order.flush()].flatMap((next) => frames.push(next));
        let broken = false;
        const expected = sent.flatMap(({ keyFrame }, index) => {
          if (lostFrames.has(index)) broken = true;
          else if (keyFrame) broken = false;
          return broken ? [] : [index];
        });
        expect(got.map(indexOf)).toEqual(expected);
        for (const frame of got) expect(frame.bytes).toEqual(sent[indexOf(frame)]?.frame);
      }),
    );
  });
});

it("waits for a key frame at the beginning, which is no loss", () => {
  const [key, delta] = send([false]);
  const frames = new Vp8Frames();
  for (const packet of delta?.packets ?? []) expect(frames.push(inOrder(packet))).toEqual([]);
  expect(frames.broken).toBe(true);
  expect(frames.lost).toBe(0);
  expect(key?.packets.flatMap((packet) => frames.push(inOrder(packet)))).toHaveLength(1);
  expect(frames.broken).toBe(false);
});

it("counts what is dropped until the next key frame", () => {
  const [key, delta] = send([false]);
  const frames = new Vp8Frames();
  for (const packet of key?.packets ?? []) frames.push(inOrder(packet));
  frames.push(LOST);
  for (let time = 0; time < 3; time += 1) for (const packet of delta?.packets ?? []) frames.push(inOrder(packet));
  expect(frames.lost).toBe(4);
});

it("takes the next picture's beginning for the end of one whose marker is missing", () => {
  const frames = new Vp8Frames();
  const write = (sequenceNumber: number, timestamp: number, picture: Uint8Array) =>
    inOrder(writeRtp({ ...STREAM, sequenceNumber, timestamp, payload: Uint8Array.of(0x10, ...picture) }));
  expect(frames.push(write(1, 0, inventKeyFrame(320, 180)))).toEqual([]);
  expect(frames.push(write(2, 3_000, inventDeltaFrame())).map(indexOf)).toEqual([0]);
});

it("passes over packets that are nothing but padding", () => {
  const [key, delta] = send([false]);
  const frames = new Vp8Frames();
  const padding = inOrder(
    writeRtp({ ...STREAM, sequenceNumber: 1, timestamp: 1, payload: new Uint8Array(), paddingBytes: 9 }),
  );
  const got = [...(key?.packets ?? []), ...(delta?.packets ?? [])].flatMap((packet) => [
    ...frames.push(padding),
    ...frames.push(inOrder(packet)),
  ]);
  expect(got).toHaveLength(2);
});

it("gives up a picture that never ends", () => {
  const frames = new Vp8Frames();
  const part = new Uint8Array(1_200).fill(1);
  const begin = (at: number) =>
    inOrder(writeRtp({ ...STREAM, sequenceNumber: at, timestamp: 0, payload: part.with(0, at ? 0 : 0x10) }));
  const needed = Math.ceil(FRAME_BYTES / part.length) + 1;
  const got = Array.from({ length: needed }, (_, at) => frames.push(begin(at)));
  expect(got.flat()).toEqual([]);
  const key = new InventedSender(STREAM).picture(inventKeyFrame(320, 180), 9_000);
  expect(key.flatMap((packet) => frames.push(inOrder(packet)))).toHaveLength(1);
});

it("never throws, whatever comes", () => {
  const payloads = fc.array(
    fc.record({ payload: fc.uint8Array({ maxLength: 30 }), timestamp: fc.nat(2), marker: fc.boolean() }),
  );
  fc.assert(
    fc.property(payloads, (garbage) => {
      const frames = new Vp8Frames();
      garbage.forEach((packet, sequenceNumber) => {
        frames.push(inOrder(writeRtp({ ...STREAM, ...packet, sequenceNumber })));
      });
    }),
    { numRuns: 1_000 },
  );
});
