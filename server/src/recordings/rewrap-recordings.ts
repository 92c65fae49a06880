// After a rotation: wraps the recordings' keys with the clinic's newest one. Cut off, it goes on where it was when it is begun again.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ClinicKeys } from "./clinic-keys.ts";
import type { KeyDoor } from "./key-door.ts";
import type { Actor } from "./recording.ts";
import type { RecordingRows } from "./recording-rows-store.ts";

export interface RewrapReport {
  readonly rewrapped: number;
  /** Their share or their clinic's key is missing: they open no more, and are left as they are. */
  readonly unopenable: readonly string[];
}

const AT_ONCE = 100;

export async function rewrapRecordings(
  parts: {
    readonly rows: Pick<RecordingRows, "listLockedOtherwise" | "replaceLock">;
    readonly door: Pick<KeyDoor, "rewrap">;
    readonly clinicKeys: ClinicKeys;
  },
  actor: Actor,
  calledOff: AbortSignal,
): Promise<RewrapReport> {
  const { id: newest } = await parts.clinicKeys.newest();
  const unopenable: string[] = [];
  let rewrapped = 0;
  for (let after = ""; ; ) {
    const recordings = await parts.rows.listLockedOtherwise(newest, after, AT_ONCE);
    for (const recording of recordings) {
      calledOff.throwIfAborted();
      after = recording.recordingId;
      try {
        const lock = await parts.door.rewrap(recording, actor);
        // Destroyed or wrapped anew meanwhile by somebody else: there is nothing to replace.
        const isReplaced =
          lock !== undefined && (await parts.rows.replaceLock(after, recording.lock?.clinicKeyId ?? "", lock));
        if (isReplaced) rewrapped += 1;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        unopenable.push(after);
      }
    }
    if (recordings.length < AT_ONCE) return { rewrapped, unopenable };
  }
}
