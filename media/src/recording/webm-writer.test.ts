import { BufferSource, EncodedPacketSink, Input, WEBM } from "mediabunny";
import { describe, expect, it } from "vitest";
import { inventDeltaFrame, inventKeyFrame, inventOpus } from "../../test/invented-media.ts";
import { createWebmWriter, type WebmFrame, type WebmTrack, type WrittenFrame } from "./webm-writer.ts";

const CAMERA: WebmTrack = { kind: "video", width: 320, height: 180 };
const EBML_ID = Buffer.from("1a45dfa3", "hex");

async function write(track: WebmTrack, frames: readonly WebmFrame[]): Promise<WrittenFrame[]> {
  const writer = createWebmWriter(track);
  const written: WrittenFrame[] = [];
  for (const frame of frames) written.push(await writer.add(frame));
  await writer.close();
  return written;
}

function film(length: number, isKeyFrame: (index: number) => boolean): WebmFrame[] {
  return Array.from({ length }, (_, index) => {
    const keyFrame = isKeyFrame(index);
    const bytes = keyFrame ? inventKeyFrame(320, 180) : inventDeltaFrame(10 + (index % 50));
    return { bytes, atMs: index * 40, durationMs: 40, keyFrame };
  });
}

async function readTimes(written: readonly WrittenFrame[]): Promise<number[]> {
  const file = Buffer.concat(written.flatMap(({ header, bytes }) => (header ? [header, bytes] : [bytes])));
  const track = await new Input({ source: new BufferSource(file), formats: [WEBM] }).getPrimaryVideoTrack();
  const times: number[] = [];
  if (track) for await (const { timestamp } of new EncodedPacketSink(track).packets()) times.push(timestamp * 1_000);
  return times.map(Math.round);
}

describe("a file of pictures", () => {
  it("gives the bytes of every frame at once, the header apart from those of the first", async () => {
    const written = await write(
      CAMERA,
      film(5, (index) => index === 0),
    );
    expect(written.map(({ header }) => header !== undefined)).toEqual([true, false, false, false, false]);
    expect(written.map(({ startsCluster }) => startsCluster)).toEqual([true, false, false, false, false]);
    expect(Buffer.from(written[0]?.header ?? []).indexOf(EBML_ID)).toBe(0);
    for (let count = 1; count <= written.length; count += 1)
      expect(await readTimes(written.slice(0, count))).toHaveLength(count);
  });

  it("begins a cluster with each key frame, however close they come", async () => {
    const written = await write(
      CAMERA,
      film(40, (index) => index % 3 === 0),
    );
    expect(written.map(({ startsCluster }) => startsCluster)).toEqual(written.map((_, index) => index % 3 === 0));
  });

  it("stays one file with one header for hours", async () => {
    const frames = film(2_000, (index) => index % 2 === 0);
    const written = await write(CAMERA, frames);
    expect(await readTimes(written)).toEqual(frames.map(({ atMs }) => atMs));
    expect(written.filter(({ header }) => header)).toHaveLength(1);
    expect(Buffer.concat(written.map(({ bytes }) => bytes)).includes(EBML_ID)).toBe(false);
  });

  it("goes on where key frames stay away for longer than a cluster can last", async () => {
    const frames = film(1_000, (index) => index === 0);
    expect(await readTimes(await write(CAMERA, frames))).toEqual(frames.map(({ atMs }) => atMs));
  });
});

it("enters sound before each packet that would make a piece longer than a second", async () => {
  const packets = (durationMs: number) =>
    Array.from({ length: 100 }, (_, index) => {
      return { bytes: inventOpus(), atMs: index * durationMs, durationMs, keyFrame: true };
    });
  for (const durationMs of [20, 60, 120]) {
    const written = await write({ kind: "audio", channels: 2 }, packets(durationMs));
    const entries = written.flatMap(({ startsCluster }, index) => (startsCluster ? [index * durationMs] : []));
    const lengths = entries.slice(1).map((entry, index) => entry - (entries[index] ?? 0));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1_000);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(880);
  }
});
