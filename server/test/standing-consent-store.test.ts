// Standing consents and the store their shares are in: what is cut off in between, and what holds while one of the two is away.
import { randomUUID } from "node:crypto";
import { STANDING_CONSENT_DAYS } from "@ensemble/shared/session/recording-consent.ts";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createStandingConsentStore } from "../src/recordings/standing-consent-store.ts";
import { createStandingConsents } from "../src/recordings/standing-consents.ts";
import type { RecordingStore } from "../src/recordings/stored-objects.ts";
import { storeThat, useVault } from "./support/vault.ts";

const use = useVault();
const DAY_MS = 86_400_000;
const AWAY = new Error("away");
const away = () => Promise.reject(AWAY);

describe("a standing consent", () => {
  let who: { personId: string; clinicId: string };
  let nowMs: number;
  const warn = vi.fn();

  beforeEach(async () => {
    nowMs = Date.now();
    warn.mockClear();
    who = { personId: randomUUID(), clinicId: "clinic" };
    await use.vault.clinic.pool.query(
      `INSERT INTO person (id, clinic_id, role, name_sealed, nickname_sealed, simulated) VALUES ($1, 'clinic', 'patient', '', '', false)`,
      [who.personId],
    );
  });

  /** As a process would that begins now. */
  const open = (store: Partial<RecordingStore> = {}) =>
    createStandingConsents({
      kept: createStandingConsentStore(use.vault.clinic.pool),
      audit: use.here.audit,
      store: storeThat(use.vault.store, store),
      nowMs: () => nowMs,
      monotonicMs: () => nowMs,
      logger: { warn } as never,
    });
  const untilMs = async (consents = open()) => {
    const found = (await consents.find([who.personId])).get(who.personId);
    return found === "unknown" ? found : found?.untilMs;
  };
  const shareOf = (consentId: string) => use.vault.store.getRange(`consents/${consentId}`, 0, 1);
  const actions = async () =>
    (await use.here.audit.read("clinic", { limit: 1_000 }))
      .filter(({ actor }) => actor.personId === who.personId)
      .map(({ action }) => action)
      .reverse();

  it("is not given where its share cannot be kept", async () => {
    await expect(open({ put: away }).give(who)).rejects.toMatchObject({ code: "recording/away" });
    expect([await untilMs(), await actions()]).toEqual([undefined, []]);
  });

  it("cannot be said to hold where its share cannot be looked for", async () => {
    await open().give(who);
    const blind = open({ getRange: away });
    expect((await blind.find([who.personId])).get(who.personId)).toBe("unknown");
    expect(await blind.readEnd(who.personId), "it can be taken back").toBe(nowMs + STANDING_CONSENT_DAYS * DAY_MS);
    await expect(blind.give(who)).rejects.toMatchObject({ code: "recording/away" });
    expect(warn, "once an outage").toHaveBeenCalledTimes(1);
    await blind.takeBack(who);
    expect((await blind.find([who.personId])).has(who.personId), "taken back, whatever the store does").toBe(false);
  });

  it("does not hold without its share, in this process a minute later at most", async () => {
    const consents = open();
    const { consentId } = await consents.give(who);
    expect(await untilMs(consents)).toBe(nowMs + STANDING_CONSENT_DAYS * DAY_MS);
    await use.vault.store.delete(`consents/${consentId}`);
    expect(await untilMs()).toBeUndefined();
    nowMs += 60_000;
    expect(await untilMs(consents)).toBeUndefined();
  });

  it("is taken back while the store is away, and its share goes when that is back", async () => {
    const { consentId } = await open().give(who);
    await open({ delete: away }).takeBack(who);
    expect([await untilMs(), await actions()]).toEqual([undefined, ["consent.given", "consent.takenBack"]]);
    expect(await shareOf(consentId)).toBeDefined();
    await open({ delete: away }).tidy();
    await open().tidy();
    expect(await shareOf(consentId)).toBeUndefined();
    await open().tidy();
    expect(await actions()).toHaveLength(2);
  });

  it("that is over has no share any more", async () => {
    const { consentId, untilMs: endsAtMs } = await open().give(who);
    nowMs = endsAtMs - 1;
    await open().tidy();
    expect([await untilMs(), await shareOf(consentId)]).toEqual([endsAtMs, expect.anything()]);
    nowMs = endsAtMs;
    expect(await untilMs()).toBeUndefined();
    await open().tidy();
    expect(await shareOf(consentId)).toBeUndefined();
  });

  it("is not given any more where another one was taken back while the store was slow", async () => {
    let stored = () => {};
    const slow = open({
      put: (...what) =>
        new Promise((resolve) => {
          stored = () => resolve(use.vault.store.put(...what));
        }),
    });
    const first = slow.give(who);
    nowMs += 5;
    await open().give(who);
    nowMs += 5;
    await open().takeBack(who);
    stored();
    await expect(first).rejects.toMatchObject({ code: "recording/away" });
    expect(await untilMs()).toBeUndefined();
  });

  it("is looked for no longer than a moment where the store does not answer", async () => {
    await open().give(who);
    const deaf = open({ getRange: () => new Promise(() => {}) });
    expect((await deaf.find([who.personId])).get(who.personId)).toBe("unknown");
  });

  it("is one, also where it is given twice at once", async () => {
    const both = await Promise.all([open().give(who), open().give(who)]);
    expect(both[0]).toEqual(both[1]);
    expect(await actions()).toEqual(["consent.given"]);
    await open().takeBack(who);
    expect(await untilMs()).toBeUndefined();
    for (const { consentId } of both) expect(await shareOf(consentId)).toBeUndefined();
  });
});
