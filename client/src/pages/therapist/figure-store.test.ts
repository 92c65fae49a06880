import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { encodeFigureBundle } from "@ensemble/shared/protocol/figure-bundle.ts";
import { expect, it } from "vitest";
import type { SessionEvents } from "../../connection/client-session.ts";
import { openFigureStore } from "./figure-store.ts";

function room() {
  let deliver: (bytes: Uint8Array) => void = () => undefined;
  let stopped = false;
  const on = <Name extends keyof SessionEvents>(_name: Name, listener: (event: SessionEvents[Name]) => void) => {
    deliver = listener as (bytes: Uint8Array) => void;
    return () => {
      stopped = true;
    };
  };
  return { on, deliver: (bytes: Uint8Array) => deliver(bytes), stopped: () => stopped };
}
const bundleOf = (...slots: number[]) =>
  encodeFigureBundle({
    epoch: 1,
    figures: slots.map((slot) => {
      const frame = createPoseFrame();
      frame.hasImage = true;
      frame.image.fill(100 + slot);
      frame.visibility.fill(255);
      return { slot, frame };
    }),
  });

it("keeps the newest figure of each patient and says when new ones came", () => {
  let nowMs = 0;
  const connection = room();
  const store = openFigureStore(connection, () => nowMs);
  let called = 0;
  store.subscribe(() => called++);
  connection.deliver(bundleOf(0, 3));
  nowMs = 500;
  connection.deliver(bundleOf(3));
  expect(called).toBe(2);
  expect(store.figureOf(0)?.points[0]).toBe(100);
  expect(store.figureOf(3)?.points[0]).toBe(103);
  expect(store.figureOf(1)).toBeUndefined();
});

it("shows no frozen figure after a second without a new one", () => {
  let nowMs = 0;
  const connection = room();
  const store = openFigureStore(connection, () => nowMs);
  connection.deliver(bundleOf(0));
  nowMs = 1_001;
  expect(store.figureOf(0)).toBeUndefined();
});

it("ignores bytes that are no bundle, and stops listening when closed", () => {
  const connection = room();
  const store = openFigureStore(connection, () => 0);
  connection.deliver(new Uint8Array([1, 2, 3]));
  expect(store.figureOf(0)).toBeUndefined();
  store.close();
  expect(connection.stopped()).toBe(true);
});
