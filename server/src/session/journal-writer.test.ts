import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { encodeFrame } from "@ensemble/shared/protocol/pose-packet.ts";
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it, vi } from "vitest";
import { createLogger } from "../platform/logger.ts";
import { createFrameMemory, decodeFrameBatch, frameSequence, type StoredFrame } from "./frame-batch.ts";
import type { AppendedFrames, JournalStore, ReadEntry } from "./journal-store.ts";
import { createJournalWriter } from "./journal-writer.ts";
import { type PackedChunk, packPoseChunks } from "./pack-pose-chunk.ts";

const frame = (sequence: number): StoredFrame => {
  const wire = encodeFrame({ sequence, captureMs: sequence, model: "none", earlierGone: false }, createPoseFrame());
  return createFrameMemory()(0, wire, sequence * 67);
};
const chunkOf = (frames: readonly StoredFrame[]) =>
  packPoseChunks([
    {
      participantId: "ana" as ParticipantId,
      setId: "set" as SetId,
      frames: frames.map(({ bytes }) => bytes),
      checkpoint: undefined,
    },
  ]);

const duplicate = () => Object.assign(new Error("duplicate"), { code: "23505" });
const lost = () => new Error("connection lost");
function throwNext(errors: Error[]): void {
  const error = errors.shift();
  if (error !== undefined) throw error;
}

/** What was appended, statement by statement; `fail` is asked before each, `answer` awaited after it (a commit may go unanswered), `reads` before frames are read. */
function openWriter(
  fail: () => Error | "stale" | undefined = () => undefined,
  answer: () => Promise<void> = async () => {},
  reads: () => Promise<void> = async () => {},
) {
  const appended: { batch: number; frames: number[]; chunks: [number, number][]; entries: number }[] = [];
  /** What a reader finds after each statement: frames in batches, by batch, and spans in chunks. */
  const batches = new Map<number, number[]>();
  /** What reads find. */
  const read: { entries: ReadEntry[]; frames: AppendedFrames[]; chunks: PackedChunk[] } = {
    entries: [],
    frames: [],
    chunks: [],
  };
  const append: JournalStore["append"] = async (
    _session,
    _epoch,
    entries,
    batch,
    bytes,
    chunks = [],
    emptyBefore = 0,
  ) => {
    const error = fail();
    if (error === "stale") return "stale";
    if (error !== undefined) throw error;
    if (read.frames.some((one) => one.batch === batch) || read.chunks.some((one) => chunks.includes(one)))
      throw duplicate();
    read.entries.push(...entries.map((one) => ({ ...one, batch })));
    if (bytes !== undefined) read.frames.push({ batch, bytes: new Uint8Array(bytes) });
    read.chunks.push(...chunks);
    const frames = bytes === undefined ? [] : decodeFrameBatch(bytes).map((one) => frameSequence(one.bytes));
    const spans = chunks.map(({ firstFrame, lastFrame }): [number, number] => [firstFrame, lastFrame]);
    appended.push({ batch, frames, chunks: spans, entries: entries.length });
    if (spans.length > 0) for (const one of batches.keys()) if (one < emptyBefore) batches.delete(one);
    if (frames.length > 0) batches.set(batch, frames);
    await answer();
    return "appended";
  };
  const onStale = vi.fn();
  const onBroken = vi.fn();
  const writer = createJournalWriter({
    store: {
      append,
      readEntries: async () => read.entries,
      readFrameBatches: async () => {
        await reads();
        return read.frames;
      },
      readChunks: async () => read.chunks,
    },
    groupSessionId: "class",
    epoch: 1,
    firstBatch: 7,
    logger: createLogger("silent"),
    onProvisional: () => undefined,
    onStale,
    onBroken,
  });
  const committed: number[] = [];
  const give = (sequence: number): StoredFrame => {
    const given = frame(sequence);
    writer.appendFrame(given, () => committed.push(sequence));
    return given;
  };
  return { writer, appended, batches, committed, give, onStale, onBroken };
}

