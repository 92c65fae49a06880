import type { PointingMessage } from "@ensemble/shared/protocol/annotation-form.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStrokeTeller } from "./stroke-teller.ts";

const stroke = (count: number) => ({
  participantId: "ana" as ParticipantId,
  annotationId: "a",
  tool: "pen" as const,
  points: Array.from({ length: count }, (_, i) => [i, i] as const),
});

describe("what a patient is told of a drawing under way", () => {
  let told: number[] = [];
  const teller = () =>
    createStrokeTeller(
      (message: PointingMessage) => told.push(message.kind === "stroke" ? message.points.length : -1),
      () => Date.now(),
    );
  beforeEach(() => {
    told = [];
    vi.useFakeTimers({ now: 1_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is the newest of it, no more than the room takes, and the last of it", () => {
    const { tell } = teller();
    for (let count = 1; count <= 250; count++) {
      tell(stroke(count));
      vi.advanceTimersByTime(4);
    }
    vi.advanceTimersByTime(200);
    expect(told.length).toBeLessThanOrEqual(15);
    expect(told.length).toBeGreaterThan(8);
    expect(told.at(-1)).toBe(250);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it("is taken back when it is given up, and not where nothing was told", () => {
    const { tell, giveUp } = teller();
    tell(stroke(3));
    giveUp();
    vi.advanceTimersByTime(200);
    expect(told).toEqual([]);
    tell(stroke(4));
    vi.advanceTimersByTime(200);
    giveUp();
    expect(told).toEqual([4, 0]);
    giveUp();
    expect(told).toEqual([4, 0]);
  });

  it("is nothing more once it is finished: then it comes as an annotation", () => {
    const { tell, finished, giveUp } = teller();
    tell(stroke(3));
    vi.advanceTimersByTime(200);
    tell(stroke(4));
    finished();
    giveUp();
    vi.advanceTimersByTime(200);
    expect(told).toEqual([3]);
  });
});
