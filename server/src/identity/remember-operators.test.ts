import type { PersonRole } from "@ensemble/shared/session/identifiers.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Identify } from "./identify.ts";
import type { Identity } from "./person.ts";
import { rememberOperators } from "./remember-operators.ts";

const MINUTE_MS = 60_000;
const COOKIE = "ensemble=secret";

function signedIn(role: PersonRole): Identity {
  return { signInId: "one", person: { personId: "olga", role }, expiresAtMs: 60 * MINUTE_MS } as unknown as Identity;
}

describe("operators while the database is away", () => {
  const findIdentity = vi.fn<Identify["findIdentity"]>();
  const signOut = vi.fn<Identify["signOut"]>();
  let identify: Identify;
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    findIdentity.mockReset();
    signOut.mockReset();
    identify = rememberOperators({ findIdentity, signOut } as unknown as Identify, () => Date.now());
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const away = () => findIdentity.mockRejectedValue(new Error("away"));
  const hanging = () => findIdentity.mockReturnValue(new Promise(() => {}));
  const known = async (role: PersonRole) => {
    findIdentity.mockResolvedValue(signedIn(role));
    expect(await identify.findIdentity(COOKIE)).toEqual(signedIn(role));
  };

  it("are known as before when it refuses, and when it does not answer", async () => {
    await known("operator");
    away();
    expect(await identify.findIdentity(COOKIE)).toEqual(signedIn("operator"));
    hanging();
    const found = identify.findIdentity(COOKIE);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await found).toEqual(signedIn("operator"));
  });

  it("are the only ones who are", async () => {
    await known("therapist");
    away();
    await expect(identify.findIdentity(COOKIE)).rejects.toThrow("away");
    await expect(identify.findIdentity("ensemble=another")).rejects.toThrow("away");
  });

  it("stay known as long as they look, and are forgotten ten minutes after", async () => {
    await known("operator");
    away();
    for (let times = 0; times < 3; times++) {
      vi.setSystemTime(Date.now() + 9 * MINUTE_MS);
      expect(await identify.findIdentity(COOKIE)).toEqual(signedIn("operator"));
    }
    vi.setSystemTime(Date.now() + 11 * MINUTE_MS);
    await expect(identify.findIdentity(COOKIE)).rejects.toThrow("away");
  });

  it("are forgotten when the database knows them no more, when they sign out, and when the sign-in expires", async () => {
    await known("operator");
    findIdentity.mockResolvedValue(undefined);
    expect(await identify.findIdentity(COOKIE)).toBeUndefined();
    away();
    await expect(identify.findIdentity(COOKIE)).rejects.toThrow("away");

    await known("operator");
    await identify.signOut("one");
    expect(signOut).toHaveBeenCalledWith("one");
    away();
    await expect(identify.findIdentity(COOKIE)).rejects.toThrow("away");

    await known("operator");
    away();
    vi.setSystemTime(9 * MINUTE_MS);
    await identify.findIdentity(COOKIE);
    for (let minutes = 18; minutes <= 60; minutes += 9) {
      vi.setSystemTime(minutes * MINUTE_MS);
      if (minutes < 60) await identify.findIdentity(COOKIE);
    }
    vi.setSystemTime(60 * MINUTE_MS);
    await expect(identify.findIdentity(COOKIE)).rejects.toThrow("away");
  });
});
