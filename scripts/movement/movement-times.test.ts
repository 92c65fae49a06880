import { describe, expect, it } from "vitest";
import { movementTimes, type ShareTrace, type TracedMovement } from "./movement-times.ts";

const FRAME_MS = 50;
/** What the window around a moment and one frame can add on either side. */
const WITHIN_MS = 250;

/** Straight lines through [time, share]. */
function traceThrough(...points: [ms: number, share: number][]): ShareTrace {
  const trace: ShareTrace = { atMs: [], share: [] };
  for (let ms = points[0]![0]; ms <= points.at(-1)![0]; ms += FRAME_MS) {
    const next = Math.max(
      1,
      points.findIndex(([atMs]) => atMs >= ms),
    );
    const [[fromMs, from], [untilMs, until]] = [points[next - 1]!, points[next]!];
    trace.atMs.push(ms);
    trace.share.push(from + ((until - from) * (ms - fromMs)) / (untilMs - fromMs));
  }
  return trace;
}
const movement = (startMs: number, endMs: number, trace: ShareTrace, flipped = false): TracedMovement => ({
  startMs,
  endMs,
  beginsOn: trace,
  endsOn: trace,
  flipped,
});
function expectAbout([startMs, endMs]: readonly [number, number], [from, until]: readonly [number, number]) {
  expect(Math.abs(startMs - from)).toBeLessThanOrEqual(WITHIN_MS);
  expect(Math.abs(endMs - until)).toBeLessThanOrEqual(WITHIN_MS);
}
const mirrored = ({ atMs, share }: ShareTrace): ShareTrace => ({ atMs, share: share.map((value) => 1 - value) });

describe("the times of movements", () => {
  const pause = traceThrough([0, 0.1], [3000, 0.1], [4500, 1], [6000, 0.1], [9000, 0.1], [10_500, 1], [12_000, 0.1]);

  it("reach from leaving rest to being back there, without the pauses, from either end", () => {
    for (const flipped of [false, true]) {
      const trace = flipped ? mirrored(pause) : pause;
      const times = movementTimes([movement(3200, 5500, trace, flipped), movement(9200, 11_500, trace, flipped)]);
      expectAbout(times[0]!, [3000, 6000]);
      expectAbout(times[1]!, [9000, 12_000]);
    }
  });

  it("leave out the stillness that the referee took along", () => {
    expectAbout(movementTimes([movement(1000, 5500, pause)])[0]!, [3000, 6000]);
  });

  it("end where the next begins when nobody rests between them", () => {
    const joined = traceThrough([0, 0], [1500, 1], [3000, 0], [4500, 1], [6000, 0]);
    const times = movementTimes([movement(200, 2500, joined), movement(3200, 5500, joined)]);
    expectAbout(times[0]!, [0, 3000]);
    expectAbout(times[1]!, [3000, 6000]);
    expect(times[0]![1]).toBeLessThanOrEqual(times[1]![0]);
  });

  it("do not reach into a movement that did not count", () => {
    const small = traceThrough([0, 0], [1000, 0.35], [2000, 0], [3500, 1], [5000, 0]);
    expectAbout(movementTimes([movement(2300, 4500, small)])[0]!, [2000, 5000]);
  });

  it("never overlap, also where one side sets off before the other is back", () => {
    const left = traceThrough([0, 0], [1500, 1], [3000, 0], [6000, 0]);
    const right = traceThrough([0, 0], [2000, 0], [3500, 1], [5000, 0], [6000, 0]);
    const times = movementTimes([movement(200, 2600, left), movement(2300, 4600, right)]);
    expect(times[0]![1]).toBe(times[1]![0]);
    expectAbout(times[0]!, [0, 2500]);
    expectAbout(times[1]!, [2500, 5000]);
  });

  it("take the beginning from one side and the end from the other, in a cycle of both", () => {
    const left = traceThrough([0, 0], [1000, 0], [2000, 1], [3000, 0], [9000, 0]);
    const right = traceThrough([0, 0], [5000, 0], [6000, 1], [7000, 0], [9000, 0]);
    const cycle = { startMs: 1200, endMs: 6700, beginsOn: left, endsOn: right, flipped: false };
    expectAbout(movementTimes([cycle])[0]!, [1000, 7000]);
  });

  it("are not carried on through a gap in which nothing was seen", () => {
    const [before, after] = [traceThrough([0, 0.5], [1000, 0.4]), traceThrough([5000, 0.3], [6500, 1], [8000, 0.2])];
    const torn = { atMs: [...before.atMs, ...after.atMs], share: [...before.share, ...after.share] };
    expect(movementTimes([movement(5000, 7500, torn)])[0]![0]).toBe(5000);
  });

  it("end with the recording where it ends on the way back", () => {
    const cut = traceThrough([0, 0], [1500, 1], [2300, 0.45]);
    expect(movementTimes([movement(200, 2300, cut)])[0]![1]).toBe(2300);
  });
});
