import type { RecordedPiece } from "@ensemble/shared/protocol/media-recording.ts";
import { BufferSource, EncodedPacketSink, Input, WEBM } from "mediabunny";
import { describe, expect, it } from "vitest";
import { InventedSender, inventDeltaFrame, inventKeyFrame, inventOpus, writeRtp } from "../../test/invented-media.ts";
import { PIECE_MS, TICK_MS, UNACKNOWLEDGED_BYTES } from "./recording-limits.ts";
import { TrackRecorder } from "./track-recorder.ts";

const FRAME_MS = 40;
const STARTED_MS = 5_000;
const ORIENTATION = 4;

/** A recorder on a clock that the test moves. */
function record(kind: "video" | "audio", { acknowledging = true } = {}) {
  const pieces: RecordedPiece[] = [];
  const failures: unknown[] = [];
  let nowMs = STARTED_MS;
  let asked = 0;
  const recorder: TrackRecorder = new TrackRecorder({
    kind,
    payloadType: 96,
    clockRate: kind === "video" ? 90_000 : 48_000,
    channels: 2,
    orientationNumber: ORIENTATION,
    nowMs: () => nowMs,
    onPiece: (piece) => {
      pieces.push(piece);
      if (acknowledging) recorder.acknowledge(piece.index);
    },
    onFailure: (error) => failures.push(error),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    recorder,
    pieces,
    failures,
    asked: () => asked,
    push: (packets: readonly Uint8Array[]) => {
      for (const packet of packets) recorder.push(packet);
    },
    pass: async (ms: number) => {
      for (const untilMs = nowMs + ms; nowMs < untilMs; ) {
        nowMs = Math.min(untilMs, nowMs + TICK_MS);
        if (recorder.tick()) asked += 1;
        await settle();
      }
    },
  };
}

async function read(bytes: Uint8Array) {
  const input = new Input({ source: new BufferSource(bytes), formats: [WEBM] });
  const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack());
  if (!track) throw new Error("the file has no track");
  const packets: { atMs: number; keyFrame: boolean; bytes: Uint8Array }[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    packets.push({ atMs: Math.round(packet.timestamp * 1_000), keyFrame: packet.type === "key", bytes: packet.data });
  }
  return { codec: await track.getCodec(), packets };
}
const join = (pieces: readonly RecordedPiece[]) => Buffer.concat(pieces.map(({ bytes }) => bytes));

/** `frames` pictures, a key frame every `every`. */
async function film(frames: number, every: number, recording = record("video")) {
  const sender = new InventedSender({ payloadType: 96, ssrc: 1 });
  const sent: Uint8Array[] = [];
  for (let index = 0; index < frames; index += 1) {
    const frame = index % every === 0 ? inventKeyFrame(960, 540, 900) : inventDeltaFrame(100 + (index % 7));
    sent.push(frame);
    recording.push(sender.picture(frame, index * FRAME_MS * 90));
    await recording.pass(FRAME_MS);
  }
  return { ...recording, sent, sender };
}

