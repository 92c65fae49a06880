import { expect, it } from "vitest";
import { pathOfAudit, readAuditAsk, readAuditSearch, writeAuditAsk } from "./audit-address.ts";

it("reads what it wrote, and drops what nobody can ask for", () => {
  for (const ask of [
    { kind: undefined, personId: undefined, before: undefined },
    { kind: "kept", personId: "ana", before: 51 },
  ] as const)
    expect(readAuditAsk({ ...writeAuditAsk(ask) })).toEqual(ask);
  expect(readAuditSearch({ kind: "gossip", of: "", before: "-3", more: 1 })).toEqual({});
  expect(readAuditSearch({ kind: "looked", before: "7" })).toEqual({ kind: "looked", before: 7 });
});

it("asks for any where nothing is chosen, and keeps what a name could break", () => {
  expect(pathOfAudit(readAuditAsk({}))).toBe("/api/audit/log/-/-/-");
  expect(pathOfAudit(readAuditAsk({ kind: "consent", of: "a/b", before: 9 }))).toBe("/api/audit/log/consent/a%2Fb/9");
});
