import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchWaking } from "./watch-waking.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch() {
  const told: string[] = [];
  const page = Object.assign(new EventTarget(), { hidden: false });
  const window = new EventTarget();
  const network = Object.assign(new EventTarget(), { type: "wifi" });
  const watching = watchWaking(
    { page, window, network, nowMs: () => Date.now() },
    { onAsleep: () => told.push("asleep"), onAwake: (reason) => told.push(reason) },
  );
  const say = (of: EventTarget, event: string, about: object = {}) =>
    of.dispatchEvent(Object.assign(new Event(event), about));
  /** The computer sleeps: no timer runs, and the wall clock goes on. */
  const close = (durationMs: number) => vi.setSystemTime(Date.now() + durationMs);
  return { told, page, window, network, say, close, ...watching };
}

it("notices within a second that the computer slept, though no event says so", () => {
  const { told, close, isCatchingUp } = watch();
  vi.advanceTimersByTime(5_000);
  close(3_600_000);
  vi.advanceTimersByTime(1_000);
  expect([told, isCatchingUp()]).toEqual([["slept"], true]);
  vi.advanceTimersByTime(5_000);
  expect([told, isCatchingUp()]).toEqual([["slept"], false]);
});

it("knows it for the first message that comes after a sleep, before any timer", () => {
  const { told, close, isCatchingUp } = watch();
  close(60_000);
  expect([isCatchingUp(), told]).toEqual([true, ["slept"]]);
});

it("rests when its tab is frozen, and wakes with it", () => {
  const { told, page, say, isCatchingUp } = watch();
  say(page, "freeze");
  say(page, "resume");
  expect([told, isCatchingUp()]).toEqual([["asleep", "slept"], true]);
});

it("rests while the browser keeps it for the way back, not when it is left for good", () => {
  const { told, window, say } = watch();
  say(window, "pagehide", { persisted: false });
  say(window, "pageshow", { persisted: false });
  expect(told).toEqual([]);
  say(window, "pagehide", { persisted: true });
  say(window, "pageshow", { persisted: true });
  expect(told).toEqual(["asleep", "slept"]);
});

it("tells that it is in front again, and nothing when it goes behind", () => {
  const { told, page, say } = watch();
  page.hidden = true;
  say(page, "visibilitychange");
  page.hidden = false;
  say(page, "visibilitychange");
  expect(told).toEqual(["shown"]);
});

it("tells of another kind of network and of one that is back, not of every change in its speed", () => {
  const { told, window, network, say } = watch();
  say(network, "change");
  network.type = "none";
  say(network, "change");
  expect(told).toEqual([]);
  network.type = "cellular";
  say(network, "change");
  say(window, "online");
  expect(told).toEqual(["network", "network"]);
});

it("says nothing once it is stopped", () => {
  const { told, page, say, close, stop } = watch();
  stop();
  close(60_000);
  say(page, "resume");
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([]);
});
