import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { changedDegrees, degreesFor } from "./pointing-rules.ts";

const ana = "ana" as ParticipantId;
const ben = "ben" as ParticipantId;
const circle = (annotationId: string): PlacedAnnotation => ({
  annotationId,
  tool: "circle",
  points: [
    [900, 900],
    [1_000, 900],
  ],
  stays: false,
  atMs: 0,
});
const target = (annotationId: string, degrees: number): PlacedAnnotation => ({
  annotationId,
  tool: "target",
  joint: "leftKnee",
  degrees,
  atMs: 0,
});

describe("how far the next target goes", () => {
  it("is what was chosen for this patient, and not for another one", () => {
    const chosen = { participantId: ana, degrees: 60 };
    expect(degreesFor(ana, chosen, [target("1", 80)], 100)).toBe(60);
    expect(degreesFor(ben, chosen, [], 100)).toBe(100);
  });

  it("is that of the newest target which stands: after a reload one goes on from there", () => {
    expect(degreesFor(ana, undefined, [target("1", 80), target("2", 65), circle("3")], 100)).toBe(65);
  });

  it("is what the set wants, and 90° where that is no target for a joint", () => {
    expect(degreesFor(ana, undefined, [circle("1")], 79.6)).toBe(80);
    for (const wanted of [undefined, 0, 3, 400]) expect(degreesFor(ana, undefined, [], wanted)).toBe(90);
  });

  it("stays between 5° and 180°", () => {
    expect([changedDegrees(5, -5), changedDegrees(90, 5), changedDegrees(180, 5)]).toEqual([5, 95, 180]);
  });
});
