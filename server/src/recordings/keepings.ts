// What this process is keeping right now, from the first piece to the last object in the store; and what others have left unfinished.
import { randomUUID } from "node:crypto";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import { endsWithin } from "../platform/ends-within.ts";
import type { Logger } from "../platform/logger.ts";
import { holdLease, LostLease, type SessionOwner } from "../platform/session-owner.ts";
import type { AuditStore } from "./audit-store.ts";
import { removeObjects } from "./destroy-recording.ts";
import { type Keeping, keepRecording, type StopCause } from "./keep-recording.ts";
import type { DataKey, KeyDoor } from "./key-door.ts";
import { packPieces } from "./pack-pieces.ts";
import { LOOKED_AT } from "./pack-rules.ts";
import { createPieceAppends } from "./piece-appends.ts";
import type { PiecesStore } from "./pieces-store.ts";
import { type Actor, type Recording, THE_SERVER } from "./recording.ts";
import type { NewRecording, RecordingRows } from "./recording-rows-store.ts";
import { DAY_MS } from "./retention-rules.ts";
import type { RecordingStore } from "./stored-objects.ts";

/** Under the session's lease. `recordingId`: one that was chosen beforehand and never used, in the form of `randomUUID`; otherwise one is made. */
export type KeepingStart = Omit<NewRecording, "recordingId" | "startedAtMs"> &
  SessionOwner & { readonly recordingId?: string };

