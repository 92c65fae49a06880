import { describe, expect, it } from "vitest";
import { lineState } from "./line-rules.ts";

const good = { status: "connected", provisional: false, call: "connected", counted: true } as const;

describe("state of the line", () => {
  it("is not mentioned while all is well", () => {
    expect(lineState(good)).toBeUndefined();
    expect(lineState({ ...good, call: undefined })).toBeUndefined();
  });
  it("speaks of the lost line first: everything else follows from it", () => {
    expect(lineState({ status: "reconnecting", provisional: true, call: "away", counted: false })).toBe("reconnecting");
  });
  it("says honestly that nothing is counted without a camera", () => {
    expect(lineState({ ...good, counted: false, call: "reconnecting" })).toBe("uncounted");
  });
  it("says that counts are provisional before it speaks of a weak picture", () => {
    expect(lineState({ ...good, provisional: true, call: "reconnecting" })).toBe("provisional");
    expect(lineState({ ...good, call: "reconnecting" })).toBe("call:reconnecting");
  });
  it.each(["connecting", "away", "unsupported", "failed"] as const)(
    "says that nobody can be heard while the call is %s, to somebody without a camera too",
    (call) => {
      expect(lineState({ ...good, call })).toBe(`call:${call}`);
      expect(lineState({ ...good, call, counted: false, provisional: true })).toBe(`call:${call}`);
    },
  );
});
