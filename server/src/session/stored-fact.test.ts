import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { describe, expect, it } from "vitest";
import { readStoredFact } from "./stored-fact.ts";

const drawing = {
  annotationId: "0b3b8c1e-7d5f-4a58-9f0e-2b6f1c3d4e5a",
  tool: "arrow",
  points: [
    [1, 2],
    [3, 4],
  ],
  stays: false,
};
const drawn = (annotation: object) => ({ kind: "annotationDrawn", participantId: "ana", annotation });

describe("a stored drawing", () => {
  it("is read also where a later version has said more of it, every byte as it was stored", () => {
    const target = { annotationId: drawing.annotationId, tool: "target", joint: "leftKnee", degrees: 90 };
    const stored = [
      drawn(drawing),
      drawn(target),
      drawn({ ...drawing, colour: "red" }),
      drawn({ ...target, side: "front" }),
      drawn({ ...drawing, points: drawing.points.map((point) => [...point, 0.4]) }),
    ];
    for (const fact of stored) expect(readStoredFact(fact)).toEqual(fact as unknown as SessionFact);
  });

  it("is refused where it is none that this version can draw", () => {
    for (const change of [{ tool: "spiral" }, { points: [[1]] }, { points: "all" }, { stays: undefined }])
      expect(() => readStoredFact(drawn({ ...drawing, ...change })), JSON.stringify(change)).toThrow();
  });
});

describe("a fact of a kind that this version does not know", () => {
  it("is passed over where it says that it changes nothing, and refused where it does not", () => {
    const later = { kind: "lightDimmed", participantId: "ana", share: 0.5 };
    expect(readStoredFact({ ...later, note: true })).toEqual({ kind: "passedOver" });
    for (const note of [undefined, false, "true"]) expect(() => readStoredFact({ ...later, note })).toThrow();
    // A kind that is known is read as such, whatever else it says.
    expect(() => readStoredFact({ kind: "pictureHeld", note: true })).toThrow();
  });
});
