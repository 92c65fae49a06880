import {
  commentBody,
  LONGEST_COMMENT,
  MOST_NUMBERS_A_STROKE,
  MOST_STROKES,
} from "@ensemble/shared/protocol/review-messages.ts";
import { expect, it } from "vitest";
import { BODY_LIMIT_BYTES } from "../platform/request-rules.ts";

it("fits into a request with as much written and drawn as may be", () => {
  const points = Array.from({ length: MOST_NUMBERS_A_STROKE }, () => 0.1234);
  const body = commentBody.parse({
    setId: crypto.randomUUID(),
    atMs: 7_200_000,
    frame: 100_000,
    text: "ß".repeat(LONGEST_COMMENT),
    drawing: Array.from({ length: MOST_STROKES }, () => ({ points })),
  });
  expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(BODY_LIMIT_BYTES);
});
