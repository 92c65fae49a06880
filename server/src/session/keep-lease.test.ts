import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "../platform/logger.ts";
import { keepLease } from "./keep-lease.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const keep = (renewLease: () => Promise<boolean>, releaseLease = () => Promise.resolve()) => {
  const onLost = vi.fn();
  const groupSessionId = "class" as GroupSessionId;
  const logger = createLogger("silent");
  const lease = keepLease({ leases: { renewLease, releaseLease }, groupSessionId, epoch: 1, logger, onLost });
  return { lease, onLost };
};

describe("a kept lease", () => {
  it("is asked for once at a time, however long the database takes to answer, and goes on after a failure", async () => {
    let fail: (error: Error) => void = () => undefined;
    const renew = vi.fn(() => new Promise<boolean>((_, reject) => (fail = reject)));
    keep(renew);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(renew).toHaveBeenCalledTimes(1);
    fail(new Error("no answer"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it("is not asked for any more once somebody else has it", async () => {
    const renew = vi.fn(async () => false);
    const { onLost } = keep(renew);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(onLost).toHaveBeenCalledOnce();
  });

  it("keeps nobody from ending when the database does not answer", async () => {
    const { lease } = keep(
      async () => true,
      () => new Promise(() => undefined),
    );
    const given = vi.fn();
    void lease.giveBack().then(given);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(given).toHaveBeenCalledOnce();
  });
});
