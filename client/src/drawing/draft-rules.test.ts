import { DRAWING_TOOLS, type DrawingTool, type PicturePoint, POINTS_OF } from "@ensemble/shared/session/annotation.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advanceDraft, type Draft, type DraftInput, type DraftStep, pointsOfDraft } from "./draft-rules.ts";

type Kind = Exclude<DraftInput["kind"], "cancel">;

function draw(tool: DrawingTool, inputs: readonly DraftInput[]) {
  let draft: Draft | undefined;
  const finished: NonNullable<DraftStep["finished"]>[] = [];
  for (const [index, input] of inputs.entries()) {
    const step = advanceDraft(draft, input, tool, `id-${index}`);
    draft = step.draft;
    if (step.finished !== undefined) finished.push(step.finished);
  }
  return { draft, finished };
}
const input = (kind: Kind, at: PicturePoint): DraftInput => ({ kind, at });
const A: PicturePoint = [100, 100];
const B: PicturePoint = [400, 300];
const C: PicturePoint = [700, 100];

describe("a drawing by pointer", () => {
  it("is an arrow or a circle from where it was pressed to where it was let go", () => {
    for (const tool of ["arrow", "circle"] as const) {
      const { draft, finished } = draw(tool, [
        input("press", A),
        input("move", C),
        input("move", B),
        input("release", B),
      ]);
      expect(draft).toBeUndefined();
      expect(finished).toEqual([{ annotationId: "id-0", tool, points: [A, B] }]);
    }
  });

  it("may be pressed point by point as well", () => {
    const click = (at: PicturePoint) => [input("move", at), input("press", at), input("release", at)];
    expect(draw("arrow", [...click(A), ...click(B)]).finished).toMatchObject([{ points: [A, B] }]);
    expect(draw("angle", [...click(A), ...click(B)]).finished).toEqual([]);
    expect(draw("angle", [...click(A), ...click(B), ...click(C)]).finished).toMatchObject([{ points: [A, B, C] }]);
  });

  it("is a line through all places of the pen, and a dot where it did not move", () => {
    const line = draw("pen", [input("press", A), input("move", B), input("release", C)]);
    expect(line.finished).toMatchObject([{ points: [A, B, C] }]);
    expect(draw("pen", [input("press", A), input("release", A)]).finished).toMatchObject([{ points: [A, A] }]);
  });

  it("is seen while it is made, and given up as a whole", () => {
    const { draft } = draw("circle", [input("press", A), input("move", B)]);
    expect(draft && pointsOfDraft(draft)).toEqual([A, B]);
    expect(draw("circle", [input("press", A), input("move", B), { kind: "cancel" }])).toEqual({
      draft: undefined,
      finished: [],
    });
  });

  it("begins with a press: a pointer that only moves draws nothing", () => {
    for (const tool of DRAWING_TOOLS)
      expect(draw(tool, [input("move", A), input("move", B), input("release", C)])).toEqual({
        draft: undefined,
        finished: [],
      });
  });
});

describe("a drawing by keyboard", () => {
  it("places one point after the other", () => {
    expect(draw("arrow", [input("place", A), input("move", C), input("place", B)]).finished).toMatchObject([
      { points: [A, B] },
    ]);
    expect(
      draw(
        "angle",
        [A, B, C].map((at) => input("place", at)),
      ).finished,
    ).toMatchObject([{ points: [A, B, C] }]);
  });

  it("is a circle of a usual size where both are the same, and no arrow", () => {
    const [circle] = draw("circle", [input("place", B), input("place", B)]).finished;
    expect(circle?.points[0]).toEqual(B);
    expect(circle?.points[1]?.[1]).toBeLessThan(B[1]);
    expect(draw("arrow", [input("place", B), input("place", B)]).finished).toEqual([]);
  });
});

it("never has more points, nor others, than may be sent, whatever is pressed", () => {
  const coordinate = fc.integer({ min: 0, max: 2048 });
  const inputs = fc.array(
    fc.oneof(
      { weight: 1, arbitrary: fc.constant<DraftInput>({ kind: "cancel" }) },
      {
        weight: 12,
        arbitrary: fc
          .tuple(
            fc.constantFrom<Kind>("press", "move", "move", "move", "release", "place"),
            fc.tuple(coordinate, coordinate),
          )
          .map(([kind, at]) => input(kind, at)),
      },
    ),
    { maxLength: 300, size: "max" },
  );
  fc.assert(
    fc.property(fc.constantFrom(...DRAWING_TOOLS), inputs, (tool, given) => {
      const { draft, finished } = draw(tool, given);
      for (const { points } of finished) {
        expect(points.length).toBeGreaterThanOrEqual(POINTS_OF[tool].fewest);
        expect(points.length).toBeLessThanOrEqual(POINTS_OF[tool].most);
        for (const place of points.flat()) expect(place >= 0 && place <= 2048).toBe(true);
      }
      if (draft !== undefined) expect(pointsOfDraft(draft).length).toBeLessThanOrEqual(POINTS_OF[tool].most);
    }),
  );
});
