// The audit log's chain: each entry's hash is over what it says and over the hash before it, so that changing, removing, adding or
// reordering entries shows. A mark over the hash, with a key that is not in the database, keeps who has only the database from
// writing a chain of their own. What no chain can show is that its newest entries were cut off: for that its newest hash has to
// have been noted elsewhere (an anchor).
import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { AuditAction } from "@ensemble/shared/protocol/audit-messages.ts";
import type { Actor } from "./recording.ts";

export interface AuditFact {
  readonly atMs: number;
  readonly actor: Actor;
  readonly action: AuditAction;
  /** Which recording, comment or standing consent, whose comments, or whose review of which session: `SESSION/PERSON`. */
  readonly subject: string;
  /** A code. */
  readonly reason: string | null;
}
export interface ChainedEntry extends AuditFact {
  readonly clinicId: string;
  /** From 1. */
  readonly sequence: number;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
  readonly mark: Uint8Array;
}
/** An entry that was noted outside of the database. */
export interface AuditAnchor {
  readonly sequence: number;
  readonly hash: Uint8Array;
}
export type AuditFault =
  /** Entries before this one are missing, or it stands elsewhere than where it was written. */
  | { readonly kind: "gap"; readonly sequence: number }
  /** It does not follow the one before: one of the two was changed or exchanged. */
  | { readonly kind: "broken"; readonly sequence: number }
  /** It does not say what it said when it was written. */
  | { readonly kind: "changed"; readonly sequence: number }
  /** It was written by somebody without the server's key. */
  | { readonly kind: "foreign"; readonly sequence: number }
  /** The log once had this entry as it was noted, and has it no more. */
  | { readonly kind: "cutOff" | "notAsNoted"; readonly sequence: number };

const HASH_BYTES = 32;
/** What the first entry follows. */
export const CHAIN_BEGINNING: Uint8Array = new Uint8Array(HASH_BYTES);

/** From the clinic's key for fields, which never changes, and of which it tells nothing. */
export function auditKey(fieldKey: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", fieldKey, Buffer.alloc(0), "ensemble.audit.mark.1", HASH_BYTES));
}

export function chainEntry(
  key: Buffer,
  clinicId: string,
  last: { readonly sequence: number; readonly hash: Uint8Array } | undefined,
  fact: AuditFact,
): ChainedEntry {
  const follows = { sequence: (last?.sequence ?? 0) + 1, previousHash: last?.hash ?? CHAIN_BEGINNING };
  // As the database gives it back.
  const written = { ...fact, atMs: Math.trunc(fact.atMs), clinicId, ...follows };
  const hash = hashOf(written);
  return { ...written, hash, mark: markOf(key, hash) };
}

/** Looks at entries one after the other as they stand in the log; `undefined` while nothing is wrong. */
export function createChainCheck(key: Buffer, clinicId: string, anchors: readonly AuditAnchor[]) {
  let last = { sequence: 0, hash: CHAIN_BEGINNING };
  const faults: AuditFault[] = [];
  const noted = new Map(anchors.map((anchor) => [anchor.sequence, anchor.hash]));
  const look = (entry: ChainedEntry): void => {
    const { sequence } = entry;
    if (sequence !== last.sequence + 1) faults.push({ kind: "gap", sequence });
    else if (!isSame(entry.previousHash, last.hash)) faults.push({ kind: "broken", sequence });
    if (!isSame(hashOf({ ...entry, clinicId }), entry.hash)) faults.push({ kind: "changed", sequence });
    if (!isSame(markOf(key, entry.hash), entry.mark)) faults.push({ kind: "foreign", sequence });
    const anchor = noted.get(sequence);
    if (anchor !== undefined && !isSame(anchor, entry.hash)) faults.push({ kind: "notAsNoted", sequence });
    last = { sequence, hash: entry.hash };
  };
  const finish = () => {
    for (const { sequence } of anchors) if (sequence > last.sequence) faults.push({ kind: "cutOff", sequence });
    return { faults, newest: last.sequence === 0 ? undefined : last };
  };
  return { look, finish };
}

/** One text for one content: a list in a fixed order, of texts, whole numbers and null. */
function hashOf(entry: Omit<ChainedEntry, "hash" | "mark">): Buffer {
  const { clinicId, sequence, previousHash, atMs, actor, action, subject, reason } = entry;
  const previous = Buffer.from(previousHash).toString("hex");
  const content = [
    "ensemble.audit.1",
    clinicId,
    sequence,
    previous,
    atMs,
    actor.personId,
    actor.role,
    action,
    subject,
    reason,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest();
}

function markOf(key: Buffer, hash: Uint8Array): Buffer {
  return createHmac("sha256", key).update(hash).digest();
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
