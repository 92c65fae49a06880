import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isStopped, judgeLine, type LineNumbers, type LineVerdict, summariseLine } from "./line-check-rules.ts";
import type { LineSample } from "./line-stats.ts";

const PERFECT: LineNumbers = {
  upKbps: 2_200,
  downKbps: 1_500,
  upLoss: 0,
  downLoss: 0,
  roundTripMs: 30,
  queueMs: 5,
  jitterMs: 4,
  availableUpKbps: 2_400,
  limitedBy: "none",
  returnedWidth: 1,
  carrier: "udp",
};
const THREE = [150, 500, 1_500];
const TWO = [100, 300];
const judge = (changes: Partial<LineNumbers>, sizes = THREE) => {
  const { verdict, cause } = judgeLine({ ...PERFECT, ...changes }, sizes);
  return [verdict, cause];
};
const BETTER: readonly LineVerdict[] = ["none", "weak", "enough", "good"];

describe("a line", () => {
  it("is good when all sizes of the picture get through in time", () => {
    expect(judge({})).toEqual(["good", ""]);
    expect(judge({ carrier: "relayUdp" })).toEqual(["good", ""]);
  });

  it("is none when nothing comes back", () => {
    expect(judgeLine(undefined, THREE)).toEqual({ verdict: "none", cause: "blocked", numbers: undefined });
  });

  it("loses packets, which a better place for the radio mends", () => {
    expect(judge({ upLoss: 0.02 })).toEqual(["enough", "radio"]);
    expect(judge({ downLoss: 0.05 })).toEqual(["weak", "radio"]);
    expect(judge({ jitterMs: 70 })).toEqual(["enough", "radio"]);
    expect(judge({ jitterMs: 150 })).toEqual(["weak", "radio"]);
  });

  it("is too narrow, mostly because something else uses it", () => {
    expect(judge({ limitedBy: "bandwidth", upKbps: 900, availableUpKbps: 950 })).toEqual(["enough", "shared"]);
    expect(judge({ limitedBy: "bandwidth", upKbps: 180, availableUpKbps: 200 })).toEqual(["weak", "shared"]);
    expect(judge({ returnedWidth: 0.5 })).toEqual(["good", ""]);
    expect(judge({ returnedWidth: 0.25 })).toEqual(["enough", "shared"]);
    expect(judge({ returnedWidth: 0.1 })).toEqual(["weak", "shared"]);
    expect(judge({ returnedWidth: 0.5 }, TWO)).toEqual(["enough", "shared"]);
  });

  it("is not too narrow because little moves in the picture", () => {
    expect(judge({ limitedBy: "none", upKbps: 60, availableUpKbps: 300 })).toEqual(["good", ""]);
    expect(judge({ limitedBy: undefined, upKbps: 60, availableUpKbps: undefined })).toEqual(["good", ""]);
  });

  it("needs less for the small picture of a sparing device", () => {
    expect(judge({ limitedBy: "bandwidth", upKbps: 380, availableUpKbps: 400 })).toEqual(["weak", "shared"]);
    expect(judge({ limitedBy: "bandwidth", upKbps: 380, availableUpKbps: 400 }, TWO)).toEqual(["good", ""]);
    expect(judge({ limitedBy: "bandwidth", upKbps: 120, availableUpKbps: 130 }, TWO)).toEqual(["enough", "shared"]);
    expect(judge({ limitedBy: "bandwidth", upKbps: 150, availableUpKbps: 160 }, [300])).toEqual(["enough", "shared"]);
    expect(judge({ limitedBy: "bandwidth", upKbps: 80, availableUpKbps: 90 }, [300])).toEqual(["weak", "shared"]);
  });

  it("is long, or has a queue of what others send", () => {
    expect(judge({ roundTripMs: 250 })).toEqual(["enough", "far"]);
    expect(judge({ roundTripMs: 600 })).toEqual(["weak", "far"]);
    expect(judge({ roundTripMs: 250, queueMs: 300 })).toEqual(["enough", "shared"]);
  });

  it("goes by TCP, which explains what else is the matter", () => {
    expect(judge({ carrier: "tcp" })).toEqual(["enough", "tcp"]);
    expect(judge({ carrier: "relayTcp", roundTripMs: 700 })).toEqual(["weak", "tcp"]);
  });

  it("may be better than the device", () => {
    expect(judge({ limitedBy: "cpu" })).toEqual(["enough", "device"]);
    expect(judge({ limitedBy: "cpu", upLoss: 0.1 })).toEqual(["weak", "radio"]);
  });

  it("has a cause if and only if it is not good, and never gets better by being worse in one respect", () => {
    const numbers = fc.record({
      upKbps: fc.nat(3_000),
      downKbps: fc.nat(3_000),
      upLoss: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      downLoss: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      roundTripMs: fc.option(fc.nat(2_000), { nil: undefined }),
      queueMs: fc.nat(2_000),
      jitterMs: fc.option(fc.nat(500), { nil: undefined }),
      availableUpKbps: fc.option(fc.nat(3_000), { nil: undefined }),
      limitedBy: fc.constantFrom(undefined, "none", "bandwidth", "cpu", "other") as fc.Arbitrary<
        LineNumbers["limitedBy"]
      >,
      returnedWidth: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      carrier: fc.constantFrom(undefined, "udp", "tcp", "relayUdp", "relayTcp") as fc.Arbitrary<LineNumbers["carrier"]>,
    });
    const worse: fc.Arbitrary<Partial<LineNumbers>> = fc.constantFrom(
      { upLoss: 1 },
      { downLoss: 1 },
      { roundTripMs: 5_000 },
      { jitterMs: 5_000 },
      { returnedWidth: 0 },
      { limitedBy: "bandwidth" as const, upKbps: 0, availableUpKbps: 0 },
      { carrier: "tcp" as const },
    );
    fc.assert(
      fc.property(numbers, worse, fc.constantFrom(THREE, TWO, [300], []), (some, change, sizes) => {
        const before = judgeLine(some, sizes);
        expect(before.cause === "").toBe(before.verdict === "good");
        // A device at its limit hides how the line is; what it then says of the line is not compared.
        if (some.limitedBy === "cpu" && "limitedBy" in change) return;
        const after = judgeLine({ ...some, ...change }, sizes);
        expect(BETTER.indexOf(after.verdict)).toBeLessThanOrEqual(BETTER.indexOf(before.verdict));
      }),
    );
  });
});

