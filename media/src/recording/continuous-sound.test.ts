import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inventOpus } from "../../test/invented-media.ts";
import { ContinuousSound, type LaidSound } from "./continuous-sound.ts";
import { beSilent, carryOn, opusHead, readOpusPacket } from "./opus-packet.ts";

const PACKET_MS = 20;
const sound = inventOpus();

function expectNoHole(laid: readonly LaidSound[]): void {
  laid.forEach(({ startMs }, index) => {
    const before = laid[index - 1];
    if (before) expect(startMs).toBeCloseTo(before.startMs + before.durationMs, 6);
  });
}

describe("sound", () => {
  it("is laid without a hole, each packet near its time, whatever is missing", () => {
    const gaps = fc.array(fc.nat({ max: 3_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(gaps, (missingMs) => {
        const laying = new ContinuousSound();
        let atMs = 1_000;
        const laid = missingMs.flatMap((gapMs) => {
          atMs += PACKET_MS + gapMs;
          const now = laying.push(sound, atMs);
          expect(now.at(-1)?.bytes).toBe(sound);
          expect(Math.abs((now.at(-1)?.startMs ?? 0) - atMs)).toBeLessThanOrEqual(PACKET_MS);
          return now;
        });
        expectNoHole(laid);
      }),
    );
  });

  it("lets the decoder carry on over what its sender said would be silence, which is not counted as lost", () => {
    const laying = new ContinuousSound();
    const saysSilence = Uint8Array.of(0x78);
    laying.push(sound, 0);
    laying.push(saysSilence, 20);
    const laid = laying.push(sound, 420);
    expectNoHole(laid);
    expect(laid.slice(0, -1).map(({ bytes }) => bytes)).toEqual(Array.from({ length: 19 }, () => saysSilence));
    expect(laying.silencedMs).toBe(0);
  });

  it("lets the decoder carry on for a moment where sound was cut off, then is silent, and counts the silence", () => {
    const laying = new ContinuousSound();
    laying.push(sound, 0);
    const laid = laying.fillUntil(2_020);
    expectNoHole(laid);
    expect(laid.slice(0, 3).map(({ bytes }) => bytes)).toEqual(Array.from({ length: 3 }, () => Uint8Array.of(0xf8)));
    expect(laid[3]?.durationMs).toBe(120);
    expect(laid.at(-1)).toMatchObject({ startMs: 2_000, durationMs: 20 });
    expect(laying.silencedMs).toBe(1_940);
  });

  it("drops what comes for a time that is filled, and what is no sound", () => {
    const laying = new ContinuousSound();
    laying.push(sound, 0);
    laying.fillUntil(500);
    const filledMs = laying.endMs;
    expect(laying.push(sound, 300)).toEqual([]);
    expect(laying.endMs).toBe(filledMs);
    expect(laying.push(new Uint8Array(), 520)).toEqual([]);
  });

  it("is not moved by clocks that are pulled a little", () => {
    const laying = new ContinuousSound();
    const laid = Array.from({ length: 500 }, (_, index) => laying.push(sound, index * (PACKET_MS - 0.1))).flat();
    expect(laid).toHaveLength(500);
    expectNoHole(laid);
  });

  it("leaves a hole of hours as it is", () => {
    const laying = new ContinuousSound();
    laying.push(sound, 0);
    expect(laying.push(sound, 3_600_000)).toEqual([{ bytes: sound, startMs: 3_600_000, durationMs: PACKET_MS }]);
  });

  it("begins with the first packet, not before", () => {
    const laying = new ContinuousSound();
    expect(laying.fillUntil(5_000)).toEqual([]);
    expect(laying.push(sound, 7_000)).toMatchObject([{ startMs: 7_000 }]);
  });
});

describe("an Opus packet", () => {
  // RFC 6716, table 2.
  it.each([
    [0x00, 10],
    [0x18, 60],
    [0x48, 20],
    [0x60, 10],
    [0x68, 20],
    [0x80, 2.5],
    [0x98, 20],
    [0xf8, 20],
  ])("beginning with %i has frames of %d ms, one or two", (toc, frameMs) => {
    expect(readOpusPacket(Uint8Array.of(toc, 1))?.samples).toBe(frameMs * 48);
    expect(readOpusPacket(Uint8Array.of(toc | 1, 1))?.samples).toBe(frameMs * 2 * 48);
  });

  it("may have up to 48 frames and 120 ms", () => {
    expect(readOpusPacket(Uint8Array.of(0x83, 48))?.samples).toBe(120 * 48);
    expect(readOpusPacket(Uint8Array.of(0x83, 49))).toBeUndefined();
    expect(readOpusPacket(Uint8Array.of(0xfb, 0))).toBeUndefined();
    expect(readOpusPacket(Uint8Array.of(0xfb))).toBeUndefined();
  });

  it("that is made up is as long as it claims", () => {
    for (const made of [beSilent(48_000), beSilent(3_000), carryOn(Uint8Array.of(0x1b, 2, 9))])
      expect(made && readOpusPacket(made.bytes)?.samples).toBe(made?.samples);
    expect(beSilent(959)).toBeUndefined();
  });

  it("stream's head names channels and rate", () => {
    const bytes = [...new TextEncoder().encode("OpusHead"), 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0];
    expect([...opusHead(2)]).toEqual(bytes);
  });

  it("is never thrown over, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 5 }), fc.nat(10_000))), (garbage) => {
        const laying = new ContinuousSound();
        expectNoHole(garbage.flatMap(([bytes, atMs]) => laying.push(bytes, atMs)));
      }),
      { numRuns: 300 },
    );
  });
});
