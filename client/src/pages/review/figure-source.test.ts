import type { Figure } from "@ensemble/shared/protocol/figure-bundle.ts";
import { FIGURES_A_REQUEST } from "@ensemble/shared/protocol/review-messages.ts";
import { expect, it, vi } from "vitest";
import { createFigureSource } from "./figure-source.ts";

const frames = Array.from({ length: 3 * FIGURES_A_REQUEST }, (_, i) => 100 + 2 * i);
const figuresFrom = (fromFrame: number) =>
  Array.from({ length: FIGURES_A_REQUEST }, (_, i): Figure => {
    const points = new Int16Array(66).fill(fromFrame + 2 * i);
    return { slot: 0, atMs: 0, seen: true, aspect: 1.5, points, visibility: new Uint8Array(33) };
  });

it("asks for the stretch that is needed and then for the next, each once, and tells when they are there", async () => {
  const load = vi.fn(async (fromFrame: number) => figuresFrom(fromFrame));
  const source = createFigureSource(frames, load, () => 0);
  const told = vi.fn();
  source.subscribe(told);
  expect(source.bodyAt(5)).toBeUndefined();
  expect(source.bodyAt(6)).toBeUndefined();
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  expect(source.bodyAt(5)?.points[0]).toBe(frames[5]);
  expect(source.bodyAt(7)?.points[0]).toBe(frames[7]);
  expect(load.mock.calls).toEqual([[frames[0]], [frames[FIGURES_A_REQUEST]]]);
  expect(source.bodyAt(frames.length)).toBeUndefined();
});

it("asks again, after a while, for what did not come", async () => {
  let now = 0;
  const load = vi.fn(async (fromFrame: number): Promise<Figure[]> => {
    if (load.mock.calls.length === 1) throw new Error("away");
    return figuresFrom(fromFrame);
  });
  const source = createFigureSource(frames, load, () => now);
  source.bodyAt(0);
  await Promise.resolve();
  await vi.waitFor(() => {
    now += 500;
    expect(source.bodyAt(0)).toBeDefined();
  });
  expect(load).toHaveBeenCalledTimes(3);
});
