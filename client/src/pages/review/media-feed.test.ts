import type { RecordingPiece } from "@ensemble/shared/protocol/http-messages.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openMediaFeed } from "./media-feed.ts";

/** Takes what it is given, a turn later, as a browser does. */
class FakeBuffer extends EventTarget {
  readonly given: number[] = [];
  /** In seconds: where there is something. */
  ranges: (readonly [number, number])[] = [[0, 1_000]];
  aborts = 0;
  /** Of the next bytes. */
  fails: "refuses" | "throws" | "hangs" | undefined;
  #updating = false;
  get buffered() {
    return {
      length: this.ranges.length,
      start: (i: number) => this.ranges[i]?.[0],
      end: (i: number) => this.ranges[i]?.[1],
    };
  }
  appendBuffer(bytes: Uint8Array) {
    if (this.#updating) throw new Error("given before the last was taken");
    const { fails } = this;
    this.fails = undefined;
    if (fails === "throws") throw new Error("no room");
    this.#updating = true;
    if (fails === "hangs") return;
    queueMicrotask(() => {
      this.#updating = false;
      if (fails === undefined) this.given.push(bytes[0] ?? -1);
      else this.dispatchEvent(new Event("error"));
      this.dispatchEvent(new Event("updateend"));
    });
  }
  abort() {
    this.aborts += 1;
  }
}
class FakeSource extends EventTarget {
  readyState = "closed";
  readonly buffer = new FakeBuffer();
  addSourceBuffer = () => this.buffer;
  open() {
    this.readyState = "open";
    this.dispatchEvent(new Event("sourceopen"));
  }
}
class FakeVideo extends EventTarget {
  error: unknown = null;
  src = "";
  removeAttribute = () => undefined;
  load = () => undefined;
}

/** All that were opened. */
let sources: FakeSource[];
let opensByItself: boolean;
let nowMs: number;
let late: boolean[];
let video: FakeVideo;
const pieces: RecordingPiece[] = Array.from({ length: 41 }, (_, place) => ({
  firstByte: 10 * place,
  bytes: 10,
  startMs: Math.max(0, 1_000 * (place - 1)),
  durationMs: place === 0 ? 0 : 1_000,
  keyFrame: place % 2 === 1,
}));
const pieceAt = async (begin: number) => new Uint8Array([begin / 10]);
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  sources = [];
  opensByItself = true;
  nowMs = 0;
  late = [];
  video = new FakeVideo();
  vi.stubGlobal(
    "MediaSource",
    class {
      constructor() {
        const source = new FakeSource();
        sources.push(source);
        if (opensByItself) queueMicrotask(() => source.open());
        // biome-ignore lint/correctness/noConstructorReturn: the feed's own sources are looked at from here
        return source;
      }
    },
  );
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:x");
  vi.spyOn(URL, "revokeObjectURL").mockReturnValue(undefined);
  vi.spyOn(console, "warn").mockReturnValue(undefined);
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

type Load = (begin: number, end: number, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer>>;

function open(load: Load = pieceAt) {
  const feed = openMediaFeed({
    media: video as unknown as HTMLVideoElement,
    of: "camera",
    pieces,
    load,
    onLate: (isLate) => late.push(isLate),
  });
  return {
    ...feed,
    /** As a page does: again and again, here once at this time. */
    wantAt: async (atMs: number, now: number) => {
      nowMs = now;
      feed.want(atMs);
      await settle();
    },
  };
}
const given = () => sources.at(-1)?.buffer.given ?? [];

describe("a feed of a recording", () => {
  it("gives the header and some seconds from the key frame before the moment, and goes on as time does", async () => {
    const feed = open();
    await feed.wantAt(4_500, 0);
    expect(given()).toEqual([0, 5, 6, 7, 8, 9, 10, 11]);
    await feed.wantAt(6_500, 200);
    expect(given().slice(8)).toEqual([12, 13]);
    expect(late).toEqual([]);
  });

  it("begins anew for a jump, and gives nothing twice while it stays where it is", async () => {
    const feed = open();
    await feed.wantAt(0, 0);
    const before = given().length;
    await feed.wantAt(30_200, 200);
    expect(given().slice(before)).toEqual([31, 32, 33, 34, 35, 36, 37]);
    await feed.wantAt(30_200, 400);
    expect(given()).toHaveLength(before + 7);
    await feed.wantAt(1_000, 600);
    expect(given().slice(before + 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("asks once more, later, for what did not come, and says meanwhile that it is late", async () => {
    let fails = 1;
    const feed = open(async (begin) => {
      if (begin > 0 && fails-- > 0) throw new Error("away");
      return pieceAt(begin);
    });
    await feed.wantAt(0, 0);
    await feed.wantAt(0, 200);
    expect(given()).toEqual([0]);
    expect(late).toEqual([true]);
    await feed.wantAt(0, 2_100);
    expect(given().slice(0, 3)).toEqual([0, 1, 2]);
    expect(late).toEqual([true, false]);
    expect(sources).toHaveLength(1);
  });

  it("asks once more for the header that did not come, and for one that the player did not take", async () => {
    let fails = 1;
    const feed = open(async (begin) => {
      if (fails-- > 0) throw new Error("away");
      return pieceAt(begin);
    });
    await feed.wantAt(0, 0);
    expect(given()).toEqual([]);
    expect(late).toEqual([true]);
    opensByItself = false;
    await feed.wantAt(0, 2_100);
    const second = sources.at(-1);
    if (second !== undefined) second.buffer.fails = "refuses";
    second?.open();
    await settle();
    expect(given()).toEqual([]);
    opensByItself = true;
    await feed.wantAt(0, 7_000);
    expect(given().slice(0, 3)).toEqual([0, 1, 2]);
    expect(late).toEqual([true, false]);
  });

  it.each(["refuses", "throws"] as const)("takes another player where one %s what it is given", async (how) => {
    const feed = open();
    await feed.wantAt(0, 0);
    const [first] = sources;
    if (first !== undefined) first.buffer.fails = how;
    await feed.wantAt(30_200, 200);
    expect(late).toEqual([true]);
    await feed.wantAt(30_200, 2_300);
    expect(sources).toHaveLength(2);
    expect(given()).toEqual([0, 31, 32, 33, 34, 35, 36, 37]);
    expect(late).toEqual([true, false]);
  });

  it("takes another player where its decoder gave up after all was given", async () => {
    const feed = open();
    await feed.wantAt(0, 0);
    video.error = { code: 3 };
    await feed.wantAt(0, 200);
    expect(late).toEqual([true]);
    video.error = null;
    await feed.wantAt(0, 2_300);
    expect(sources).toHaveLength(2);
    expect(given().slice(0, 2)).toEqual([0, 1]);
    expect(late).toEqual([true, false]);
  });

  it("waits for nothing without end: not for a player that does not open, nor for bytes that it neither takes nor refuses", async () => {
    opensByItself = false;
    const feed = open();
    await feed.wantAt(0, 0);
    await feed.wantAt(0, 5_000);
    expect(late).toEqual([true]);
    await feed.wantAt(0, 20_000);
    opensByItself = true;
    await feed.wantAt(0, 22_100);
    expect(given().slice(0, 2)).toEqual([0, 1]);
    expect(late).toEqual([true, false]);
    const hanging = sources.at(-1);
    if (hanging !== undefined) hanging.buffer.fails = "hangs";
    await feed.wantAt(30_200, 23_000);
    await feed.wantAt(30_200, 44_000);
    await feed.wantAt(30_200, 46_100);
    expect(given()).toEqual([0, 31, 32, 33, 34, 35, 36, 37]);
    expect(late).toEqual([true, false, true, false]);
  });

  it("asks anew for bytes that never come, and takes none that come after all", async () => {
    const asked: { begin: number; signal: AbortSignal; give: () => void }[] = [];
    const feed = open((begin, _end, signal) =>
      asked.length === 0
        ? new Promise((resolve) => asked.push({ begin, signal, give: () => void pieceAt(begin).then(resolve) }))
        : pieceAt(begin),
    );
    await feed.wantAt(0, 0);
    await feed.wantAt(0, 19_900);
    expect(asked[0]?.signal.aborted).toBe(false);
    await feed.wantAt(0, 20_000);
    expect(asked[0]?.signal.aborted).toBe(true);
    await feed.wantAt(0, 22_100);
    const now = [...given()];
    expect(now.slice(0, 2)).toEqual([0, 1]);
    asked[0]?.give();
    await settle();
    expect(given()).toEqual(now);
  });

  it("leaves what was asked for before a jump, and that is no failure", async () => {
    let hanging: AbortSignal | undefined;
    const feed = open((begin, _end, signal) => {
      if (begin !== 10) return pieceAt(begin);
      hanging = signal;
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("left"))));
    });
    await feed.wantAt(0, 0);
    expect(given()).toEqual([0]);
    await feed.wantAt(30_200, 200);
    expect(hanging?.aborted).toBe(true);
    expect(given()).toEqual([0, 31, 32, 33, 34, 35, 36, 37]);
    expect(late).toEqual([]);
  });

  it("gives once more what a player has thrown away, and not for ever where it keeps nothing of it", async () => {
    const feed = open();
    await feed.wantAt(0, 0);
    const [source] = sources;
    if (source === undefined) throw new Error("nothing was opened");
    const before = given().length;
    source.buffer.ranges = [[5, 9]];
    await feed.wantAt(200, 200);
    expect(given().slice(before, before + 2)).toEqual([1, 2]);
    const then = given().length;
    await feed.wantAt(200, 400);
    expect(given()).toHaveLength(then);
  });

  it("is told nothing more once it is closed, and opens nothing", async () => {
    opensByItself = false;
    const feed = open();
    await feed.wantAt(0, 0);
    feed.close();
    await feed.wantAt(0, 60_000);
    sources[0]?.open();
    await settle();
    expect(sources).toHaveLength(1);
    expect(given()).toEqual([]);
    expect(late).toEqual([]);
  });
});
