import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AdmitMember, Admitted } from "./admit-member.ts";
import { rememberMembers } from "./remember-members.ts";

const MINUTE_MS = 60_000;
const COOKIE = "ensemble=secret";
const ANNA = { member: { personId: "anna", role: "patient" }, expiresAtMs: 90 * MINUTE_MS } as unknown as Admitted;

const admit = vi.fn<AdmitMember>();
let door: AdmitMember;
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  admit.mockReset();
  door = rememberMembers(admit, () => Date.now());
});
afterEach(() => {
  vi.useRealTimers();
});

const away = () => admit.mockRejectedValue(new Error("away"));
const letIn = async (session = "morning", cookie = COOKIE) => {
  admit.mockResolvedValue(ANNA);
  expect(await door(cookie, session)).toMatchObject(ANNA);
};

it("lets a member back in while the database refuses to answer, and while it does not answer at all", async () => {
  await letIn();
  away();
  expect(await door(COOKIE, "morning")).toMatchObject(ANNA);
  admit.mockReturnValue(new Promise(() => {}));
  const found = door(COOKIE, "morning");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await found).toMatchObject(ANNA);
});

it("lets in nobody else, and into no other session", async () => {
  await letIn();
  away();
  await expect(door("ensemble=another", "morning")).rejects.toThrow("away");
  await expect(door(COOKIE, "evening")).rejects.toThrow("away");
  await expect(door(undefined, "morning")).rejects.toThrow("away");
});

it("believes a refusal of the database at once and from then on", async () => {
  await letIn();
  admit.mockRejectedValue(new DomainError("sign_in/required"));
  await expect(door(COOKIE, "morning")).rejects.toThrow(DomainError);
  away();
  await expect(door(COOKIE, "morning")).rejects.toThrow("away");
});

it("forgets an hour after the database was last asked with success, and when the sign-in ends", async () => {
  await letIn();
  vi.setSystemTime(59 * MINUTE_MS);
  away();
  expect(await door(COOKIE, "morning")).toMatchObject(ANNA);
  vi.setSystemTime(61 * MINUTE_MS);
  await expect(door(COOKIE, "morning")).rejects.toThrow("away");

  await letIn();
  vi.setSystemTime(89 * MINUTE_MS);
  away();
  expect(await door(COOKIE, "morning")).toMatchObject(ANNA);
  vi.setSystemTime(90 * MINUTE_MS);
  await expect(door(COOKIE, "morning")).rejects.toThrow("away");
});

it("remembers so many and no more, and forgets who came first", async () => {
  for (let one = 0; one <= 10_001; one++) await letIn("morning", `ensemble=${one}`);
  away();
  await expect(door("ensemble=0", "morning")).rejects.toThrow("away");
  expect(await door("ensemble=10001", "morning")).toMatchObject(ANNA);
});
