// The one place where a recording's key is made, opened and wrapped anew. No key leaves it: what is handed out seals and opens pieces
// and shows nothing of itself. Nothing is opened before its entry stands in the audit log, because there is no other way in.
//
// A recording's key is random and wrapped with a key derived (HKDF-SHA-256) from one of the clinic's keys and a random share that is
// kept in the recordings' store. To open a recording somebody needs three things from three places: the row (database), the clinic's
// key (its file) and the share (store). Destroying removes row's key and share, therefore:
//  - a backup of the database made before, even with the clinic's keys, does not bring the recording back: its share is gone;
//  - a copy of the store without the database, or without the clinic's keys, opens nothing.
// It does not protect from somebody who copied the share before it was destroyed (a stolen or backed up store, a bucket that keeps old
// versions, blocks of a disk that were not overwritten) and has a database from before and the clinic's keys as well.

import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import type { AuditAction } from "@ensemble/shared/protocol/audit-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { seal, unseal } from "../platform/seal.ts";
import type { AuditStore, Transaction } from "./audit-store.ts";
import type { ClinicKey, ClinicKeys } from "./clinic-keys.ts";
import type { Actor, KeyLock, Recording } from "./recording.ts";
import { type RecordingStore, shareName } from "./stored-objects.ts";

const KEY_BYTES = 32;

/**
 * Nonces are random, 96 bits, one key a recording. A recording has at most 2^20 pieces (`keep-recording.ts`), so that two of its nonces
 * are the same with a chance below 2^-57; NIST SP 800-38D asks for less than 2^-32.
 */
export interface DataKey {
  readonly seal: (place: string, plain: Uint8Array) => Buffer<ArrayBuffer>;
  /** Throws when the place or a bit is wrong. */
  readonly open: (place: string, sealed: Uint8Array) => Buffer;
}

export type Opening = Extract<AuditAction, "recording.viewed" | "recording.downloaded">;

export interface KeyDoor {
  /**
   * The key of a recording that begins. `keep` writes its row in one transaction with the entry, and only then its share is put into the store:
   * what fails leaves no share behind. Where it is the store that fails, a row is left that opens nothing and under which nothing was kept.
   */
  readonly make: (
    recording: { readonly recordingId: string; readonly clinicId: string },
    actor: Actor,
    keep: (client: Transaction, lock: KeyLock) => Promise<void>,
  ) => Promise<DataKey>;
  /** Throws `recording/destroyed`, `recording/unopenable`. */
  readonly open: (recording: Recording, actor: Actor, action: Opening) => Promise<DataKey>;
  /** Wraps it with the clinic's newest key. `undefined`: that is what it is wrapped with. */
  readonly rewrap: (recording: Recording, actor: Actor) => Promise<KeyLock | undefined>;
}

export function createKeyDoor(parts: {
  readonly audit: AuditStore;
  readonly clinicKeys: ClinicKeys;
  readonly store: RecordingStore;
  readonly nowMs: () => number;
}): KeyDoor {
  const { audit, clinicKeys, store, nowMs } = parts;
  const factOf = (recordingId: string, actor: Actor, action: AuditAction) => ({
    atMs: nowMs(),
    actor,
    action,
    subject: recordingId,
    reason: null,
  });

  const openLock = async ({ recordingId, lock }: Recording): Promise<{ raw: Buffer; share: Uint8Array }> => {
    if (lock === undefined) throw new DomainError("recording/destroyed");
    const clinicKey = await clinicKeys.find(lock.clinicKeyId);
    if (clinicKey === undefined) throw new DomainError("recording/unopenable");
    const share = await store.getRange(shareName(recordingId), 0, KEY_BYTES);
    // A database from before it was destroyed has its row again, and nothing that opens it.
    if (share === undefined) throw new DomainError("recording/destroyed");
    try {
      const raw = unseal(wrappingKey(clinicKey, share, recordingId), lockPlace(recordingId, clinicKey), lock.wrapped);
      return { raw, share };
    } catch {
      throw new DomainError("recording/unopenable"); // a key, a share or a row that is not its own: which one, nobody can tell
    }
  };

  return {
    make: async ({ recordingId, clinicId }, actor, keep) => {
      const clinicKey = await clinicKeys.newest();
      // A store that is away is found out before anything is written of it.
      if ((await store.getRange(shareName(recordingId), 0, KEY_BYTES)) !== undefined)
        throw new Error("a recording has the id of another one");
      const share = randomBytes(KEY_BYTES);
      const raw = randomBytes(KEY_BYTES);
      const lock = lockWith(clinicKey, share, recordingId, raw);
      await audit.append(clinicId, factOf(recordingId, actor, "recording.started"), (client) => keep(client, lock));
      await store.put(shareName(recordingId), share);
      return new HeldKey(raw);
    },
    open: async (recording, actor, action) => {
      await audit.append(recording.clinicId, factOf(recording.recordingId, actor, action));
      const { raw } = await openLock(recording);
      return new HeldKey(raw);
    },
    rewrap: async (recording, actor) => {
      const { recordingId, clinicId, lock } = recording;
      const newest = await clinicKeys.newest();
      if (lock === undefined || lock.clinicKeyId === newest.id) return undefined;
      await audit.append(clinicId, factOf(recordingId, actor, "recording.rewrapped"));
      const { raw, share } = await openLock(recording);
      const relocked = lockWith(newest, share, recordingId, raw);
      raw.fill(0);
      return relocked;
    },
  };
}

/** Its key is a handle: it is in no heap snapshot's strings, and what logs or inspects this sees nothing. */
class HeldKey implements DataKey {
  readonly #key: KeyObject;
  constructor(raw: Buffer) {
    this.#key = createSecretKey(raw);
    raw.fill(0);
  }
  seal(place: string, plain: Uint8Array): Buffer<ArrayBuffer> {
    return seal(this.#key, place, plain);
  }
  open(place: string, sealed: Uint8Array): Buffer {
    return unseal(this.#key, place, sealed);
  }
}

function lockWith(clinicKey: ClinicKey, share: Uint8Array, recordingId: string, raw: Buffer): KeyLock {
  const place = lockPlace(recordingId, clinicKey);
  return { wrapped: seal(wrappingKey(clinicKey, share, recordingId), place, raw), clinicKeyId: clinicKey.id };
}

function wrappingKey({ key }: ClinicKey, share: Uint8Array, recordingId: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, share, `ensemble.recording.key.1:${recordingId}`, KEY_BYTES));
}

const lockPlace = (recordingId: string, { id }: ClinicKey) => `recording.key_wrapped:${recordingId}:${id}`;
