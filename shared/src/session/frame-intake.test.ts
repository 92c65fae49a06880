import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFrameIntake, takeFrame, useClock } from "./frame-intake.ts";
import type { ClockId } from "./identifiers.ts";

const clock = "a-clock" as ClockId;
const frame = (sequence: number, captureMs: number, earlierGone = false) => ({ sequence, captureMs, earlierGone });

describe("frames of one participant", () => {
  it("are taken in order and mapped to session time by the first of their clock", () => {
    const intake = createFrameIntake(1, -1);
    useClock(intake, clock, undefined);
    expect(takeFrame(intake, frame(1, 90_000), 5_000)).toMatchObject({
      kind: "taken",
      atMs: 5_000,
      newOffsetMs: -85_000,
    });
    expect(takeFrame(intake, frame(2, 90_066), 5_400)).toMatchObject({
      kind: "taken",
      atMs: 5_066,
      newOffsetMs: undefined,
    });
  });

  it("go on in session time after a page was loaded anew, whatever its clock says", () => {
    const intake = createFrameIntake(1, -1);
    useClock(intake, clock, undefined);
    takeFrame(intake, frame(1, 90_000), 5_000);
    useClock(intake, "another" as ClockId, undefined);
    expect(takeFrame(intake, frame(2, 12), 4_990)).toMatchObject({ kind: "taken", atMs: 5_012 });
  });

  it("are of when they were seen, however long they were kept before the first of their clock could be sent", () => {
    const intake = createFrameIntake(1, 2_000);
    useClock(intake, clock, undefined, 60_000 - 130_000);
    expect(takeFrame(intake, frame(1, 90_000), 60_000)).toMatchObject({ kind: "taken", atMs: 20_000 });
    expect(takeFrame(intake, frame(600, 130_000, true), 60_050)).toMatchObject({ kind: "taken", atMs: 60_000 });
  });

  it("go on in session time whatever a device says of its clock", () => {
    for (const told of [-4_000_000_000, -90_001, 0]) {
      const intake = createFrameIntake(1, 7_000);
      useClock(intake, clock, undefined, told);
      expect(takeFrame(intake, frame(1, 90_000), 7_500)).toMatchObject(
        told === 0 ? { code: "frame/from_the_future" } : { kind: "taken", atMs: 7_012 },
      );
    }
  });

  it("tell of what is missing with the next one that is taken, when the first after the gap is refused", () => {
    const intake = createFrameIntake(5, 1_000);
    useClock(intake, clock, 0);
    expect(takeFrame(intake, frame(8, 900, true), 1_100)).toMatchObject({ code: "frame/time_not_increasing" });
    expect(takeFrame(intake, frame(9, 1_067), 1_100)).toMatchObject({ kind: "taken", missedFrom: 5 });
    expect(takeFrame(intake, frame(10, 1_134), 1_134)).toMatchObject({ kind: "taken", missedFrom: undefined });
  });

  it("keep a clock's mapping that the journal knows", () => {
    const intake = createFrameIntake(41, 7_000);
    useClock(intake, clock, -1_000);
    expect(takeFrame(intake, frame(41, 8_100), 30_000)).toMatchObject({ kind: "taken", atMs: 7_100 });
  });

  it("ask for what is missing, and go on without it when it is gone", () => {
    const intake = createFrameIntake(5, 100);
    useClock(intake, clock, 0);
    expect(takeFrame(intake, frame(8, 300), 300)).toEqual({ kind: "gap" });
    expect(intake.expected).toBe(5);
    expect(takeFrame(intake, frame(8, 300, true), 300)).toMatchObject({ kind: "taken", missedFrom: 5 });
    expect(intake.expected).toBe(9);
  });

  it("are refused when time stands still, runs backwards, too fast, or ahead; their number is used up", () => {
    const intake = createFrameIntake(1, 1_000);
    useClock(intake, clock, 0);
    expect(takeFrame(intake, frame(1, 1_000), 1_100)).toMatchObject({ code: "frame/time_not_increasing" });
    expect(takeFrame(intake, frame(2, 900), 1_100)).toMatchObject({ code: "frame/time_not_increasing" });
    expect(takeFrame(intake, frame(3, 1_011), 1_100)).toMatchObject({ code: "frame/too_fast" });
    expect(takeFrame(intake, frame(4, 60_000), 1_100)).toMatchObject({ code: "frame/from_the_future" });
    expect(takeFrame(intake, frame(5, 1_012), 1_100)).toMatchObject({ kind: "taken" });
  });

  it("are taken once each, in order, through any duplication and resending", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 29 }), { maxLength: 200 }), (starts) => {
        const intake = createFrameIntake(1, -1);
        useClock(intake, clock, 0);
        const taken: number[] = [];
        const offer = (sequence: number) => {
          const verdict = takeFrame(intake, frame(sequence, sequence * 66), 10_000);
          if (verdict.kind === "taken") taken.push(sequence);
          return verdict.kind;
        };
        // Each start is a place the client goes back to; it sends from there to the end or to a gap.
        for (const start of [...starts, 0]) for (let k = start + 1; k <= 30 && offer(k) !== "gap"; k++);
        expect(taken).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
      }),
    );
  });
});