describe("the journal's writer", () => {
  it("puts a frame into a chunk or into a batch, never into both, and commits it either way", async () => {
    const { writer, appended, committed, give } = openWriter();
    const early = [give(1), give(2)];
    await writer.flush();
    early.push(give(3));
    writer.appendChunks(chunkOf(early), "inTurn");
    give(4);
    await writer.flush();
    expect(appended).toEqual([
      { batch: 7, frames: [1, 2], chunks: [], entries: 0 },
      { batch: 8, frames: [4], chunks: [[1, 3]], entries: 0 },
    ]);
    expect(committed).toEqual([1, 2, 3, 4]);
  });

  it("goes on while chunks are packed, which then take the place of what was given before their cut, and of nothing else", async () => {
    const { writer, appended, batches, committed, give } = openWriter();
    const early = [give(1), give(2)];
    const packed = Promise.withResolvers<readonly PackedChunk[]>();
    writer.appendChunks(packed.promise);
    give(3);
    const fact = { kind: "participantJoined", participantId: "ana" as ParticipantId } as const;
    writer.appendEntries([{ entry: { sequence: 1, epoch: 1, atMs: 0, fact } }], () => committed.push(100));
    await vi.waitFor(() => expect(committed).toEqual([1, 2, 3, 100]));
    expect(appended).toEqual([
      { batch: 7, frames: [1, 2], chunks: [], entries: 0 },
      { batch: 8, frames: [3], chunks: [], entries: 1 },
    ]);
    give(4);
    packed.resolve(await chunkOf(early));
    await packed.promise;
    give(5);
    await writer.flush();
    expect(appended.at(-1)).toMatchObject({ chunks: [[1, 2]] });
    expect([...batches.values()].flat()).toEqual([3, 4, 5]);
    expect(committed).toEqual([1, 2, 3, 100, 4, 5]);
  });

  it("appends chunks in the order of their cuts, whichever is packed first", async () => {
    const { writer, appended, batches, give } = openWriter();
    const first = Promise.withResolvers<readonly PackedChunk[]>();
    const one = [give(1)];
    writer.appendChunks(first.promise);
    const two = [give(2)];
    writer.appendChunks(chunkOf(two), "inTurn");
    give(3);
    const flushed = writer.flush();
    first.resolve(await chunkOf(one));
    await flushed;
    expect(appended.flatMap(({ chunks }) => chunks)).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect([...batches.values()]).toEqual([[3]]);
  });

  it("waits for what is being packed when it is flushed, and writes nothing of it once it is closed", async () => {
    const { writer, appended, give } = openWriter();
    const packed = Promise.withResolvers<readonly PackedChunk[]>();
    const frames = [give(1)];
    writer.appendChunks(packed.promise);
    let isFlushed = false;
    const flushed = writer.flush().then(() => {
      isFlushed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([isFlushed, appended]).toEqual([false, []]);
    packed.resolve(await chunkOf(frames));
    await flushed;
    expect(appended.at(-1)).toMatchObject({ chunks: [[1, 1]] });

    const late = Promise.withResolvers<readonly PackedChunk[]>();
    writer.appendChunks(late.promise);
    writer.close();
    late.resolve(await chunkOf([frame(2)]));
    await writer.flush();
    expect(appended.flatMap(({ chunks }) => chunks)).toEqual([[1, 1]]);
  });

  it("writes a chunk before the facts that were given after it", async () => {
    const { writer, appended, give } = openWriter();
    writer.appendChunks(chunkOf([give(1)]), "inTurn");
    const fact = { kind: "participantJoined", participantId: "ana" as ParticipantId } as const;
    writer.appendEntries([{ entry: { sequence: 1, epoch: 1, atMs: 0, fact } }], () => undefined);
    await writer.flush();
    expect(appended).toEqual([{ batch: 7, frames: [], chunks: [[1, 1]], entries: 1 }]);
  });

  it("lets frames that come while the database answers wait for company too, and facts for nothing", async () => {
    vi.useFakeTimers();
    try {
      const answers: (() => void)[] = [];
      const { writer, appended, committed, give } = openWriter(
        undefined,
        () => new Promise((done) => answers.push(done)),
      );
      give(1);
      await vi.advanceTimersByTimeAsync(500);
      give(2);
      answers.shift()?.();
      await vi.advanceTimersByTimeAsync(250);
      give(3);
      expect([appended.length, committed]).toEqual([1, [1]]);
      await vi.advanceTimersByTimeAsync(250);
      expect(appended.map(({ frames }) => frames)).toEqual([[1], [2, 3]]);
      give(4);
      const fact = { kind: "participantJoined", participantId: "ana" as ParticipantId } as const;
      writer.appendEntries([{ entry: { sequence: 1, epoch: 1, atMs: 0, fact } }], () => undefined);
      answers.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
      expect(appended.map(({ frames, entries }) => [frames, entries])).toEqual([
        [[1], 0],
        [[2, 3], 0],
        [[4], 1],
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("writes what a commit brings about, without waiting for another frame", async () => {
    const { writer, appended } = openWriter();
    const fact = { kind: "participantJoined", participantId: "ana" as ParticipantId } as const;
    const record = (sequence: number) =>
      new Promise<void>((done) =>
        writer.appendEntries([{ entry: { sequence, epoch: 1, atMs: 0, fact } }], () => done()),
      );
    await record(1);
    await record(2);
    expect(appended.map(({ entries }) => entries)).toEqual([1, 1]);
  });

  it.each(["chunk", "batch", "batch with a fact"])("finds a %s again whose commit was not answered", async (what) => {
    const unanswered = [lost()];
    const { writer, appended, committed, give, onStale, onBroken } = openWriter(undefined, async () =>
      throwNext(unanswered),
    );
    const given = give(1);
    if (what === "chunk") writer.appendChunks(chunkOf([given]), "inTurn");
    const fact = { kind: "participantJoined", participantId: "ana" as ParticipantId } as const;
    const entry = { sequence: 1, epoch: 1, atMs: 0, fact, marks: undefined };
    if (what === "batch with a fact") writer.appendEntries([{ entry }], () => undefined);
    await writer.flush();
    expect([appended.length, committed, unanswered]).toEqual([1, [1], []]);
    expect([onStale.mock.calls, onBroken.mock.calls]).toEqual([[], []]);
  });

  it("looks again for what it has written when the database goes away meanwhile", async () => {
    const [unanswered, unread] = [[lost()], [lost()]];
    const { writer, appended, committed, give, onBroken } = openWriter(
      undefined,
      async () => throwNext(unanswered),
      async () => throwNext(unread),
    );
    give(1);
    await writer.flush();
    expect([appended.length, committed, unread, onBroken.mock.calls]).toEqual([1, [1], [], []]);
  });

  it("does not take for its own what is there after a failure and is something else", async () => {
    const failures = [lost(), duplicate(), duplicate()];
    const { writer, appended, committed, give, onStale, onBroken } = openWriter(() => failures.shift());
    give(1);
    await writer.flush();
    expect(onBroken).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: "append" }));
    expect([appended, committed, failures, onStale.mock.calls]).toEqual([[], [], [], []]);
  });

  it("has lost the lease when what it has written is gone because somebody else has taken it", async () => {
    const failures = [lost(), duplicate(), "stale" as const];
    const { writer, committed, give, onStale, onBroken } = openWriter(() => failures.shift());
    give(1);
    await writer.flush();
    expect([committed, onStale.mock.calls.length, onBroken.mock.calls]).toEqual([[], 1, []]);
  });

  it("makes up for a long wait piece by piece, in order", async () => {
    const { writer, appended, committed, give } = openWriter();
    const first = Array.from({ length: 700 }, (_, index) => give(1 + index));
    writer.appendChunks(chunkOf(first), "inTurn");
    for (let sequence = 701; sequence <= 2_500; sequence++) give(sequence);
    const fact = { kind: "participantJoined", participantId: "ana" as ParticipantId } as const;
    writer.appendEntries([{ entry: { sequence: 1, epoch: 1, atMs: 0, fact } }], () => committed.push(-1));
    await writer.flush();
    expect(appended.map(({ batch, frames, chunks, entries }) => [batch, frames.length, chunks, entries])).toEqual([
      [7, 299, [[1, 700]], 0],
      [8, 1_000, [], 0],
      [9, 501, [], 1],
    ]);
    expect(committed).toEqual([...Array.from({ length: 2_500 }, (_, index) => 1 + index), -1]);
  });

  it("is full after two minutes of a whole class, and no more once the database has taken them", async () => {
    let away = true;
    const { writer, give } = openWriter(() => (away ? new Error("away") : undefined));
    for (let sequence = 1; sequence <= 6 * 15 * 119; sequence++) give(sequence);
    expect(writer.isFull()).toBe(false);
    for (let sequence = 0; sequence < 6 * 15 * 2; sequence++) give(100_000 + sequence);
    expect(writer.isFull()).toBe(true);
    away = false;
    await writer.flush();
    expect(writer.isFull()).toBe(false);
  });

  it("tells how much is not durable yet, what is under way included", async () => {
    let commit = () => {};
    const { writer, appended, give } = openWriter(undefined, () => new Promise((resolve) => (commit = resolve)));
    const fact = { kind: "participantJoined", participantId: "ana" as ParticipantId } as const;
    give(1);
    writer.appendEntries([{ entry: { sequence: 1, epoch: 1, atMs: 0, fact } }], () => undefined);
    await vi.waitFor(() => expect(appended).toHaveLength(1));
    expect(writer.waitingCount()).toBe(2);
    give(2);
    expect(writer.waitingCount()).toBe(3);
    commit();
    await vi.waitFor(() => expect(appended).toHaveLength(2));
    expect(writer.waitingCount()).toBe(1);
    commit();
    await writer.flush();
    expect(writer.waitingCount()).toBe(0);
  });

  it("steps down when frames cannot be packed, and writes nothing that would empty their batches", async () => {
    const { writer, appended, committed, give, onBroken } = openWriter();
    give(1);
    const broken = Promise.reject<readonly PackedChunk[]>(new Error("no memory"));
    writer.appendChunks(broken);
    await writer.flush();
    expect(onBroken).toHaveBeenCalledOnce();
    expect([appended, committed]).toEqual([[], []]);
  });

  it("does not take rows that were there before for its own, and says that it cannot go on", async () => {
    const answers = [duplicate()];
    const { writer, committed, give, onStale, onBroken } = openWriter(() => answers.shift());
    give(1);
    await writer.flush();
    expect(onBroken).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: "append" }));
    expect(onStale).not.toHaveBeenCalled();
    give(2);
    await writer.flush();
    expect(committed).toEqual([]);
  });
});

describe("what the journal's writer has before it", () => {
  it("is nothing before anything was given, and once all is committed but for the time of the commit", async () => {
    const { writer, give } = openWriter();
    expect(writer.backlog()).toEqual({ oldestWaitingForMs: undefined, committedAgoMs: undefined, chunksWaiting: 0 });
    give(1);
    await writer.flush();
    expect(writer.backlog()).toEqual({
      oldestWaitingForMs: undefined,
      committedAgoMs: expect.any(Number),
      chunksWaiting: 0,
    });
  });

  it("is as old as its oldest, whether that waits or is being written, and counts chunks of both", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    try {
      let answer = () => {};
      const answered = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const { writer, give } = openWriter(undefined, () => answered);
      writer.appendChunks(chunkOf([give(1)]));
      vi.advanceTimersByTime(400);
      expect(writer.backlog()).toMatchObject({ oldestWaitingForMs: 400, chunksWaiting: 1 });
      const written = writer.flush();
      vi.advanceTimersByTime(600);
      writer.appendChunks(chunkOf([give(2)]));
      vi.advanceTimersByTime(1_000);
      expect(writer.backlog()).toEqual({ oldestWaitingForMs: 2_000, committedAgoMs: undefined, chunksWaiting: 2 });
      expect(writer.waitingCount()).toBe(2);
      answer();
      await written;
      vi.advanceTimersByTime(250);
      expect(writer.backlog()).toEqual({ oldestWaitingForMs: undefined, committedAgoMs: 250, chunksWaiting: 0 });
    } finally {
      vi.useRealTimers();
    }
  });
});
