import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LineSample } from "./line-stats.ts";
import { LINE_MEASURED_WITHIN_MS, measureLine } from "./measure-line.ts";
import type { MediaPeer } from "./media-peer.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

interface FakeLine {
  probe: () => Promise<{ sample: () => Promise<LineSample>; sizesKbps: () => number[]; close: () => void } | undefined>;
  isReached: boolean;
  /** Of each probe. */
  readonly closed: number[];
}

/** A line over which everything comes back at once, from `startsAtMs` on. */
function goodLine(startsAtMs = 0): FakeLine {
  const line: FakeLine = {
    isReached: true,
    closed: [],
    probe: async () => ({
      sample: async () => sampleAt(performance.now()),
      sizesKbps: () => [150, 500, 1_500],
      close: () => void line.closed.push(1),
    }),
  };
  const began = performance.now();
  const sampleAt = (nowMs: number): LineSample => {
    const seconds = Math.max(0, nowMs - began - startsAtMs) / 1_000;
    return {
      atMs: nowMs,
      sentBytes: 250_000 * seconds,
      sentPackets: 100 * seconds,
      lostOnTheWayUp: 0,
      jitterUpMs: 3,
      roundTripMs: 20,
      availableUpKbps: 2_500,
      limitedBy: "none",
      sentWidth: 960,
      receivedBytes: 150_000 * seconds,
      receivedPackets: Math.floor(60 * seconds),
      lostOnTheWayDown: 0,
      jitterDownMs: 3,
      receivedWidth: 960,
      carrier: "udp",
    };
  };
  return line;
}

async function measure(line: FakeLine) {
  const begunAtMs = performance.now();
  const peer = { probe: () => line.probe() } as unknown as MediaPeer;
  const found = measureLine({
    peer: () => peer,
    isReached: () => line.isReached,
    nowMs: () => performance.now(),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  const ended = found.then(() => performance.now() - begunAtMs);
  await vi.advanceTimersByTimeAsync(LINE_MEASURED_WITHIN_MS);
  return { ...(await found), tookMs: await ended };
}

describe("measuring the line", () => {
  it("takes some seconds of the own picture, and ends it", async () => {
    const line = goodLine();
    const { verdict, tookMs, numbers } = await measure(line);
    expect(verdict).toBe("good");
    expect(numbers?.upKbps).toBeCloseTo(2_000);
    expect(tookMs).toBeLessThan(LINE_MEASURED_WITHIN_MS);
    expect(line.closed).toEqual([1]);
  });

  it("waits for a camera that is not sent yet, and for a call that is built anew", async () => {
    vi.spyOn(console, "warn").mockReturnValue(undefined);
    const line = goodLine();
    const { probe } = line;
    let asked = 0;
    line.probe = async () => {
      asked += 1;
      if (asked === 1) return undefined;
      if (asked === 2) throw new Error("closed");
      return probe();
    };
    expect(await measure(line)).toMatchObject({ verdict: "good" });
    expect(asked).toBe(3);
  });

  it("begins anew with another connection, whose counters do", async () => {
    vi.spyOn(console, "warn").mockReturnValue(undefined);
    const line = goodLine();
    const { probe } = line;
    let opened = 0;
    line.probe = async () => {
      opened += 1;
      const one = await probe();
      if (one === undefined || opened > 1) return one;
      const brokenAtMs = performance.now() + 1_200;
      return {
        ...one,
        sample: async () => {
          if (performance.now() >= brokenAtMs) throw new Error("closed");
          return { ...(await one.sample()), sentBytes: 1e9, receivedBytes: 1e9 };
        },
      };
    };
    const { verdict, numbers } = await measure(line);
    expect(verdict).toBe("good");
    expect(numbers?.upKbps).toBeCloseTo(2_000);
  });

  it("never takes longer than it may, also when what is asked is never answered", async () => {
    const line = goodLine();
    line.probe = () => new Promise(() => undefined);
    expect(await measure(line)).toMatchObject({ verdict: "untested", tookMs: LINE_MEASURED_WITHIN_MS });
  });

  it("ends a probe that opens when it is too late", async () => {
    const line = goodLine();
    const { probe } = line;
    line.probe = async () => {
      await new Promise((resolve) => setTimeout(resolve, LINE_MEASURED_WITHIN_MS + 1_000));
      return probe();
    };
    await measure(line);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(line.closed).toEqual([1]);
  });

  /** What is sent is gone. */
  function swallowing(changes: (sample: LineSample) => Partial<LineSample> = () => ({})): FakeLine {
    const line = goodLine();
    const { probe } = line;
    line.probe = async () => {
      const one = await probe();
      if (one === undefined) return one;
      const nothing = { receivedPackets: 0, receivedBytes: 0, lostOnTheWayUp: undefined };
      return {
        ...one,
        sample: async () => {
          const sample = await one.sample();
          return { ...sample, ...nothing, ...changes(sample) };
        },
      };
    };
    return line;
  }

  it("says that nothing comes back when the server answers and the picture does not arrive", async () => {
    expect(await measure(swallowing())).toMatchObject({ verdict: "none", cause: "blocked" });
    const unconnected = () => ({ sentPackets: 0, sentBytes: 0, carrier: undefined, roundTripMs: undefined });
    expect(await measure(swallowing(unconnected))).toMatchObject({ verdict: "none", cause: "blocked" });
  });

  it("blames no line for a device that makes no picture, or whose picture the server says it gets", async () => {
    expect(await measure(goodLine(60_000))).toMatchObject({ verdict: "untested", cause: "" });
    expect(await measure(swallowing(() => ({ lostOnTheWayUp: 0 })))).toMatchObject({ verdict: "untested", cause: "" });
  });

  it("blames no line of which there was too little to see", async () => {
    const late = swallowing();
    const { probe } = late;
    late.probe = async () => {
      await new Promise((resolve) => setTimeout(resolve, LINE_MEASURED_WITHIN_MS - 2_000));
      return probe();
    };
    expect(await measure(late)).toMatchObject({ verdict: "untested", cause: "" });
  });

  it("says that there is no line when the server does not answer either", async () => {
    const line = goodLine(60_000);
    line.isReached = false;
    expect(await measure(line)).toMatchObject({ verdict: "none", cause: "offline" });
  });

  it("blames the line for nothing when the server does not give the picture back", async () => {
    for (const reason of ["too_many", "not_allowed", "not_now", "malformed"]) {
      const line = goodLine();
      line.probe = async () => {
        throw new Error(`media/${reason}`);
      };
      expect(await measure(line), reason).toMatchObject({ verdict: "untested", cause: "" });
    }
  });
});
