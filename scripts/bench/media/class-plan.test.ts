import { expect, test } from "vitest";
import { type ClassMode, planClass, THERAPIST } from "./class-plan.ts";

const count = (mode: ClassMode, viewer: "therapist" | "patient", source: "camera" | "microphone") =>
  planClass(mode).filter((one) => (one.viewer === THERAPIST) === (viewer === "therapist") && one.source === source)
    .length;

test("six pictures and voices go to the therapist, the therapist's to six", () => {
  for (const mode of ["therapistOnly", "everybody"] as const) {
    expect(count(mode, "therapist", "camera")).toBe(6);
    expect(count(mode, "therapist", "microphone")).toBe(6);
    expect(count(mode, "patient", "microphone")).toBe(6);
  }
  expect(planClass("therapistOnly")).toHaveLength(24);
});

test("where everybody shows themselves each patient sees five others besides, small, and hears none of them", () => {
  expect(planClass("everybody")).toHaveLength(24 + 30);
  expect(planClass("everybody").filter(({ source, size }) => source === "camera" && size === 0)).toHaveLength(30);
});
