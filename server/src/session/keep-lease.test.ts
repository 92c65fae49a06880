import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "../platform/logger.ts";
import { keepLease } from "./keep-lease.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const keep = (
  renewLease: () => Promise<boolean>,
  releaseLease = () => Promise.resolve(),
  isCutOff = async () => false,
) => {
  const onLost = vi.fn();
  const onCutOff = vi.fn();
  const groupSessionId = "class" as GroupSessionId;
  const logger = createLogger("silent");
  const leases = { renewLease, releaseLease };
  const lease = keepLease({ leases, groupSessionId, epoch: 1, logger, onLost, isCutOff, onCutOff });
  return { lease, onLost, onCutOff };
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

  it("is asked for every second, in the same turn as others that were taken in the same quarter of a second", async () => {
    const askedAtMs: number[][] = [[], []];
    const keepNoting = (times: number[]) => keep(async () => times.push(performance.now()) > 0);
    // Just after the moment that is between two at which frames are appended.
    await vi.advanceTimersByTimeAsync(250 + 130 - (performance.now() % 250));
    keepNoting(askedAtMs[0] as number[]);
    await vi.advanceTimersByTimeAsync(150);
    keepNoting(askedAtMs[1] as number[]);
    const takenMs = performance.now();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(askedAtMs[0]).toEqual(askedAtMs[1]);
    expect(askedAtMs[1]).toHaveLength(9);
    for (const [index, atMs] of (askedAtMs[1] as number[]).entries())
      expect(atMs - takenMs).toBeGreaterThanOrEqual((index + 1) * 1_000);
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

  describe("that cannot be renewed", () => {
    const fail = async () => {
      throw new Error("no answer");
    };
    const release = () => Promise.resolve();

    it("is kept for three times the ten seconds a database may be away, without anybody being asked", async () => {
      const isCutOff = vi.fn(async () => true);
      const { onCutOff } = keep(fail, release, isCutOff);
      await vi.advanceTimersByTimeAsync(29_000);
      expect([isCutOff, onCutOff].map((one) => one.mock.calls.length)).toEqual([0, 0]);
    });

    it("is left to others once they can go on and this process cannot, and not asked for any more", async () => {
      const renew = vi.fn(fail);
      const { onCutOff, onLost } = keep(renew, release, async () => true);
      await vi.advanceTimersByTimeAsync(35_000);
      expect([onCutOff.mock.calls.length, onLost.mock.calls.length]).toEqual([1, 0]);
      const asked = renew.mock.calls.length;
      await vi.advanceTimersByTimeAsync(35_000);
      expect([onCutOff.mock.calls.length, renew.mock.calls.length]).toEqual([1, asked]);
    });

    it("is left also when the database does not even refuse", async () => {
      const { onCutOff } = keep(
        () => new Promise(() => undefined),
        release,
        async () => true,
      );
      await vi.advanceTimersByTimeAsync(35_000);
      expect(onCutOff).toHaveBeenCalledOnce();
    });

    it("is kept as long as nobody else can go on", async () => {
      let alone = true;
      const { onCutOff } = keep(fail, release, async () => !alone);
      await vi.advanceTimersByTimeAsync(600_000);
      expect(onCutOff).not.toHaveBeenCalled();
      alone = false;
      await vi.advanceTimersByTimeAsync(2_000);
      expect(onCutOff).toHaveBeenCalledOnce();
    });

    it("is kept when it could be renewed in between, or while others were asked", async () => {
      let attempts = 0;
      const answered = Promise.withResolvers<boolean>();
      const isCutOff = vi.fn(() => answered.promise);
      const renew = async () => {
        attempts += 1;
        if (attempts % 20 === 0) return true;
        return fail();
      };
      const { onCutOff } = keep(renew, release, isCutOff);
      await vi.advanceTimersByTimeAsync(120_000);
      expect(isCutOff).not.toHaveBeenCalled();

      let away = true;
      const other = keep(async () => (away ? fail() : true), release, isCutOff);
      await vi.advanceTimersByTimeAsync(35_000);
      expect(isCutOff).toHaveBeenCalledOnce();
      away = false;
      await vi.advanceTimersByTimeAsync(2_000);
      answered.resolve(true);
      await vi.advanceTimersByTimeAsync(10_000);
      expect([onCutOff, other.onCutOff].map((one) => one.mock.calls.length)).toEqual([0, 0]);
    });

    it("is nobody's to leave any more once it was given back", async () => {
      const answered = Promise.withResolvers<boolean>();
      const { lease, onCutOff } = keep(fail, release, () => answered.promise);
      await vi.advanceTimersByTimeAsync(35_000);
      await lease.giveBack();
      answered.resolve(true);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(onCutOff).not.toHaveBeenCalled();
    });
  });
});
