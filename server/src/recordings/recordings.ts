// Everything the server does with recordings, put together: keeping, packing, showing, sending, holding, destroying.
import type { AuditAction } from "@ensemble/shared/protocol/audit-messages.ts";
import type { HoldReason, KeptRecording } from "@ensemble/shared/protocol/custody-messages.ts";
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { Logger } from "../platform/logger.ts";
import type { SessionOwner } from "../platform/session-owner.ts";
import { appendUnlessDone } from "./append-unless-done.ts";
import type { AuditStore, Transaction } from "./audit-store.ts";
import type { ClinicKeys } from "./clinic-keys.ts";
import { cutClip, type PieceSpan } from "./cut-clip.ts";
import { destroyExpired } from "./destroy-expired.ts";
import { clearStore, destroyRecording } from "./destroy-recording.ts";
import type { Keeping, StopCause } from "./keep-recording.ts";
import { createKeepings, type KeepingStart } from "./keepings.ts";
import { createKeyDoor } from "./key-door.ts";
import { listKept, listRecordings } from "./list-recordings.ts";
import type { PiecesStore } from "./pieces-store.ts";
import { checkWhole, type ReadableRecording, readIndex, readPlain } from "./read-recording.ts";
import { type Actor, type DestructionReason, type Recording, THE_SERVER } from "./recording.ts";
import type { RecordingRows } from "./recording-rows-store.ts";
import { isHeld } from "./retention-rules.ts";
import { type RecordingStore, StoreAway } from "./stored-objects.ts";
import { mayDecide, mayView, mayViewSentClip, type Permission, type Viewer } from "./view-rules.ts";
import { createViewings } from "./viewings.ts";

export interface Recordings {
  /** `onStopped` is told when it ends otherwise than by `finish`. Throws `session/unknown`, and LostLease where another owns the session. */
  readonly startKeeping: (start: KeepingStart, actor: Actor, onStopped: (cause: StopCause) => void) => Promise<Keeping>;
  /** For whoever takes over a session: what a process that is gone was keeping ends where it was durable. */
  readonly endAbandoned: (owner: SessionOwner) => Promise<void>;
  readonly list: (groupSessionId: string, viewer: Viewer) => Promise<readonly RecordingListing[]>;
  /** Of one participant, tombstones too; for whoever was let in to that one's review. */
  readonly listKept: (groupSessionId: string, participantId: string) => Promise<readonly KeptRecording[]>;
  /** Throws `recording/unknown`, `recording/not_allowed`, `recording/destroyed`; on opening also `recording/damaged`, `recording/unopenable`, `recording/away`. */
  readonly findReadable: (recordingId: string, viewer: Viewer) => Promise<ReadableRecording>;
  /** Of these pieces alone, as a recording of its own; for the patient it was sent to, which whoever asks has made sure of. Throws as `findReadable`. */
  readonly findSentClip: (recordingId: string, pieces: PieceSpan, viewer: Viewer) => Promise<ReadableRecording>;
  readonly send: (recordingId: string, isSent: boolean, viewer: Viewer) => Promise<void>;
  /** Held twice is held once, for the first reason. */
  readonly hold: (recordingId: string, why: HoldReason, viewer: Viewer) => Promise<void>;
  readonly release: (recordingId: string, viewer: Viewer) => Promise<void>;
  /** Throws `recording/held`. Afterwards it opens no more; what is left of it in the store is removed as soon as that can be reached. */
  readonly destroy: (recordingId: string, reason: DestructionReason, viewer: Viewer | "server") => Promise<void>;
  /** What crashes and outages have left to be done: called now and then. */
  readonly tidy: () => Promise<void>;
  /** Finishes what is being kept here. */
  readonly close: () => Promise<void>;
}

export interface RecordingsParts {
  readonly rows: RecordingRows;
  readonly pieces: PiecesStore;
  readonly audit: AuditStore;
  readonly store: RecordingStore;
  readonly clinicKeys: ClinicKeys;
  /** Days after its end on which a recording is destroyed; without it none is. */
  readonly keptDays?: number;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly logger: Pick<Logger, "warn" | "error" | "info">;
}