export interface Keepings {
  readonly start: (start: KeepingStart, actor: Actor, onStopped: (cause: StopCause) => void) => Promise<Keeping>;
  readonly endAbandoned: (owner: SessionOwner) => Promise<void>;
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A session that is over has nobody who keeps anything. */
const FORGOTTEN_AFTER_MS = 3_600_000;
/** Nor has a recording begun so long ago in a class that was never ended: whoever kept it has died, and nobody took the class over. */
const LONGEST_CLASS_MS = DAY_MS;
/** Looked at so often while it is being kept; whether there is an object's worth is the rules' business. */
const PACKED_EVERY_MS = 5_000;
/** Containers are killed after half a minute. */
const CLOSES_WITHIN_MS = 8_000;
const CONTENT_TYPE = /^(video|audio)\/webm(; ?codecs="?[a-z0-9.,]+"?)?$/;

export function createKeepings(parts: {
  readonly rows: RecordingRows;
  readonly pieces: PiecesStore;
  readonly audit: AuditStore;
  readonly store: RecordingStore;
  readonly door: KeyDoor;
  readonly nowMs: () => number;
  readonly logger: Pick<Logger, "warn">;
}): Keepings {
  const { rows, pieces, audit, store, door, nowMs, logger } = parts;
  const appends = createPieceAppends(pieces, (error) =>
    logger.warn({ err: error }, "pieces of recordings cannot be kept, trying again"),
  );
  /** With the epoch of the lease under which each is kept. */
  const keepings = new Map<string, Keeping & { readonly epoch: number }>();
  const packing = new Map<string, Promise<void>>();

  /** One at a time for each; what fails is done by the next one, or by `tidy`. */
  const pack = (recordingId: string): Promise<void> => {
    const last = packing.get(recordingId) ?? Promise.resolve();
    const next = last
      .then(() => packPieces(parts, recordingId))
      .catch((error: unknown) =>
        logger.warn({ recordingId, err: error }, "a recording's pieces stay in the database for now"),
      )
      .finally(() => {
        if (packing.get(recordingId) === next) packing.delete(recordingId);
      });
    packing.set(recordingId, next);
    return next;
  };

  const end = async (
    { recordingId, clinicId }: Pick<Recording, "clinicId" | "recordingId">,
    endSealed: Uint8Array | undefined,
    owner: SessionOwner | undefined,
  ): Promise<void> => {
    const action = endSealed === undefined ? "recording.cutOff" : "recording.finished";
    const fact = { atMs: nowMs(), actor: THE_SERVER, action, subject: recordingId, reason: null } as const;
    try {
      await audit.append(clinicId, fact, async (transaction) => {
        if (owner !== undefined) await holdLease(transaction, owner);
        if (!(await rows.end(transaction, recordingId, nowMs(), endSealed))) throw new EndedAlready();
      });
    } catch (error) {
      // Then there is no entry of it either.
      if (!(error instanceof EndedAlready)) throw error;
    }
    await pack(recordingId);
  };

  /** A keeping of this process's own former lease ends nothing any more. */
  const isKeptBy = (owner: SessionOwner | undefined, recordingId: string): boolean => {
    const keeping = keepings.get(recordingId);
    return keeping !== undefined && (owner === undefined || keeping.epoch === owner.epoch);
  };
  /** Without an owner: of sessions that are nobody's any more. */
  const endAll = async (recordings: readonly Recording[], owner?: SessionOwner): Promise<void> => {
    for (const recording of recordings)
      if (!isKeptBy(owner, recording.recordingId)) await end(recording, undefined, owner);
  };

  /** Throws also `recording/destroyed`: by somebody who was quick. */
  const makeKey = async (
    recording: NewRecording & SessionOwner & Pick<Recording, "clinicId">,
    actor: Actor,
  ): Promise<DataKey> => {
    const { recordingId } = recording;
    let isWritten = false;
    try {
      const key = await door.make(recording, actor, async (transaction, lock) => {
        await holdLease(transaction, recording);
        await rows.insert(transaction, recording, lock);
        isWritten = true;
      });
      if ((await rows.find(recordingId))?.lock !== undefined) return key;
    } catch (error) {
      // Its row may be there: nothing was kept under it, and nothing will be. What cannot be ended now is by `tidy`.
      if (isWritten)
        await end(recording, undefined, recording).catch((problem: unknown) =>
          logger.warn({ recordingId, err: problem }, "a recording that could not begin could not be ended either"),
        );
      throw error;
    }
    // Its share came into the store when it had been cleared there.
    await removeObjects(store, recordingId);
    throw new DomainError("recording/destroyed");
  };

  return {
    start: async (start, actor, onStopped) => {
      if (!CONTENT_TYPE.test(start.contentType)) throw new Error("a recording of a type that players do not know");
      const clinicId = await rows.findClinic(start.groupSessionId);
      if (clinicId === undefined) throw new DomainError("session/unknown");
      const recordingId = start.recordingId ?? randomUUID();
      const recording = { ...start, recordingId, clinicId, startedAtMs: nowMs() };
      const key = await makeKey(recording, actor);
      const stopped = (cause: StopCause) => {
        logger.warn({ recordingId, groupSessionId: start.groupSessionId, cause }, "a recording stopped");
        onStopped(cause);
      };
      let lastPackedMs = 0;
      const keeping = keepRecording({
        recordingId,
        epoch: start.epoch,
        key,
        appends,
        onStopped: stopped,
        kept: ({ startsMs }) => {
          if (startsMs - lastPackedMs < PACKED_EVERY_MS) return;
          lastPackedMs = startsMs;
          void pack(recordingId);
        },
        end: async (endSealed) => {
          await end(recording, endSealed, recording).catch((error: unknown) => {
            // It is ended by whoever looks after its session, or by `tidy`.
            if (error instanceof LostLease) stopped("lostLease");
            else logger.warn({ recordingId, err: error }, "a recording could not be ended in order");
          });
          keepings.delete(recordingId);
        },
      });
      keepings.set(recordingId, { ...keeping, epoch: start.epoch });
      return keeping;
    },
    endAbandoned: async (owner) => endAll(await rows.listOpen(owner.groupSessionId), owner),
    tidy: async () => {
      await endAll(await rows.listForgotten(nowMs() - FORGOTTEN_AFTER_MS, nowMs() - LONGEST_CLASS_MS));
      for (const recordingId of await pieces.listUnpacked(LOOKED_AT)) await pack(recordingId);
    },
    close: async () => {
      const finished = Promise.all([...keepings.values()].map((keeping) => keeping.finish()));
      const packed = finished.then(() => Promise.all(packing.values()));
      // A database or a store that is away keeps nobody from ending: what was durable is ended and packed by whoever comes next.
      const inTime = await endsWithin(packed, CLOSES_WITHIN_MS);
      if (!inTime) logger.warn({ recordings: keepings.size }, "recordings could not be finished before the end");
    },
  };
}

class EndedAlready extends Error {}
