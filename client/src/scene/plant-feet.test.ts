import { expect, test } from "vitest";
import { createFooting, plantFeet } from "./plant-feet.ts";

const soles = (left: readonly number[], right: readonly number[]) => Float64Array.from([...left, ...right]);

test("bending over standing feet moves the hips, not the feet", () => {
  const footing = createFooting();
  for (let i = 0; i <= 60; i++) {
    const back = 0.25 * Math.sin((Math.PI * i) / 60);
    const feet = soles([0.1, -0.9 + back, back], [-0.1, -0.9 + back, back]);
    plantFeet(footing, feet, 1 / 30);
    expect(footing.z + feet[2]!).toBeCloseTo(0, 9);
    expect(footing.x + feet[0]!).toBeCloseTo(0.1, 9);
  }
});

test("the standing foot stays while the other one is lifted sideways and put down", () => {
  const footing = createFooting();
  for (let i = 0; i <= 90; i++) {
    const angle = 0.5 * Math.sin((Math.PI * i) / 90);
    const feet = soles([0.1, -0.9, 0], [-0.1 - 0.9 * Math.sin(angle), -0.9 * Math.cos(angle), 0]);
    plantFeet(footing, feet, 1 / 30);
    expect(Math.abs(footing.x + feet[0]! + footing.holds[0]! - 0.1)).toBeLessThan(0.04);
  }
  expect(Math.abs(footing.x)).toBeLessThan(0.06);
});

test("who has stepped far aside drifts back towards their place, slowly", () => {
  const footing = createFooting();
  plantFeet(footing, soles([0.1, -0.9, 0], [-0.1, -0.9, 0]), 0);
  footing.x = 0.5;
  const still = soles([0.1, -0.9, 0], [-0.1, -0.9, 0]);
  plantFeet(footing, still, 0.1);
  expect(footing.x).toBeGreaterThan(0.495);
  for (let i = 0; i < 1200; i++) plantFeet(footing, still, 0.1);
  expect(Math.abs(footing.x)).toBeLessThan(0.16);
});

test("feet that the camera sees creeping for minutes do not carry anybody away from their place", () => {
  const footing = createFooting();
  // Forwards on the ground, back through the air: each cycle is a step of 40 cm.
  for (let i = 0; i < 2_000; i++) {
    const forward = 0.2 * Math.cos((Math.PI * i) / 5);
    const lifted = Math.sin((Math.PI * i) / 5) > 0;
    const feet = soles([0.1, lifted ? -0.85 : -0.9, forward], [-0.1, lifted ? -0.9 : -0.85, -forward]);
    plantFeet(footing, feet, 0.1);
    const away = Math.hypot(footing.x + (feet[0]! + feet[3]!) / 2, footing.z + (feet[2]! + feet[5]!) / 2);
    expect(away).toBeLessThan(0.51);
  }
});
