import type { SideBySide } from "@ensemble/shared/session/side-by-side.ts";
import { describe, expect, it } from "vitest";
import { nextPlace, shownSideBySide } from "./side-by-side-rules.ts";

const told: SideBySide = { place: "beside", inStep: true };

describe("the exercise with one's own picture", () => {
  it("is shown as the therapist has chosen", () => {
    expect(shownSideBySide(told, undefined, true)).toEqual(told);
  });

  it("is shown as oneself has chosen, and in step still, until the therapist chooses anew", () => {
    const own = { place: "off", against: told } as const;
    expect(shownSideBySide(told, own, true)).toEqual({ place: "off", inStep: true });
    expect(shownSideBySide({ place: "over", inStep: true }, own, true).place).toBe("over");
    expect(shownSideBySide({ place: "beside", inStep: false }, own, true).place).toBe("beside");
  });

  it("is beside where there is no picture to stand over", () => {
    expect(shownSideBySide({ place: "over", inStep: false }, undefined, false).place).toBe("beside");
  });

  it("goes through all ways with one button, and is off in the end", () => {
    expect(nextPlace("off", true)).toBe("beside");
    expect(nextPlace("beside", true)).toBe("over");
    expect(nextPlace("over", true)).toBe("off");
    expect(nextPlace("beside", false)).toBe("off");
  });
});
