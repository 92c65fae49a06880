import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { describe, expect, it, vi } from "vitest";
import type { Logger } from "../platform/logger.ts";
import { createHeldBackSessions } from "./held-back-sessions.ts";
import { UnreadableJournal } from "./unreadable-journal.ts";

const broken = "broken" as GroupSessionId;
const why = new UnreadableJournal("contradiction", "entry 3 stands where 2 belongs");

function open() {
  let nowMs = 5_000;
  const logger = { error: vi.fn(), info: vi.fn() };
  const sessionUnreadable = vi.fn();
  const heldBack = createHeldBackSessions({
    metrics: { sessionUnreadable },
    logger: logger as unknown as Logger,
    monotonicMs: () => nowMs,
  });
  /** How long until it may be tried again. */
  const waitUntilTried = () => {
    const fromMs = nowMs;
    while (heldBack.isHeldBack(broken)) nowMs += 100;
    return nowMs - fromMs;
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { heldBack, logger, sessionUnreadable, waitUntilTried, pass };
}

describe("a session whose journal cannot be built on", () => {
  it("is tried again after a pause that grows up to half a minute, told once and counted each time", () => {
    const { heldBack, logger, sessionUnreadable, waitUntilTried } = open();
    const pauses = Array.from({ length: 8 }, () => {
      heldBack.holdBack(broken, why);
      return waitUntilTried();
    });
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(logger.error).toHaveBeenCalledExactlyOnceWith(
      { groupSessionId: broken, kind: "contradiction", reason: why.message, where: [] },
      expect.any(String),
    );
    expect(sessionUnreadable).toHaveBeenCalledTimes(8);
  });

  it("keeps no other back", () => {
    const { heldBack } = open();
    heldBack.holdBack(broken, why);
    expect(heldBack.isHeldBack("another" as GroupSessionId)).toBe(false);
  });

  it("waits longer when it breaks again soon after it was opened, and is told again", () => {
    const { heldBack, logger, waitUntilTried, pass } = open();
    heldBack.holdBack(broken, why);
    waitUntilTried();
    heldBack.opened(broken);
    expect(logger.info).toHaveBeenCalledOnce();
    pass(5_000);
    heldBack.holdBack(broken, why);
    expect(waitUntilTried()).toBe(2_000);
    expect(logger.error).toHaveBeenCalledTimes(2);
    heldBack.opened(broken);
    pass(600_000);
    heldBack.holdBack(broken, why);
    expect(waitUntilTried()).toBe(1_000);
  });

  it("tells where reading it failed, and nothing of what a row says", () => {
    const { heldBack, logger } = open();
    let cause: unknown;
    try {
      JSON.parse("qxmark-somewhere");
    } catch (error) {
      cause = error;
    }
    heldBack.holdBack(broken, new UnreadableJournal("row", "entry 4 cannot be read", cause));
    const said = JSON.stringify(logger.error.mock.calls);
    expect(said).toContain("held-back-sessions.test.ts");
    expect(said).not.toContain("qxmark");
  });
});
