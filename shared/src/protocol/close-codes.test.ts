import { expect, it } from "vitest";
import { CLOSE_CODES } from "./close-codes.ts";

it("gives every reason for closing a code of its own, outside those of the room server", () => {
  const codes = Object.values(CLOSE_CODES);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => code >= 4000 && code <= 4010)).toEqual([]);
});
