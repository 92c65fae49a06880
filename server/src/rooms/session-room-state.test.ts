import { annotationsToWire } from "@ensemble/shared/protocol/annotation-form.ts";
import {
  HIGHEST_COORDINATE,
  MOST_ANNOTATIONS,
  MOST_PEN_POINTS,
  type PlacedAnnotation,
} from "@ensemble/shared/session/annotation.ts";
import { expect, it } from "vitest";
import { CLINICAL_BYTES } from "./session-room-state.ts";

/** For a patient's other clinical fields. */
const OTHERS_BYTES = 8 * 1024;

it("has room in one patch for as many drawings as may be on a picture", () => {
  const furthest = Array.from({ length: MOST_PEN_POINTS }, () => [HIGHEST_COORDINATE, HIGHEST_COORDINATE] as const);
  const annotations = Array.from(
    { length: MOST_ANNOTATIONS },
    (): PlacedAnnotation => ({
      annotationId: crypto.randomUUID(),
      tool: "pen",
      points: furthest,
      stays: true,
      atMs: Number.MAX_SAFE_INTEGER,
    }),
  );
  expect(annotationsToWire(annotations).length + OTHERS_BYTES).toBeLessThan(CLINICAL_BYTES);
});
