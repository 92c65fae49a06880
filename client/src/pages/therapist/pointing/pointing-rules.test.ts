import type { Drawing, PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { changedDegrees, degreesFor, lastDrawn } from "./pointing-rules.ts";

const ana = "ana" as ParticipantId;
const ben = "ben" as ParticipantId;
const circle = (annotationId: string): Drawing => ({
  annotationId,
  tool: "circle",
  points: [
    [900, 900],
    [1_000, 900],
  ],
  stays: false,
});
const placed = (annotationId: string): PlacedAnnotation => ({ ...circle(annotationId), atMs: 0 });
const target = (annotationId: string, degrees: number): PlacedAnnotation => ({
  annotationId,
  tool: "target",
  joint: "leftKnee",
  degrees,
  atMs: 0,
});

describe("undo", () => {
  it("takes what was drawn last, also before the session has told of it", () => {
    expect(lastDrawn([placed("1"), placed("2")], [])).toBe("2");
    expect(lastDrawn([placed("1")], [circle("2"), circle("3")])).toBe("3");
  });

  it("takes what stands once the session has told of what was waiting", () => {
    expect(lastDrawn([placed("1"), placed("2"), target("3", 80)], [circle("2")])).toBe("3");
  });

  it("takes nothing where there is nothing", () => {
    expect(lastDrawn([], [])).toBeUndefined();
  });
});

describe("how far the next target goes", () => {
  it("is what was chosen for this patient, and not for another one", () => {
    const chosen = { participantId: ana, degrees: 60 };
    expect(degreesFor(ana, chosen, [target("1", 80)], 100)).toBe(60);
    expect(degreesFor(ben, chosen, [], 100)).toBe(100);
  });

  it("is that of the newest target which stands: after a reload one goes on from there", () => {
    expect(degreesFor(ana, undefined, [target("1", 80), target("2", 65), placed("3")], 100)).toBe(65);
  });

  it("is what the set wants, and 90° where that is no target for a joint", () => {
    expect(degreesFor(ana, undefined, [placed("1")], 79.6)).toBe(80);
    for (const wanted of [undefined, 0, 3, 400]) expect(degreesFor(ana, undefined, [], wanted)).toBe(90);
  });

  it("stays between 5° and 180°", () => {
    expect([changedDegrees(5, -5), changedDegrees(90, 5), changedDegrees(180, 5)]).toEqual([5, 95, 180]);
  });
});