describe("a film", () => {
  it("is handed over as pieces that are together the file of all pictures, at their times", async () => {
    const { recorder, pieces, sent, failures } = await film(130, 50);
    await recorder.finish();
    const { codec, packets } = await read(join(pieces));
    expect(codec).toBe("vp8");
    expect(packets.map(({ bytes }) => Buffer.from(bytes))).toEqual(sent.map((frame) => Buffer.from(frame)));
    expect(packets.map(({ atMs }) => atMs)).toEqual(sent.map((_, index) => index * FRAME_MS));
    expect(packets.map(({ keyFrame }) => keyFrame)).toEqual(sent.map((_, index) => index % 50 === 0));
    expect(failures).toEqual([]);
  });

  it("can be read whole after any piece, as after a crash", async () => {
    const { pieces, recorder } = await film(130, 50);
    await recorder.finish();
    let before = 0;
    for (let count = 2; count <= pieces.length; count += 1) {
      const { packets } = await read(join(pieces.slice(0, count)));
      const last = pieces[count - 1];
      const endMs = (last?.startMs ?? 0) + (last?.durationMs ?? 0) - STARTED_MS;
      expect(packets.length).toBeGreaterThan(before);
      expect(packets.at(-1)?.atMs).toBe(endMs - FRAME_MS);
      before = packets.length;
    }
  });

  it("can be entered at every piece that says so, and such a piece begins with each key frame", async () => {
    const { pieces, recorder } = await film(130, 50);
    await recorder.finish();
    const [header, ...media] = pieces;
    expect(header).toMatchObject({ kind: "header", index: 0, startMs: STARTED_MS, durationMs: 0 });
    expect(pieces.map(({ index }) => index)).toEqual(pieces.map((_, index) => index));
    const entries = media.filter(({ keyFrame }) => keyFrame);
    expect(entries.map(({ startMs }) => startMs - STARTED_MS)).toEqual([0, 2_000, 4_000]);
    for (const entry of entries) {
      const { packets } = await read(join(header ? [header, ...media.slice(media.indexOf(entry))] : []));
      expect(packets[0]).toMatchObject({ keyFrame: true, atMs: entry.startMs - STARTED_MS });
    }
  });

  it("is handed over by the second, also when nothing more comes", async () => {
    const { pieces, pass } = await film(40, 500);
    for (const { durationMs, nowMs, startMs, kind } of pieces) {
      expect(durationMs).toBeLessThanOrEqual(PIECE_MS);
      if (kind === "media") expect(nowMs - startMs).toBeLessThanOrEqual(PIECE_MS + TICK_MS);
    }
    await pass(PIECE_MS + TICK_MS);
    expect((await read(join(pieces))).packets).toHaveLength(40);
  });

  it("lacks the pictures that were built on a lost one, asks for a key frame, and keeps the time of the rest", async () => {
    const recording = await film(10, 500);
    const { sender, push, pass, pieces, recorder } = recording;
    const before = recording.asked();
    sender.picture(inventDeltaFrame(), 10 * FRAME_MS * 90);
    await pass(FRAME_MS);
    for (let index = 11; index < 60; index += 1) {
      push(sender.picture(index === 40 ? inventKeyFrame(480, 270) : inventDeltaFrame(), index * FRAME_MS * 90));
      await pass(FRAME_MS);
    }
    expect(recording.asked()).toBeGreaterThan(before);
    await recorder.finish();
    const { packets } = await read(join(pieces));
    expect(packets.map(({ atMs }) => atMs / FRAME_MS)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => index),
      ...Array.from({ length: 20 }, (_, index) => 40 + index),
    ]);
    // The one that was lost, and 29 after it.
    expect(recorder.lost.frames).toBe(30);
  });

  it("says how the camera was held, in a new piece whenever that changes", async () => {
    const { push, pass, pieces, recorder } = record("video");
    const turn = (index: number) => (index < 5 ? undefined : index < 12 ? 1 : 0);
    for (let index = 0; index < 20; index += 1) {
      const said = turn(index);
      const payload = Uint8Array.of(0x10, ...(index === 0 ? inventKeyFrame(320, 180) : inventDeltaFrame()));
      const extensions = said === undefined ? {} : { [ORIENTATION]: Uint8Array.of(said) };
      const timestamp = index * FRAME_MS * 90;
      push([
        writeRtp({ payloadType: 96, ssrc: 1, sequenceNumber: index, timestamp, marker: true, payload, extensions }),
      ]);
      await pass(FRAME_MS);
    }
    await recorder.finish();
    const media = pieces.filter(({ kind }) => kind === "media");
    expect(media.map(({ rotationDegrees, startMs }) => [rotationDegrees, (startMs - STARTED_MS) / FRAME_MS])).toEqual([
      [0, 0],
      [90, 5],
      [0, 12],
    ]);
  });

  it("waits while nobody stores what was handed over, and goes on with a key frame", async () => {
    const recording = record("video", { acknowledging: false });
    const sender = new InventedSender({ payloadType: 96, ssrc: 1 });
    let index = 0;
    const send = async (frames: number) => {
      for (const until = index + frames; index < until; index += 1) {
        const frame = index % 10 === 0 ? inventKeyFrame(960, 540, 60_000) : inventDeltaFrame(20_000);
        recording.push(sender.picture(frame, index * FRAME_MS * 90, 1_100));
        await recording.pass(FRAME_MS);
      }
    };
    const handedOver = () => join(recording.pieces).length;
    await send(400);
    const held = handedOver();
    expect(held).toBeGreaterThanOrEqual(UNACKNOWLEDGED_BYTES);
    expect(held).toBeLessThan(UNACKNOWLEDGED_BYTES * 1.5);
    recording.recorder.acknowledge(recording.pieces.at(-1)?.index ?? 0);
    await send(60);
    await recording.recorder.finish();
    const { packets } = await read(join(recording.pieces));
    const hole = packets.findIndex(({ atMs }, at) => atMs - (packets[at - 1]?.atMs ?? 0) > 1_000);
    expect(packets[hole]).toMatchObject({ keyFrame: true, atMs: 400 * FRAME_MS });
    expect(recording.recorder.lost.heldMs).toBeGreaterThan(5_000);
  });
});

