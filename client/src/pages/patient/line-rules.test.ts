import { describe, expect, it } from "vitest";
import { lineState } from "./line-rules.ts";

const good = { status: "connected", provisional: false, weakLine: false, counted: true } as const;

describe("state of the line", () => {
  it("is not mentioned while all is well", () => {
    expect(lineState(good)).toBeUndefined();
  });
  it("speaks of the lost line first: everything else follows from it", () => {
    expect(lineState({ ...good, status: "reconnecting", provisional: true, weakLine: true, counted: false })).toBe(
      "reconnecting",
    );
  });
  it("says honestly that nothing is counted without a camera", () => {
    expect(lineState({ ...good, counted: false, weakLine: true })).toBe("uncounted");
  });
  it("says that counts are provisional before it speaks of a weak picture", () => {
    expect(lineState({ ...good, provisional: true, weakLine: true })).toBe("provisional");
    expect(lineState({ ...good, weakLine: true })).toBe("weak");
  });
});
