import type { CommandId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it } from "vitest";
import { createOwnStop } from "./own-stop.ts";

const first = "first" as CommandId;

/** A tab's storage outlives the loads of its page. */
function openTab() {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { load: (groupSessionId = "knee-group") => createOwnStop(groupSessionId, storage) };
}

describe("one's own pain stop", () => {
  it("holds from the touch on until the referee, who knew of it, takes it back", () => {
    const stop = openTab().load();
    stop.begin(first);
    stop.follow(false);
    expect(stop.isHere()).toBe(true);
    stop.answered();
    stop.follow(true);
    expect(stop.isHere()).toBe(true);
    stop.follow(false);
    expect(stop.isHere()).toBe(false);
  });

  it("holds when a server that had heard of it died before it was safe", () => {
    const stop = openTab().load();
    stop.begin(first);
    stop.follow(true);
    stop.follow(false);
    expect(stop.isHere()).toBe(true);
  });

  it("is sent again by the same id when the page is loaded anew before anybody answered", () => {
    const tab = openTab();
    tab.load().begin(first);
    const again = tab.load();
    expect([again.isHere(), again.unanswered()]).toEqual([true, first]);
    expect(tab.load("another-group").isHere()).toBe(false);
  });

  it("is not told a second time once it was answered: the therapist may have agreed while the page was loading", () => {
    const tab = openTab();
    const stop = tab.load();
    stop.begin(first);
    stop.answered();
    stop.follow(true);
    const again = tab.load();
    expect(again.unanswered()).toBeUndefined();
    again.follow(false);
    expect(again.isHere()).toBe(false);
  });

  it("holds on a page that was loaded while the referee says so", () => {
    const stop = openTab().load();
    stop.follow(true);
    expect(stop.isHere()).toBe(true);
  });
});
