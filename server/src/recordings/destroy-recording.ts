// Destroys a recording: first it is written down and its key is gone from the database, then the share, then the sealed bytes. What is cut
// off in between is finished later; the recording opens no more from the first step on.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { AuditStore } from "./audit-store.ts";
import type { Actor, DestructionReason, Recording } from "./recording.ts";
import type { RecordingRows } from "./recording-rows-store.ts";
import { isHeld } from "./retention-rules.ts";
import { goneName, piecesPrefix, type RecordingStore, shareName } from "./stored-objects.ts";

/** An empty object is nothing to some stores. */
const GONE = Buffer.from("gone");

export interface DestroyParts {
  readonly audit: AuditStore;
  readonly rows: RecordingRows;
  readonly store: RecordingStore;
  readonly nowMs: () => number;
}

/** Throws `recording/held`. One that is a tombstone already stays as it is. */
export async function destroyRecording(
  { audit, rows, nowMs }: Omit<DestroyParts, "store">,
  { recordingId, clinicId }: Pick<Recording, "recordingId" | "clinicId">,
  reason: DestructionReason,
  actor: Actor,
): Promise<void> {
  const atMs = nowMs();
  const fact = { atMs, actor, action: "recording.destroyed", subject: recordingId, reason } as const;
  await audit.append(clinicId, fact, async (transaction) => {
    const recording = await rows.lockRow(transaction, recordingId);
    if (recording === undefined) throw new DomainError("recording/unknown");
    if (recording.tombstone !== undefined) throw new DomainError("recording/destroyed");
    if (isHeld(recording)) throw new DomainError("recording/held");
    await rows.bury(transaction, recordingId, atMs, actor.role, reason);
  });
}

/** Takes what is left of a destroyed one out of the store; may be repeated. */
export async function clearStore(
  { rows, store, nowMs }: Omit<DestroyParts, "audit">,
  recordingId: string,
): Promise<void> {
  await removeObjects(store, recordingId);
  await rows.markCleared(recordingId, nowMs());
}

/** The share first: without it the rest is noise. What follows this store is told by a mark that stays. */
export async function removeObjects(store: RecordingStore, recordingId: string): Promise<void> {
  await store.delete(shareName(recordingId));
  for (const name of await store.list(piecesPrefix(recordingId))) await store.delete(name);
  await markGone(store, recordingId);
}

/** May be repeated. A store that takes nothing any more has destroyed it all the same. */
export async function markGone(store: RecordingStore, id: string): Promise<void> {
  await store.put(goneName(id), GONE);
}