describe("the numbers of a line", () => {
  const sampleAt = (atMs: number, changes: Partial<LineSample> = {}): LineSample => ({
    atMs,
    sentBytes: (atMs / 1_000) * 250_000,
    sentPackets: atMs / 10,
    lostOnTheWayUp: 0,
    jitterUpMs: 5,
    roundTripMs: 40,
    availableUpKbps: 2_500,
    limitedBy: "none",
    sentWidth: 960,
    receivedBytes: (atMs / 1_000) * 125_000,
    receivedPackets: atMs / 20,
    lostOnTheWayDown: 0,
    jitterDownMs: 7,
    receivedWidth: 960,
    carrier: "udp",
    ...changes,
  });
  const steady = Array.from({ length: 13 }, (_, index) => sampleAt(index * 500));

  it("are rates, shares and medians of what came after the first moments", () => {
    expect(summariseLine(steady)).toMatchObject({
      upKbps: 2_000,
      downKbps: 1_000,
      upLoss: 0,
      downLoss: 0,
      roundTripMs: 40,
      queueMs: 0,
      returnedWidth: 1,
      carrier: "udp",
    });
  });

  it("count loss of both ways against all that was sent", () => {
    const last = sampleAt(6_500, { lostOnTheWayUp: 30, lostOnTheWayDown: 100 });
    const numbers = summariseLine([...steady, last]);
    // 600 packets went up since the first came back, of which 30 were lost; 300 came back and 100 did not.
    expect(numbers?.upLoss).toBeCloseTo(0.05);
    expect(numbers?.downLoss).toBeCloseTo(0.25);
  });

  it("are none while nothing comes back, and when what came has stopped", () => {
    expect(summariseLine([])).toBeUndefined();
    expect(summariseLine(steady.map((each) => ({ ...each, receivedPackets: 0 })))).toBeUndefined();
    const cut = Array.from({ length: 5 }, (_, index) => sampleAt(6_000 + index * 500, { receivedPackets: 300 }));
    expect(summariseLine([...steady, ...cut.slice(0, 3)])).toBeDefined();
    expect(summariseLine([...steady, ...cut])).toBeUndefined();
  });

  it("say of the network that it stops everything only where a device sent, looked and was told nothing", () => {
    const gone = { receivedPackets: 0, lostOnTheWayUp: undefined };
    const swallowed = steady.map((each) => ({ ...each, ...gone }));
    expect(isStopped(swallowed)).toBe(true);
    // Too short a look, and too few of them.
    expect(isStopped(swallowed.slice(0, 8))).toBe(false);
    expect(isStopped(swallowed.filter((_, index) => index % 6 === 0))).toBe(false);
    // Not a packet left, on a way that is there; and where there is none.
    expect(isStopped(swallowed.map((each) => ({ ...each, sentPackets: 0 })))).toBe(false);
    expect(isStopped(swallowed.map((each) => ({ ...each, sentPackets: 0, carrier: undefined })))).toBe(true);
    expect(isStopped(swallowed.map((each) => ({ ...each, sentPackets: 40 })))).toBe(false);
    // The server says what it has got.
    expect(isStopped(swallowed.map((each) => ({ ...each, lostOnTheWayUp: 3 })))).toBe(false);
    expect(isStopped(steady)).toBe(false);
    expect(isStopped([])).toBe(false);
  });

  it("say so of one that stopped in the middle, once it is no stumble any more", () => {
    const cutAfter = (ms: number) =>
      steady.map((each) => (each.atMs <= ms ? each : { ...each, receivedPackets: ms / 20 }));
    expect(isStopped(cutAfter(3_000))).toBe(false);
    expect(isStopped(cutAfter(1_000))).toBe(true);
  });

  it("are numbers, whatever counters do", () => {
    const wild = fc.record({
      atMs: fc.nat(20_000),
      sentBytes: fc.nat(1e9),
      sentPackets: fc.nat(1e6),
      lostOnTheWayUp: fc.option(fc.integer({ min: -1e3, max: 1e6 }), { nil: undefined }),
      receivedBytes: fc.nat(1e9),
      receivedPackets: fc.nat(1e6),
      lostOnTheWayDown: fc.integer({ min: -1e3, max: 1e6 }),
      roundTripMs: fc.option(fc.nat(1e5), { nil: undefined }),
      sentWidth: fc.option(fc.nat(4_000), { nil: undefined }),
      receivedWidth: fc.option(fc.nat(4_000), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 20 }), (changes) => {
        const samples = changes.map((each) => sampleAt(0, each)).sort((one, other) => one.atMs - other.atMs);
        const numbers = summariseLine(samples);
        if (numbers === undefined) return;
        for (const value of Object.values(numbers))
          if (typeof value === "number") expect(Number.isFinite(value) && value >= 0).toBe(true);
        for (const share of [numbers.upLoss, numbers.downLoss, numbers.returnedWidth])
          expect(share ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});