describe("sound", () => {
  async function speak(recording: ReturnType<typeof record>, sender: InventedSender, fromMs: number, untilMs: number) {
    for (let atMs = fromMs; atMs < untilMs; atMs += 20) {
      recording.push([sender.sound(inventOpus(), atMs * 48)]);
      await recording.pass(20);
    }
  }

  it("is one file without a hole, also over a pause and while it lasts", async () => {
    const recording = record("audio");
    const sender = new InventedSender({ payloadType: 96, ssrc: 1 });
    await speak(recording, sender, 0, 2_000);
    await recording.pass(20_000);
    const silent = recording.pieces.at(-1);
    expect((silent?.startMs ?? 0) - STARTED_MS).toBeGreaterThan(12_000);
    await speak(recording, sender, 22_000, 24_000);
    await recording.recorder.finish();
    const { codec, packets } = await read(join(recording.pieces));
    expect(codec).toBe("opus");
    const gaps = packets.slice(1).map(({ atMs }, index) => atMs - (packets[index]?.atMs ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(120);
    expect(packets.at(-1)?.atMs).toBeGreaterThanOrEqual(23_960);
    const heard = packets.filter(({ bytes }) => Buffer.from(bytes).equals(Buffer.from(inventOpus())));
    expect(heard).toHaveLength(200);
    expect(recording.recorder.lost.silencedMs).toBeGreaterThan(19_000);
  });

  it("is heard at once after a pause over which its sender did not count on", async () => {
    const recording = record("audio");
    const sender = new InventedSender({ payloadType: 96, ssrc: 1 });
    await speak(recording, sender, 0, 1_000);
    await recording.pass(10_000);
    recording.recorder.restart();
    await speak(recording, sender, 1_000, 2_000);
    await recording.recorder.finish();
    const { packets } = await read(join(recording.pieces));
    const heard = packets.filter(({ bytes }) => Buffer.from(bytes).equals(Buffer.from(inventOpus())));
    expect(heard).toHaveLength(100);
    expect(heard[50]?.atMs).toBeGreaterThanOrEqual(10_960);
  });

  it("can be entered at nearly every piece", async () => {
    const recording = record("audio");
    await speak(recording, new InventedSender({ payloadType: 96, ssrc: 1 }), 0, 5_000);
    await recording.recorder.finish();
    const [header, ...media] = recording.pieces;
    for (const [index, piece] of media.entries()) {
      expect(piece.keyFrame).toBe(true);
      expect(piece.durationMs).toBeLessThanOrEqual(PIECE_MS);
      const { packets } = await read(join(header ? [header, ...media.slice(index)] : []));
      expect(packets[0]?.atMs).toBe(Math.round(piece.startMs - STARTED_MS));
    }
  });
});

it("makes nothing of packets of another kind, and says so when it ends", async () => {
  const { recorder, push, pieces } = record("video");
  push([Uint8Array.of(1, 2, 3), new InventedSender({ payloadType: 97, ssrc: 1 }).sound(inventOpus(), 0)]);
  await recorder.finish();
  expect(pieces).toEqual([]);
  expect(recorder.pieces).toBe(0);
});
