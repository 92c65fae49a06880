import { describe, expect, it } from "vitest";
import { MARK_OUTLINE, MARKS } from "./marks.ts";
import { SCHEMES } from "./theme.ts";
import { COLOURS, TONES } from "./tokens.ts";

/** WCAG 2.2: relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(["light", "dark"] as const)("the %s scheme", (name) => {
  const scheme = SCHEMES[name];
  it.each(["page", "surface", "sunken", "warm"] as const)("is readable on %s", (ground) => {
    for (const words of ["text", "quiet", "accent", "alarmText", "sunText", "goodText"] as const) {
      expect(contrast(scheme[words], scheme[ground]), `${words} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("is readable on its coloured notices", () => {
    expect(contrast(scheme.alarmText, scheme.alarmSurface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(scheme.text, scheme.alarmSurface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(scheme.sunText, scheme.sunSurface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(scheme.text, scheme.sunSurface)).toBeGreaterThanOrEqual(4.5);
  });
});

it("writes ink on coral, water and sun, white on deep and alarm", () => {
  for (const colour of [TONES.coral, TONES.water, TONES.sun]) {
    expect(contrast(TONES.ink, colour)).toBeGreaterThanOrEqual(4.5);
    expect(luminance(colour)).toBeGreaterThan(0.2);
  }
  for (const colour of [TONES.deep, TONES.alarm]) {
    expect(contrast("#ffffff", colour)).toBeGreaterThanOrEqual(4.5);
    expect(luminance(colour)).toBeLessThan(0.2);
  }
});

it("keeps a mark's shape visible on both schemes: by its ink outline on light, by the rim around it on dark", () => {
  expect(contrast(MARK_OUTLINE, SCHEMES.light.surface)).toBeGreaterThanOrEqual(3);
  expect(contrast(SCHEMES.dark.markRim, SCHEMES.dark.surface)).toBeGreaterThanOrEqual(3);
  expect(contrast(SCHEMES.dark.markRim, MARK_OUTLINE)).toBeGreaterThanOrEqual(3);
  expect(new Set(MARKS.map((mark) => mark.shape)).size).toBe(6);
  expect(new Set(MARKS.map((mark) => mark.colour)).size).toBe(6);
});

it("gives every colour ten shades", () => {
  for (const [name, shades] of Object.entries(COLOURS)) expect(shades, name).toHaveLength(10);
});
