// Sealed recordings and the shares of consents from one store into another, for a backup and back. What was destroyed or taken back is
// taken out of the copy, whether the database says so or the store it comes from or goes to; that something is missing where it comes from alone takes out nothing: a disk that is not there must not empty the
// copy of it.
import { markGone, removeObjects } from "./destroy-recording.ts";
import {
  consentShareName,
  listConsentIds,
  listGoneIds,
  listRecordingIds,
  piecesPrefix,
  type RecordingStore,
  shareName,
} from "./stored-objects.ts";

/** What the database says is no more. */
export interface GoneObjects {
  readonly recordingIds: ReadonlySet<string>;
  readonly consentIds: ReadonlySet<string>;
}
export interface CopyReport {
  /** Recordings in the copy now. */
  readonly recordings: number;
  /** Objects that were not in it before. */
  readonly copied: number;
  readonly bytes: number;
  /** Recordings and consents that were taken out. */
  readonly removed: number;
}

/** Shares come last: what has one in the copy is whole there, and a copy that was cut off before is none. */
export async function copyObjects(options: {
  readonly from: RecordingStore;
  readonly to: RecordingStore;
  readonly gone: GoneObjects;
  /** Whether shares of standing consents go with it. */
  readonly consents: boolean;
  readonly calledOff: AbortSignal;
}): Promise<CopyReport> {
  const { from, to, gone, calledOff } = options;
  let [copied, bytes] = [0, 0];
  const carry = async (name: string): Promise<void> => {
    calledOff.throwIfAborted();
    const object = await from.get(name);
    // Destroyed meanwhile.
    if (object === undefined) return;
    await to.put(name, object);
    copied += 1;
    bytes += object.byteLength;
  };
  const marked = await gatherMarks(from, to);
  const isGone = (id: string, said: ReadonlySet<string>) => said.has(id) || marked.has(id);
  const removed = await removeGone(to, {
    recordingIds: (id) => isGone(id, gone.recordingIds),
    consentIds: (id) => isGone(id, gone.consentIds),
  });
  const there = new Set(await listRecordingIds(to));
  const kept = (await listRecordingIds(from)).filter((recordingId) => !isGone(recordingId, gone.recordingIds));
  for (const recordingId of kept) {
    const present = new Set(await to.list(piecesPrefix(recordingId)));
    for (const name of await from.list(piecesPrefix(recordingId))) if (!present.has(name)) await carry(name);
  }
  for (const recordingId of kept) if (!there.has(recordingId)) await carry(shareName(recordingId));
  const consents = new Set(await listConsentIds(to));
  for (const consentId of options.consents ? await listConsentIds(from) : []) {
    if (!isGone(consentId, gone.consentIds) && !consents.has(consentId)) await carry(consentShareName(consentId));
  }
  return { recordings: (await listRecordingIds(to)).length, copied, bytes, removed };
}

/** Of both stores, and then in both: who copies the copy is told, too. */
async function gatherMarks(from: RecordingStore, to: RecordingStore): Promise<ReadonlySet<string>> {
  const there = new Set(await listGoneIds(to));
  const told = (await listGoneIds(from)).filter((id) => !there.has(id));
  for (const id of told) await markGone(to, id);
  return new Set([...there, ...told]);
}

type IsGone = Readonly<Record<keyof GoneObjects, (id: string) => boolean>>;

async function removeGone(to: RecordingStore, isGone: IsGone): Promise<number> {
  const recordings = (await listRecordingIds(to)).filter(isGone.recordingIds);
  for (const recordingId of recordings) await removeObjects(to, recordingId);
  const consents = (await listConsentIds(to)).filter(isGone.consentIds);
  for (const consentId of consents) await to.delete(consentShareName(consentId));
  return recordings.length + consents.length;
}
