import type { ClinicalView, ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { describe, expect, it } from "vitest";
import { endStep } from "./end-steps.ts";
import { faceOf } from "./scale-face-geometry.ts";

function me(clinical: Partial<ClinicalView>): ParticipantView {
  return { clinical } as ParticipantView;
}

describe("questions at the end", () => {
  it("asks for pain, then effort, then says thanks", () => {
    expect(endStep(me({}), [])).toBe("pain");
    expect(endStep(me({ pain: 0 }), [])).toBe("effort");
    expect(endStep(me({ pain: 0, effort: 0 }), [])).toBe("thanks");
  });
  it("accepts that somebody would rather not say", () => {
    expect(endStep(me({}), ["pain"])).toBe("effort");
    expect(endStep(me({}), ["pain", "effort"])).toBe("thanks");
  });
});

describe("faces of the scale", () => {
  const bendOf = (level: number) => {
    const [, corner, , middle] = /M30 ([\d.]+)Q(50) ([\d.]+)/.exec(faceOf(level).mouth) ?? [];
    return Number(middle) - Number(corner);
  };
  it("smile at no pain and turn down with more, level by level", () => {
    const bends = Array.from({ length: 11 }, (_, level) => bendOf(level));
    expect(bends[0]).toBeGreaterThan(0);
    expect(bends[10]).toBeLessThan(0);
    expect(bends).toEqual(bends.toSorted((a, b) => b - a));
  });
});
