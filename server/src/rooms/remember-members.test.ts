import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AdmitMember, Admitted } from "./admit-member.ts";
import { rememberMembers } from "./remember-members.ts";

const MINUTE_MS = 60_000;
const COOKIE = "ensemble=secret";
const person = (personId: string, groupSessionId = "morning") =>
  ({ member: { personId, role: "patient" }, groupSessionId, expiresAtMs: 90 * MINUTE_MS }) as unknown as Admitted;
const ANNA = person("anna");

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

it("remembers so many people and no more, and forgets who came first", async () => {
  for (let one = 0; one <= 10_001; one++) {
    admit.mockResolvedValue(person(`${one}`));
    await door(`ensemble=${one}`, "morning");
  }
  away();
  await expect(door("ensemble=0", "morning")).rejects.toThrow("away");
  expect(await door("ensemble=10001", "morning")).toMatchObject(person("10001"));
});

it("remembers of one person the last cookie only, so that nobody displaces others by asking with many", async () => {
  admit.mockResolvedValue(person("bruno"));
  await door("ensemble=brunos", "morning");
  for (let one = 0; one < 20_000; one++) {
    admit.mockResolvedValue(ANNA);
    await door(`${COOKIE}; other=${one}`, "morning");
  }
  away();
  expect(await door("ensemble=brunos", "morning")).toMatchObject(person("bruno"));
  expect(await door(`${COOKIE}; other=19999`, "morning")).toMatchObject(ANNA);
  await expect(door(`${COOKIE}; other=7`, "morning")).rejects.toThrow("away");
});
