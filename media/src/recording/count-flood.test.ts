import { expect, it } from "vitest";
import { countPacket, type FloodState } from "./count-flood.ts";

/** Seconds until it is too much, or undefined when it never is within a minute. */
function floodedAfter(packetsPerSecond: number, byteLength: number): number | undefined {
  let state: FloodState | undefined;
  for (let index = 0; index < 60 * packetsPerSecond; index += 1) {
    state = countPacket(state, byteLength, (index * 1_000) / packetsPerSecond);
    if (!state) return index / packetsPerSecond;
  }
  return undefined;
}

it("lets pass what a seat may send at the most, and sound", () => {
  expect(floodedAfter(455, 1_100)).toBeUndefined();
  expect(floodedAfter(50, 120)).toBeUndefined();
});

it("lets pass three seconds that come at once", () => {
  let state: FloodState | undefined;
  for (let index = 0; index < 3 * 455; index += 1) state = countPacket(state, 1_100, 0);
  expect(state).toBeDefined();
});

it("is a flood within seconds: ten times the rate, or as many tiny packets", () => {
  expect(floodedAfter(4_550, 1_100)).toBeLessThan(2);
  expect(floodedAfter(20_000, 20)).toBeLessThan(2);
});
