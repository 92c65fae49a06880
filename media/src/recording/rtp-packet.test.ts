import fc from "fast-check";
import { expect, it } from "vitest";
import { writeRtp } from "../../test/invented-media.ts";
import { parseRtpPacket } from "./rtp-packet.ts";

const bytes = (most: number, least = 0) => fc.uint8Array({ minLength: least, maxLength: most });
const packets = fc.record({
  payloadType: fc.integer({ min: 0, max: 127 }),
  marker: fc.boolean(),
  sequenceNumber: fc.integer({ min: 0, max: 65_535 }),
  timestamp: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  ssrc: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  payload: bytes(50),
  paddingBytes: fc.integer({ min: 0, max: 255 }),
  contributors: fc.integer({ min: 0, max: 15 }),
  extensions: fc.dictionary(fc.integer({ min: 1, max: 14 }).map(String), bytes(16, 1), { maxKeys: 4 }),
});

it("reads what was written, also from the middle of other bytes", () => {
  fc.assert(
    fc.property(packets, bytes(5), (packet, before) => {
      const written = writeRtp(packet);
      const view = Uint8Array.of(...before, ...written).subarray(before.length);
      const read = parseRtpPacket(view);
      expect(read).toMatchObject({
        payloadType: packet.payloadType,
        marker: packet.marker,
        sequenceNumber: packet.sequenceNumber,
        timestamp: packet.timestamp,
        ssrc: packet.ssrc,
        payload: packet.payload,
      });
      expect(Object.fromEntries(read?.extensions ?? [])).toEqual({ ...packet.extensions });
    }),
  );
});

it("reads two-byte extension elements too", () => {
  const head = [0x90, 96, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3];
  const packet = parseRtpPacket(Uint8Array.of(...head, 0x10, 0x00, 0, 2, 0, 4, 1, 0x03, 9, 2, 7, 8, 42));
  expect(packet?.extensions).toEqual(
    new Map([
      [4, Uint8Array.of(3)],
      [9, Uint8Array.of(7, 8)],
    ]),
  );
  expect(packet?.payload).toEqual(Uint8Array.of(42));
});

it.each([
  ["another version", Uint8Array.of(0x40, ...new Uint8Array(11))],
  ["fewer bytes than a header", new Uint8Array(11).fill(0x80)],
  ["an extension that is longer than the packet", Uint8Array.of(0x90, ...new Uint8Array(11), 0xbe, 0xde, 0, 1)],
  ["more padding than payload", Uint8Array.of(0xa0, ...new Uint8Array(11), 1, 3)],
  ["padding of no length", Uint8Array.of(0xa0, ...new Uint8Array(11), 1, 0)],
])("takes %s for no packet", (_, packet) => {
  expect(parseRtpPacket(packet)).toBeUndefined();
});

it("never throws, whatever comes, and reads nothing from outside", () => {
  fc.assert(
    fc.property(bytes(80), (garbage) => {
      const packet = parseRtpPacket(Uint8Array.of(0x80 | (garbage[0] ?? 0), ...garbage.subarray(1)));
      expect(packet?.payload.length ?? 0).toBeLessThanOrEqual(garbage.length);
    }),
    { numRuns: 2_000 },
  );
});
