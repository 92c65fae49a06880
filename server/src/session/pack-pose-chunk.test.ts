import { zstdCompressSync } from "node:zlib";
import { createPoseFrame, snapToGrid } from "@ensemble/shared/movement/pose-frame.ts";
import { FRAMES_PER_CHUNK, LARGEST_CHUNK_BYTES } from "@ensemble/shared/protocol/pose-chunk.ts";
import { encodeFrame } from "@ensemble/shared/protocol/pose-packet.ts";
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packPoseChunks, packPoseChunksInQueue, unpackCheckpoint, unpackFrames } from "./pack-pose-chunk.ts";

/** A few frames of every form: world and image, image only, nobody. */
function frames(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => {
    const points = Array.from({ length: 99 }, (_, k) => k / 100 + i / 1024);
    const pose = { world: i % 3 === 0 ? points : undefined, image: i % 3 < 2 ? points : undefined };
    return encodeFrame(
      { sequence: 7 + i, captureMs: 1_000 + i * 67, model: "full", earlierGone: false },
      snapToGrid({ atMs: 0, source: "camera", aspect: 1.5, ...pose }, createPoseFrame()),
    );
  });
}
const stretch = (count: number, checkpoint: string | undefined) => ({
  participantId: "ana" as ParticipantId,
  setId: "set" as SetId,
  frames: frames(count),
  checkpoint,
});
const hex = (list: readonly Uint8Array[]) => list.map((one) => Buffer.from(one).toString("hex"));

/** `frames(5)` as version 1 wrote them: a database keeps them for years. */
const WRITTEN_BY_VERSION_1 =
  "KLUv/QBIHRIAdvF8PDBtlOHDcqzsI9eVfcQtjp/pxfEzvTh+phfHz3SV2h32UrvD3hASv4IvbRkF4YvaFIUvhAT8j4TIvQnZKWYA" +
  "YABiALywPmnqk6A+WaBPavT5QPRZGeiz2uizheizifpsCfpsHH2SeGZ4Mnh6PH8+S58u1afD0Kdb0Kcb0KeFok9rQ5/Wgz6tTJ+W" +
  "RZ+Vhz4rCX2+Cn0+BH1C6i2EAIDOiT+Xh2ZcZZNfC31eBvq8NvpkiD4p6pMJ+iRHn49En5WCPquOPluJPhupz9agz/bRZ3N9dnhG" +
  "eIo8Kc/n0ee7T8ehTwehTxfSp8vo0/rQpzWhT2vTpxWgz0pEn5WFPl+GPh+DzstBnxdIP24i6RgvC31eCvq8OvpkiT5J6pMN+uRH" +
  "n3R9Vg76rED6rLA+m6nPBuqzFeizafQJ4lnhieBpeT6RPh+lT3fq01Ho0x3o0wno0xrRp3WhT6vTp3XpszLRZ6Whz9ehzxeh85IQ" +
  "LUX/MUYXEqaUMWleRWQZXUiYUsakQXFSnREP9ueSgEgJnTYfDAmIchGqWIgsbsR5tj6SCkRpoUpFFhKmlDFpThsUJ9UZXTr2Y2xQ" +
  "GSd10RnxWGxympO1QVWcVOt0xPNZk4AklIpQRQUTYZZrdF36WftJ6mftJ6aftf+V+ln7X6aftX/y6WdtLF+oIaBYQVIY9j8D0Eta" +
  "AxJAEEih6vf/a38DYF3JLRAPMrgD1+KRvM0r218A3Uyv+SvKGRe9JeCyY4EpVDNMpg/StEq2XifMqqqkikIF";

describe("packed pose chunks", () => {
  it("say which frames they hold, and give them and the checkpoint back", async () => {
    const [chunk] = await packPoseChunks([stretch(5, '{"version":1}')]);
    expect(chunk).toMatchObject({ participantId: "ana", setId: "set", firstFrame: 7, lastFrame: 11 });
    expect(hex(await unpackFrames(chunk!.frames))).toEqual(hex(frames(5)));
    expect(await unpackCheckpoint(chunk!.checkpoint!)).toBe('{"version":1}');
  });

  it("split what is too long for one, with the checkpoint after the last frame of all", async () => {
    const chunks = await packPoseChunks([stretch(FRAMES_PER_CHUNK + 2, "memory")]);
    expect(chunks.map(({ firstFrame, lastFrame }) => [firstFrame, lastFrame])).toEqual([
      [7, 6 + FRAMES_PER_CHUNK],
      [7 + FRAMES_PER_CHUNK, 8 + FRAMES_PER_CHUNK],
    ]);
    expect(chunks.map(({ checkpoint }) => checkpoint !== undefined)).toEqual([false, true]);
  });

  it("are packed of one session after the other, past one that cannot be, and of a set that ends before all that wait", async () => {
    const packed: string[] = [];
    const note = (name: string) => () => packed.push(name);
    const broken = { ...stretch(1, undefined), frames: [new Uint8Array(9)] };
    const queued = [
      packPoseChunksInQueue([stretch(40, undefined), stretch(40, undefined)]).then(note("first")),
      packPoseChunksInQueue([broken]).catch(note("broken")),
      packPoseChunksInQueue([stretch(1, undefined), stretch(1, undefined)]).then(note("third")),
    ];
    await Promise.all([...queued, packPoseChunks([stretch(1, undefined)]).then(note("set's end"))]);
    expect(packed).toEqual(["set's end", "first", "broken", "third"]);
  });

  it("are read as version 1 wrote them", async () => {
    expect(hex(await unpackFrames(Buffer.from(WRITTEN_BY_VERSION_1, "base64")))).toEqual(hex(frames(5)));
  });

  it("are not unpacked beyond what a chunk can be", async () => {
    const bomb = zstdCompressSync(new Uint8Array(LARGEST_CHUNK_BYTES + 1));
    expect(bomb.byteLength).toBeLessThan(1_000);
    await expect(unpackFrames(bomb)).rejects.toThrow();
    await expect(unpackFrames(zstdCompressSync(new Uint8Array([9, 9, 9])))).rejects.toThrow("cannot be read");
  });

  it("are refused, and end nothing, when any of their bytes are changed or missing", async () => {
    const [chunk] = await packPoseChunks([stretch(30, undefined)]);
    const packed = chunk!.frames;
    const anywhere = fc.integer({ min: 0, max: packed.byteLength - 1 });
    const change = fc.record({ at: anywhere, to: fc.integer({ min: 0, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 5 }), anywhere, async (changes, length) => {
        const damaged = packed.slice(0, changes.length === 0 ? length : undefined);
        for (const { at, to } of changes) damaged[at] = to;
        const read = await unpackFrames(damaged).catch((error: unknown) => error);
        if (read instanceof Error) return;
        expect((read as Uint8Array[]).length).toBeLessThanOrEqual(FRAMES_PER_CHUNK);
      }),
      { numRuns: 200 },
    );
    await expect(unpackFrames(new Uint8Array(0))).rejects.toThrow();
  });
});
