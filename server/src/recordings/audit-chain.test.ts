import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AuditFact, auditKey, type ChainedEntry, chainEntry, createChainCheck } from "./audit-chain.ts";

const KEY = auditKey(Buffer.alloc(32, 1));
const fact = (subject: string): AuditFact => ({
  atMs: 1_700_000_000_000.7,
  actor: { personId: "tess", role: "therapist" },
  action: "recording.viewed",
  subject,
  reason: null,
});
function chain(length: number, key = KEY): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (let i = 1; i <= length; i++) entries.push(chainEntry(key, "north", entries.at(-1), fact(`recording-${i}`)));
  return entries;
}
function judge(entries: readonly ChainedEntry[], anchors: readonly ChainedEntry[] = [], clinicId = "north") {
  const check = createChainCheck(KEY, clinicId, anchors);
  for (const entry of entries) check.look(entry);
  return check.finish().faults.map(({ kind, sequence }) => `${kind} ${sequence}`);
}

describe("the audit log's chain", () => {
  it("is found as it was written", () => {
    expect(judge(chain(20))).toEqual([]);
    expect(judge([])).toEqual([]);
    expect(judge(chain(20), [chain(7).at(-1)!])).toEqual([]);
  });

  it("shows every change of an entry, whatever is changed", () => {
    const changes: Partial<ChainedEntry>[] = [
      { atMs: 1_700_000_000_001 },
      { actor: { personId: "tom", role: "therapist" } },
      { actor: { personId: "tess", role: "operator" } },
      { actor: { personId: null, role: "therapist" } },
      { action: "recording.downloaded" },
      { subject: "recording-3x" },
      { reason: "asked" },
      { hash: Buffer.alloc(32, 9) },
      { mark: Buffer.alloc(32, 9) },
      { mark: Buffer.alloc(31, 9) },
      { previousHash: Buffer.alloc(32, 9) },
    ];
    for (const change of changes) {
      const entries = chain(5);
      entries[2] = { ...entries[2]!, ...change };
      expect(judge(entries), JSON.stringify(change)).not.toEqual([]);
    }
  });

  it("shows what was removed, repeated, exchanged or added anywhere but at the end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 9 }), (at, other) => {
        const entries = chain(10);
        expect(judge(entries.toSpliced(at, 1))).not.toEqual([]);
        expect(judge(entries.toSpliced(at, 0, entries[other]!))).not.toEqual([]);
        fc.pre(at !== other);
        expect(judge(entries.with(at, entries[other]!).with(other, entries[at]!))).not.toEqual([]);
      }),
    );
  });

  it("shows a whole new chain by somebody who has the database and not the key", () => {
    expect(judge(chain(3, Buffer.alloc(32, 5)))).toEqual(["foreign 1", "foreign 2", "foreign 3"]);
  });

  it("is one clinic's: another's entries are none of it", () => {
    expect(judge(chain(2), [], "south")).toEqual(["changed 1", "changed 2"]);
  });

  it("cannot show that its end was cut off, unless an entry of it was noted elsewhere", () => {
    const entries = chain(10);
    expect(judge(entries.slice(0, 6))).toEqual([]);
    expect(judge(entries.slice(0, 6), [entries[7]!])).toEqual(["cutOff 8"]);
    // Cut off and written on.
    const other = entries.slice(0, 6);
    while (other.length < 9) other.push(chainEntry(KEY, "north", other.at(-1), fact("another")));
    expect(judge(other, [entries[7]!])).toEqual(["notAsNoted 8"]);
  });
});
