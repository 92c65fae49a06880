import { describe, expect, it } from "vitest";
import { MOST_PEN_POINTS } from "../session/annotation.ts";
import { annotationForm, annotationsFromWire, annotationsToWire, pointingMessage } from "./annotation-form.ts";

const annotationId = "5f0c1ae1-6f0a-4d1c-8e62-0f6ad4f4b6a1";
const line = (count: number) => Array.from({ length: count }, (_, i) => [i, 2 * i]);
const pen = { annotationId, tool: "pen", points: line(3), stays: false };
const reads = (value: unknown) => annotationForm.safeParse(value).success;

describe("an annotation as it is sent", () => {
  it("is taken as each tool makes it", () => {
    for (const [tool, count] of [
      ["pen", MOST_PEN_POINTS],
      ["arrow", 2],
      ["circle", 2],
      ["angle", 3],
    ] as const)
      expect(reads({ ...pen, tool, points: line(count) }), tool).toBe(true);
    expect(reads({ annotationId, tool: "target", joint: "leftKnee", degrees: 90 })).toBe(true);
  });

  it.each([
    ["too many points", { ...pen, points: line(MOST_PEN_POINTS + 1) }],
    ["too few", { ...pen, points: line(1) }],
    ["an arrow with three", { ...pen, tool: "arrow", points: line(3) }],
    [
      "no number",
      {
        ...pen,
        points: [
          [0, 0],
          [Number.NaN, 1],
        ],
      },
    ],
    [
      "a number without an end",
      {
        ...pen,
        points: [
          [0, 0],
          [Number.POSITIVE_INFINITY, 1],
        ],
      },
    ],
    [
      "half a unit",
      {
        ...pen,
        points: [
          [0, 0],
          [0.5, 1],
        ],
      },
    ],
    [
      "beside the picture",
      {
        ...pen,
        points: [
          [0, 0],
          [-1, 1],
        ],
      },
    ],
    [
      "below it",
      {
        ...pen,
        points: [
          [0, 0],
          [1, 2049],
        ],
      },
    ],
    [
      "a point with three numbers",
      {
        ...pen,
        points: [
          [0, 0],
          [1, 1, 1],
        ],
      },
    ],
    ["words", { ...pen, text: "look here" }],
    ["another tool", { ...pen, tool: "rubber" }],
    ["an id that is none", { ...pen, annotationId: "mine" }],
    ["a joint that is none", { annotationId, tool: "target", joint: "tail", degrees: 90 }],
    ["more than all the way", { annotationId, tool: "target", joint: "leftKnee", degrees: 181 }],
    ["no way at all", { annotationId, tool: "target", joint: "leftKnee", degrees: 0 }],
  ])("is refused with %s", (_, value) => {
    expect(reads(value)).toBe(false);
  });

  it("is told as text that reads as the same", () => {
    const placed = [
      {
        ...pen,
        tool: "pen",
        points: [
          [1, 2],
          [3, 4],
        ],
        atMs: 5,
      },
    ] as const;
    expect(annotationsFromWire(annotationsToWire(placed))).toEqual(placed);
    expect(annotationsToWire([])).toBe("");
    expect(annotationsFromWire("")).toEqual([]);
  });
});

describe("pointing", () => {
  it("is a stroke so far, or a picture that stands still", () => {
    const stroke = { kind: "stroke", participantId: "ana", annotationId, tool: "pen", points: [] };
    expect(pointingMessage.safeParse(stroke).success).toBe(true);
    expect(pointingMessage.safeParse({ ...stroke, points: line(MOST_PEN_POINTS + 1) }).success).toBe(false);
    expect(pointingMessage.safeParse({ ...stroke, tool: "target" }).success).toBe(false);
    expect(pointingMessage.safeParse({ kind: "hold", participantId: "ana", held: true }).success).toBe(true);
    expect(pointingMessage.safeParse({ kind: "hold", participantId: "ana", held: "yes" }).success).toBe(false);
  });
});
