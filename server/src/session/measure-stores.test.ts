import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { beforeEach, expect, it, vi } from "vitest";
import type { JournalStore } from "./journal-store.ts";
import type { LeaseStore } from "./lease-store.ts";
import { measureJournal, measureLeases } from "./measure-stores.ts";

const session = "class" as GroupSessionId;
const failure = new Error("away");
const suspectDatabase = vi.fn();
const written = vi.fn();
beforeEach(() => {
  suspectDatabase.mockReset();
  written.mockReset();
});

it("tells how long an append took, and of one that failed only that it did", async () => {
  const metrics = { journalAppended: vi.fn(), journalAppendFailed: vi.fn() };
  const append = vi.fn<JournalStore["append"]>().mockResolvedValueOnce("appended").mockRejectedValueOnce(failure);
  const database = { suspect: suspectDatabase, written };
  const journal = measureJournal({ append } as unknown as JournalStore, metrics, database);
  expect(await journal.append(session, 3, [], 7, undefined)).toBe("appended");
  expect(append).toHaveBeenCalledWith(session, 3, [], 7, undefined);
  expect(metrics.journalAppended.mock.calls).toEqual([[expect.any(Number)]]);
  await expect(journal.append(session, 3, [], 7, undefined)).rejects.toBe(failure);
  expect(metrics.journalAppended).toHaveBeenCalledTimes(1);
  expect(metrics.journalAppendFailed.mock.calls).toEqual([[session]]);
  expect(suspectDatabase.mock.calls).toEqual([[failure]]);
  expect(written).toHaveBeenCalledTimes(1);
});

it("tells of a lease taken from an owner that still held it, not of one that was free or given back", async () => {
  const metrics = { leaseNotRenewed: vi.fn(), sessionTakenOver: vi.fn() };
  const takeLease = vi.fn<LeaseStore["takeLease"]>().mockResolvedValue(2);
  const leases = measureLeases({ takeLease } as unknown as LeaseStore, metrics, suspectDatabase);
  await leases.takeLease(session, "server", undefined);
  await leases.takeLease(session, "server", { epoch: 1, renewals: 4, held: false });
  takeLease.mockResolvedValueOnce(undefined);
  await leases.takeLease(session, "server", { epoch: 1, renewals: 4, held: true });
  expect(metrics.sessionTakenOver).not.toHaveBeenCalled();
  expect(await leases.takeLease(session, "server", { epoch: 1, renewals: 4, held: true })).toBe(2);
  expect(metrics.sessionTakenOver.mock.calls).toEqual([[session]]);
  expect(suspectDatabase).not.toHaveBeenCalled();
  takeLease.mockRejectedValueOnce(failure);
  await expect(leases.takeLease(session, "server", undefined)).rejects.toBe(failure);
  expect(suspectDatabase.mock.calls).toEqual([[failure]]);
});

it("tells of a renewal that failed, not of one that somebody else's lease refuses", async () => {
  const metrics = { leaseNotRenewed: vi.fn(), sessionTakenOver: vi.fn() };
  const renewLease = vi.fn<LeaseStore["renewLease"]>().mockResolvedValueOnce(false).mockRejectedValueOnce(failure);
  const leases = measureLeases({ renewLease } as unknown as LeaseStore, metrics, suspectDatabase);
  expect(await leases.renewLease(session, 1)).toBe(false);
  expect(metrics.leaseNotRenewed).not.toHaveBeenCalled();
  await expect(leases.renewLease(session, 1)).rejects.toBe(failure);
  expect(metrics.leaseNotRenewed.mock.calls).toEqual([[session]]);
  expect(suspectDatabase).toHaveBeenCalledTimes(1);
});
