import { describe, expect, it } from "vitest";
import { lineStates } from "./line-rules.ts";

const lineState = (input: Parameters<typeof lineStates>[0]) => lineStates(input)[0];
const good = { status: "connected", provisional: false, call: "connected", counted: true, step: "full" } as const;

describe("state of the line", () => {
  it("is not mentioned while all is well", () => {
    expect(lineState(good)).toBeUndefined();
    expect(lineState({ ...good, call: undefined })).toBeUndefined();
  });
  it("speaks of the lost line first: everything else follows from it", () => {
    expect(lineState({ status: "reconnecting", provisional: true, call: "away", counted: false, step: "lower" })).toBe(
      "reconnecting",
    );
  });
  it("says honestly that nothing is counted without a camera", () => {
    expect(lineState({ ...good, counted: false, call: "reconnecting" })).toBe("uncounted");
  });
  it("says that counts are provisional before it speaks of a weak picture", () => {
    expect(lineState({ ...good, provisional: true, call: "reconnecting" })).toBe("provisional");
    expect(lineState({ ...good, call: "reconnecting" })).toBe("call:reconnecting");
  });
  it("speaks of sound that is gone before all that concerns pictures, and of a simpler picture last", () => {
    for (const step of ["poseOnly", "reconnecting"] as const)
      expect(lineStates({ ...good, step, counted: false, provisional: true })).toEqual([`step:${step}`]);
    for (const step of ["lower", "lowest", "audioOnly"] as const) {
      expect(lineStates({ ...good, step })).toEqual([`step:${step}`]);
      expect(lineStates({ ...good, step, call: "reconnecting" })).toEqual([`step:${step}`]);
    }
  });
  it("says what has become of the picture also while something is to be said of counting", () => {
    for (const step of ["lower", "lowest", "audioOnly"] as const) {
      expect(lineStates({ ...good, step, provisional: true })).toEqual(["provisional", `step:${step}`]);
      expect(lineStates({ ...good, step, counted: false })).toEqual(["uncounted", `step:${step}`]);
      expect(lineStates({ ...good, step, counted: false, provisional: true })).toEqual(["uncounted", `step:${step}`]);
    }
    expect(lineStates({ ...good, counted: false })).toEqual(["uncounted"]);
  });
  it("says one thing where everything follows from it", () => {
    expect(lineStates({ ...good, status: "reconnecting", step: "audioOnly", counted: false })).toEqual([
      "reconnecting",
    ]);
    expect(lineStates({ ...good, call: "away", step: "audioOnly", counted: false })).toEqual(["call:away"]);
    expect(lineStates(good)).toEqual([]);
  });
  it.each(["connecting", "away", "blocked", "unsupported", "failed"] as const)(
    "says that nobody can be heard while the call is %s, to somebody without a camera too",
    (call) => {
      expect(lineState({ ...good, call })).toBe(`call:${call}`);
      expect(lineState({ ...good, call, counted: false, provisional: true })).toBe(`call:${call}`);
    },
  );
});
