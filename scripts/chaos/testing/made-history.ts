// Histories made by hand, to show of each rule that it can be kept and broken.
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { expect, it } from "vitest";
import { breachesOf, checkHistory, type Violation } from "../check-history.ts";
import type { History, Observation } from "../observation.ts";
import { shrinkHistory } from "../shrink-history.ts";

/** Rule, what keeps it, what breaks it and no other. */
export type Case = readonly [title: string, rule: Violation["rule"], kept: History, broken: History];

export function itHoldsAndBreaks(cases: readonly Case[]): void {
  it.each(cases)("%s: %s", (_title, rule, kept, broken) => {
    expect(checkHistory(kept)).toEqual([]);
    expect(new Set(checkHistory(broken).map((violation) => violation.rule))).toEqual(new Set([rule]));
    // What nobody observed breaks nothing: shrinking a history relies on it.
    for (const whole of [kept, broken]) {
      const breaches = checkHistory(whole).map((violation) => violation.rule);
      for (const left of whole)
        for (const one of checkHistory(whole.filter((other) => other !== left))) expect(breaches).toContain(one.rule);
    }
    expectProof(broken, rule);
  });
}

/** Of a long journal only some of what was left out is put back, in every combination. */
const PUT_BACK = 10;

/** What is left of the journal shows the breach that the whole one has, whatever of the rest is put back. */
export function expectProof(history: History, rule: Violation["rule"]): void {
  const whole = history.find((one) => one.kind === "journal")?.entries ?? [];
  const shortest = shrinkHistory(history, rule);
  const kept = shortest.find((one) => one.kind === "journal")?.entries ?? [];
  const withEntries = (entries: typeof whole) =>
    shortest.map((one) => (one.kind === "journal" ? { ...one, entries } : one));
  const proven = breachesOf(withEntries(whole), rule);
  const all = whole.filter((entry) => !kept.includes(entry));
  const left = all.filter((_, index) => index % Math.ceil(all.length / PUT_BACK) === 0);
  for (let choice = 0; choice < 2 ** left.length; choice++) {
    const back = left.filter((_, bit) => (choice >> bit) % 2 === 1);
    const part = whole.filter((entry) => kept.includes(entry) || back.includes(entry));
    const breaches = breachesOf(withEntries(part), rule);
    expect(proven.filter((breach) => breaches.includes(breach))).not.toEqual([]);
  }
}

/** Entry n, a second after the one before; `commandId`: whose command it is, of its own accord without one. */
export function journalOf(...facts: readonly Readonly<Record<string, unknown>>[]): Observation {
  const entries = facts.map(({ commandId, ...fact }, index) => ({
    sequence: index + 1,
    epoch: 1,
    atMs: index * 1_000,
    fact: fact as unknown as SessionFact,
    commandId: commandId as never,
  }));
  return { kind: "journal", entries };
}

export function asked(commandId: string, command: object, by = "ana"): Observation {
  return { kind: "asked", by, commandId, command: command as SessionCommand, allowed: true };
}

export function applied(commandId: string, sequence: number, by = "ana"): Observation {
  return { kind: "answered", by, commandId, applied: true, sequence };
}
