import type { RecordingPiece } from "@ensemble/shared/protocol/http-messages.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openMediaFeed } from "./media-feed.ts";

/** Takes what it is given, a turn later, as a browser does. */
class FakeBuffer extends EventTarget {
  readonly given: number[] = [];
  updating = false;
  aborts = 0;
  appendBuffer(bytes: Uint8Array) {
    if (this.updating) throw new Error("given before the last was taken");
    this.updating = true;
    queueMicrotask(() => {
      this.updating = false;
      this.given.push(bytes[0] ?? -1);
      this.dispatchEvent(new Event("updateend"));
    });
  }
  abort() {
    this.aborts += 1;
  }
  remove() {
    queueMicrotask(() => this.dispatchEvent(new Event("updateend")));
  }
}
class FakeSource extends EventTarget {
  addSourceBuffer = () => buffer;
}

let buffer: FakeBuffer;
let source: FakeSource;
const pieces: RecordingPiece[] = Array.from({ length: 41 }, (_, place) => ({
  firstByte: 10 * place,
  bytes: 10,
  startMs: Math.max(0, 1_000 * (place - 1)),
  durationMs: place === 0 ? 0 : 1_000,
  keyFrame: place % 2 === 1,
}));
const video = { removeAttribute: () => undefined, load: () => undefined } as unknown as HTMLVideoElement;
const pieceAt = async (begin: number) => new Uint8Array([begin / 10]);
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  buffer = new FakeBuffer();
  vi.stubGlobal(
    "MediaSource",
    class {
      constructor() {
        source = new FakeSource();
        // biome-ignore lint/correctness/noConstructorReturn: the feed's own source is looked at from here
        return source;
      }
    },
  );
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:x");
  vi.spyOn(console, "warn").mockReturnValue(undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a feed of a recording", () => {
  it("gives the header and some seconds from the key frame before the moment, and goes on as time does", async () => {
    const feed = openMediaFeed(video, "camera", pieces, pieceAt);
    feed.want(4_500);
    source.dispatchEvent(new Event("sourceopen"));
    await settle();
    expect(buffer.given).toEqual([0, 5, 6, 7, 8, 9, 10, 11]);
    feed.want(6_500);
    await settle();
    expect(buffer.given.slice(8)).toEqual([12, 13]);
  });

  it("begins anew for a jump, and gives nothing twice while it stays where it is", async () => {
    const feed = openMediaFeed(video, "camera", pieces, pieceAt);
    source.dispatchEvent(new Event("sourceopen"));
    feed.want(0);
    await settle();
    const before = buffer.given.length;
    feed.want(30_200);
    await settle();
    expect(buffer.given.slice(before)).toEqual([31, 32, 33, 34, 35, 36, 37]);
    feed.want(30_200);
    await settle();
    expect(buffer.given).toHaveLength(before + 7);
    feed.want(1_000);
    await settle();
    expect(buffer.given.slice(before + 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("asks once more, later, for what did not come", async () => {
    let fails = 1;
    const load = vi.fn(async (begin: number) => {
      if (begin > 0 && fails-- > 0) throw new Error("away");
      return pieceAt(begin);
    });
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    const feed = openMediaFeed(video, "camera", pieces, load);
    source.dispatchEvent(new Event("sourceopen"));
    feed.want(0);
    await settle();
    feed.want(0);
    await settle();
    expect(buffer.given).toEqual([0]);
    now = 3_000;
    feed.want(0);
    await settle();
    expect(buffer.given.slice(0, 3)).toEqual([0, 1, 2]);
  });
});