/** What it looks like; nothing else is asked for in the database. */
const RECORDING_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function createRecordings(parts: RecordingsParts): Recordings {
  const { rows, audit, nowMs, logger } = parts;
  const door = createKeyDoor(parts);
  const viewings = createViewings(door, parts.monotonicMs);
  const keepings = createKeepings({ ...parts, door });

  const find = async (recordingId: string): Promise<Recording> => {
    const recording = RECORDING_ID.test(recordingId) ? await rows.find(recordingId) : undefined;
    if (recording === undefined) throw new DomainError("recording/unknown");
    return recording;
  };

  /** Told here, since whoever asked may be told nothing any more. */
  const refuse = (recordingId: string, error: unknown): never => {
    const isAway = error instanceof StoreAway;
    if (isAway) logger.warn({ recordingId, err: error }, "a recording cannot be read: its store is away");
    else logger.error({ recordingId, err: error }, "a recording cannot be read");
    throw isAway ? new DomainError("recording/away") : error;
  };

  /** Where a therapist decides over a recording that is there. */
  const decide = async (
    recordingId: string,
    viewer: Viewer,
    action: AuditAction,
    change: (transaction: Transaction, recording: Recording) => Promise<boolean>,
    reason: string | null = null,
  ): Promise<void> => {
    const recording = await find(recordingId);
    permit(mayDecide(viewer, recording));
    const fact = { atMs: nowMs(), actor: viewer, action, subject: recordingId, reason } as const;
    await appendUnlessDone(audit, recording.clinicId, fact, async (transaction) => {
      const locked = await rows.lockRow(transaction, recordingId);
      if (locked?.lock === undefined) throw new DomainError("recording/destroyed");
      return change(transaction, locked);
    });
  };

  const clear = (recordingId: string): Promise<void> =>
    clearStore(parts, recordingId).catch((error: unknown) =>
      logger.warn(
        { recordingId, err: error },
        "a destroyed recording's sealed bytes are still in the store, trying again later",
      ),
    );

  const destroy: Recordings["destroy"] = async (recordingId, reason, viewer) => {
    const recording = await find(recordingId);
    if (viewer !== "server") permit(mayDecide(viewer, recording));
    await destroyRecording(parts, recording, reason, viewer === "server" ? THE_SERVER : viewer);
    viewings.forget(recordingId);
    await clear(recordingId);
  };

  const readable = async (recordingId: string, viewer: Viewer, rule: typeof mayView): Promise<ReadableRecording> => {
    const recording = await find(recordingId);
    permit(rule(viewer, recording));
    if (recording.lock === undefined) throw new DomainError("recording/destroyed");
    const index = await readIndex(parts, recordingId);
    return {
      contentType: recording.contentType,
      tag: `"${recordingId}-${index.places.length}"`,
      bytes: index.bytes,
      pieces: index.places.map(({ head }) => head),
      open: async (begin, end, how) => {
        const key = await viewings.open(recording, viewer, how).catch((error: unknown) => refuse(recordingId, error));
        checkWhole(key, recording, index);
        return orRefuse(readPlain(parts, key, recordingId, index, begin, end), (error) => refuse(recordingId, error));
      },
    };
  };

  return {
    startKeeping: keepings.start,
    endAbandoned: keepings.endAbandoned,
    list: (groupSessionId, viewer) => listRecordings(parts, groupSessionId, viewer),
    listKept: (groupSessionId, participantId) => listKept(parts, groupSessionId, participantId),
    findReadable: (recordingId, viewer) => readable(recordingId, viewer, mayView),
    findSentClip: async (recordingId, pieces, viewer) =>
      cutClip(await readable(recordingId, viewer, mayViewSentClip), pieces),
    send: (recordingId, isSent, viewer) =>
      decide(recordingId, viewer, isSent ? "recording.sent" : "recording.takenBack", async (transaction) => {
        await rows.markSent(transaction, recordingId, isSent ? nowMs() : undefined);
        return true;
      }),
    hold: (recordingId, why, viewer) =>
      decide(
        recordingId,
        viewer,
        "recording.held",
        async (transaction, recording) => {
          if (isHeld(recording)) return false;
          await rows.markHeld(transaction, recordingId, { atMs: nowMs(), why });
          return true;
        },
        why,
      ),
    release: (recordingId, viewer) =>
      decide(recordingId, viewer, "recording.released", async (transaction, recording) => {
        if (!isHeld(recording)) return false;
        await rows.markHeld(transaction, recordingId, undefined);
        return true;
      }),
    destroy,
    tidy: async () => {
      viewings.tidy();
      await keepings.tidy();
      await destroyExpired(parts, destroy);
      for (const recordingId of await rows.listUncleared()) await clear(recordingId);
    },
    close: keepings.close,
  };
}

/** Once sending has begun, whoever sends it can only break off. */
async function* orRefuse(
  bytes: AsyncIterable<Uint8Array>,
  refuse: (error: unknown) => never,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    refuse(error);
  }
}

function permit(permission: Permission): void {
  if (permission === "unknown") throw new DomainError("recording/unknown");
  if (permission === "notAllowed") throw new DomainError("recording/not_allowed");
}
