import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REORDER_WAIT_MS, WAITING_BYTES, WAITING_PACKETS } from "./recording-limits.ts";
import { type ArrivedPacket, type InOrder, ReorderBuffer } from "./reorder-buffer.ts";

function packet(sequenceNumber: number, arrivedAtMs = 0, byteLength = 1): ArrivedPacket {
  return {
    payloadType: 96,
    marker: false,
    sequenceNumber: sequenceNumber & 0xff_ff,
    timestamp: 0,
    ssrc: 1,
    extensions: new Map(),
    payload: new Uint8Array(byteLength),
    arrivedAtMs,
  };
}
const shown = (ordered: readonly InOrder[]) =>
  ordered.map((next) => (next.kind === "lost" ? "lost" : next.packet.sequenceNumber));

/** Positions 1…n, some of them lost, some twice, each up to `shift` places away from where it belongs; the first stays first. */
const disorder = (shift: number) =>
  fc
    .array(fc.record({ lost: fc.boolean(), twice: fc.boolean(), late: fc.nat(shift) }), { maxLength: 60 })
    .map((fates) =>
      fates
        .flatMap(({ lost, twice, late }, index) =>
          lost
            ? []
            : [
                { number: index + 1, at: index + late },
                ...(twice ? [{ number: index + 1, at: index + 2 * late }] : []),
              ],
        )
        .sort((one, other) => one.at - other.at)
        .map(({ number }) => number),
    );

describe("packets in disorder", () => {
  it("come out once each and in order, round the wrap, with every hole named at its place", () => {
    fc.assert(
      fc.property(disorder(8), fc.integer({ min: 65_400, max: 65_535 }), (arrivals, base) => {
        const buffer = new ReorderBuffer();
        const ordered = [0, ...arrivals].flatMap((number) => buffer.push(packet(base + number)));
        ordered.push(...buffer.flush());
        const expected: (number | string)[] = [base & 0xff_ff];
        const came = [...new Set(arrivals)].sort((one, other) => one - other);
        came.forEach((number, index) => {
          if (number !== (came[index - 1] ?? 0) + 1) expected.push("lost");
          expected.push((base + number) & 0xff_ff);
        });
        expect(shown(ordered)).toEqual(expected);
        expect(buffer.waiting).toEqual({ packets: 0, bytes: 0 });
      }),
    );
  });

  it("are passed on at once where nothing is missing", () => {
    const buffer = new ReorderBuffer();
    expect(shown(buffer.push(packet(65_535)))).toEqual([65_535]);
    expect(shown(buffer.push(packet(1)))).toEqual([]);
    expect(shown(buffer.push(packet(0)))).toEqual([0, 1]);
  });
});

describe("a missing packet", () => {
  it("is waited for, then given up, and no longer wanted when it comes after all", () => {
    const buffer = new ReorderBuffer();
    buffer.push(packet(10, 0));
    buffer.push(packet(12, 100));
    buffer.push(packet(13, 300));
    expect(shown(buffer.expire(99 + REORDER_WAIT_MS))).toEqual([]);
    expect(shown(buffer.expire(100 + REORDER_WAIT_MS))).toEqual(["lost", 12, 13]);
    expect(shown(buffer.push(packet(11, 800)))).toEqual([]);
    expect(shown(buffer.push(packet(14, 801)))).toEqual([14]);
  });

  it("is waited for from when the hole behind the last one showed", () => {
    const buffer = new ReorderBuffer();
    for (const [number, atMs] of [
      [1, 0],
      [3, 100],
      [5, 400],
    ] as const)
      buffer.push(packet(number, atMs));
    expect(shown(buffer.push(packet(2, 500)))).toEqual([2, 3]);
    expect(shown(buffer.expire(399 + REORDER_WAIT_MS))).toEqual([]);
    expect(shown(buffer.expire(400 + REORDER_WAIT_MS))).toEqual(["lost", 5]);
  });

  it("is given up sooner when too much waits behind it", () => {
    const buffer = new ReorderBuffer();
    buffer.push(packet(0));
    let ordered: InOrder[] = [];
    for (let number = 2; ordered.length === 0; number += 1) ordered = buffer.push(packet(number));
    expect(shown(ordered).slice(0, 2)).toEqual(["lost", 2]);
    expect(ordered).toHaveLength(WAITING_PACKETS + 2);
  });
});

it("begins anew at a number that cannot belong to the same stream, and goes on from there", () => {
  const buffer = new ReorderBuffer();
  buffer.push(packet(100));
  buffer.push(packet(102));
  expect(shown(buffer.push(packet(30_000)))).toEqual(["lost", 102, "lost", 30_000]);
  expect(shown(buffer.push(packet(30_001)))).toEqual([30_001]);
  expect(shown(buffer.push(packet(101)))).toEqual(["lost", 101]);
});

it("holds no more than it may, whatever comes", () => {
  const anything = fc.array(fc.tuple(fc.nat(65_535), fc.integer({ min: 0, max: 400_000 })), { maxLength: 100 });
  fc.assert(
    fc.property(anything, (arrivals) => {
      const buffer = new ReorderBuffer();
      for (const [number, byteLength] of arrivals) {
        buffer.push(packet(number, 0, byteLength));
        expect(buffer.waiting.bytes).toBeLessThanOrEqual(WAITING_BYTES);
      }
    }),
    { numRuns: 200 },
  );
});
