import { AUDIT_ACTIONS } from "@ensemble/shared/protocol/audit-messages.ts";
import { ASKED_REASONS, HOLD_REASONS } from "@ensemble/shared/protocol/custody-messages.ts";
import { SENT_WITH } from "@ensemble/shared/protocol/review-messages.ts";
import i18next, { type TFunction } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import german from "../../../../assets/locales/de/audit.json" with { type: "json" };
import english from "../../../../assets/locales/en/audit.json" with { type: "json" };
import { sayWhat, sayWho } from "./say-entry.ts";

describe.each([
  ["en", english],
  ["de", german],
] as const)("an entry in words (%s)", (lng, audit) => {
  let t: TFunction;
  beforeAll(async () => {
    const words = i18next.createInstance();
    t = await words.init({
      lng,
      resources: { [lng]: { translation: { audit } } },
      interpolation: { escapeValue: false },
    });
  });
  const whatOf = (action: string, over: object = {}) =>
    sayWhat(t, { action: action as never, source: null, reason: null, ...over });

  it("says every action, each otherwise, and admits that it does not know another", () => {
    const all = Object.values(AUDIT_ACTIONS).flat();
    const said = all.map((action) => whatOf(action));
    expect(new Set(said).size).toBe(all.length);
    for (const words of said) expect(words).not.toMatch(/audit|\./);
    expect(whatOf("recording.exported")).toBe(audit.done.other);
  });

  it("says of what and why, and nothing of a reason that is a code it does not know", () => {
    expect(whatOf("recording.viewed", { source: "camera" })).toContain(audit.source.camera);
    const reasons = ["retention", ...HOLD_REASONS, ...ASKED_REASONS, ...SENT_WITH];
    const said = reasons.map((reason) => whatOf("recording.destroyed", { reason }));
    expect(new Set(said).size).toBe(reasons.length);
    for (const words of said) expect(words).not.toContain("audit.");
    expect(whatOf("recording.destroyed", { reason: "x" })).toBe(whatOf("recording.destroyed"));
  });

  it("says who, also where it was nobody with a name", () => {
    expect(sayWho(t, { role: "therapist", personName: "Miriam" })).toBe("Miriam");
    expect(sayWho(t, { role: "server", personName: null })).toBe(audit.server);
    expect(sayWho(t, { role: "operator", personName: null })).toBe(audit.operator);
    expect(sayWho(t, { role: "patient", personName: null })).toBe(audit.somebody);
  });
});
