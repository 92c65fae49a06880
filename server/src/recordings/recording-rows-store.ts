// Recordings in the database: the row that stays, who may still write pieces, and what a tombstone keeps.
import type { HoldReason } from "@ensemble/shared/protocol/custody-messages.ts";
import type { MediaSource } from "@ensemble/shared/session/may-consume.ts";
import type pg from "pg";
import type { Transaction } from "./audit-store.ts";
import type { Actor, DestructionReason, KeyLock, Recording } from "./recording.ts";

export interface NewRecording {
  readonly recordingId: string;
  readonly groupSessionId: string;
  readonly participantId: string;
  readonly source: MediaSource;
  readonly contentType: string;
  readonly beginsAtMs: number;
  readonly startedAtMs: number;
}

export interface RecordingRows {
  readonly insert: (client: Transaction, recording: NewRecording, lock: KeyLock) => Promise<void>;
  readonly find: (recordingId: string) => Promise<Recording | undefined>;
  readonly listOfSession: (groupSessionId: string) => Promise<readonly Recording[]>;
  readonly listOfParticipant: (groupSessionId: string, participantId: string) => Promise<readonly Recording[]>;
  /** The clinic of a session that is planned or was held. */
  readonly findClinic: (groupSessionId: string) => Promise<string | undefined>;
  /** Nothing is added to it any more. False: it had ended. */
  readonly end: (
    client: Transaction,
    recordingId: string,
    atMs: number,
    endSealed: Uint8Array | undefined,
  ) => Promise<boolean>;
  /** The oldest of those that ended before this time, are not held and not destroyed; some hundred at a time. */
  readonly listExpired: (endedBeforeMs: number) => Promise<readonly Recording[]>;
  /** Not ended, in this session. */
  readonly listOpen: (groupSessionId: string) => Promise<readonly Recording[]>;
  /** Not ended, though their session was over before the first time, or never was and they began before the second. */
  readonly listForgotten: (endedBeforeMs: number, startedBeforeMs: number) => Promise<readonly Recording[]>;
  readonly markSent: (client: Transaction, recordingId: string, atMs: number | undefined) => Promise<void>;
  readonly markHeld: (
    client: Transaction,
    recordingId: string,
    held: { readonly atMs: number; readonly why: HoldReason } | undefined,
  ) => Promise<void>;
  /** Makes it a tombstone. False: it was one. Throws nothing for one that is held: look first, in the same transaction (`lockRow`). */
  readonly bury: (
    client: Transaction,
    recordingId: string,
    atMs: number,
    by: Actor["role"],
    why: DestructionReason,
  ) => Promise<boolean>;
  /** The row as it is, and nobody changes it until the transaction's end. */
  readonly lockRow: (client: Transaction, recordingId: string) => Promise<Recording | undefined>;
  readonly markCleared: (recordingId: string, atMs: number) => Promise<void>;
  /** Tombstones of which something may still be in the store. */
  readonly listUncleared: () => Promise<readonly string[]>;
  /** Only where the lock is still wrapped by that key. */
  readonly replaceLock: (recordingId: string, wrappedBy: string, lock: KeyLock) => Promise<boolean>;
  /** In the order of their ids, behind that one. */
  readonly listLockedOtherwise: (clinicKeyId: string, after: string, limit: number) => Promise<readonly Recording[]>;
  readonly isKeyUsed: (clinicKeyId: string) => Promise<boolean>;
  readonly listOfClinic: (clinicId: string) => Promise<readonly string[]>;
  readonly listKeysInUse: () => Promise<readonly string[]>;
}

interface Row {
  id: string;
  group_session_id: string;
  clinic_id: string;
  participant_id: string | null;
  source: MediaSource;
  content_type: string;
  begins_at_ms: number;
  started_at: Date;
  ended_at: Date | null;
  end_sealed: Buffer | null;
  key_wrapped: Buffer | null;
  clinic_key: string | null;
  sent_at: Date | null;
  held_since: Date | null;
  held_why: HoldReason | null;
  destroyed_at: Date | null;
  destroyed_by: string | null;
  destroyed_why: DestructionReason | null;
}

const SELECT = "SELECT r.*, s.clinic_id FROM recording r JOIN group_session s ON s.id = r.group_session_id";

export function createRecordingRows(pool: pg.Pool): RecordingRows {
  const list = async (rest: string, values: readonly unknown[]): Promise<readonly Recording[]> =>
    (await pool.query<Row>(`${SELECT} ${rest}`, [...values])).rows.map(recordingOf);
  const ids = async (text: string, values: readonly unknown[] = []): Promise<readonly string[]> =>
    (await pool.query<{ id: string }>(text, [...values])).rows.map(({ id }) => id);
  return {
    insert: async (client, one, lock) => {
      await client.query(
        `INSERT INTO recording (id, group_session_id, participant_id, source, content_type, begins_at_ms, started_at, key_wrapped, clinic_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          one.recordingId,
          one.groupSessionId,
          one.participantId,
          one.source,
          one.contentType,
          Math.round(one.beginsAtMs),
          new Date(one.startedAtMs),
          lock.wrapped,
          lock.clinicKeyId,
        ],
      );
    },
    find: async (recordingId) => (await list("WHERE r.id = $1", [recordingId]))[0],
    listOfSession: (groupSessionId) =>
      list("WHERE r.group_session_id = $1 ORDER BY r.started_at, r.id", [groupSessionId]),
    listOfParticipant: (groupSessionId, participantId) =>
      list("WHERE r.group_session_id = $1 AND r.participant_id = $2 ORDER BY r.started_at, r.id", [
        groupSessionId,
        participantId,
      ]),
    findClinic: async (groupSessionId) =>
      (await ids("SELECT clinic_id AS id FROM group_session WHERE id = $1", [groupSessionId]))[0],
    end: async (client, recordingId, atMs, endSealed) => {
      const { rowCount } = await client.query(
        `UPDATE recording SET ended_at = $2, end_sealed = $3 WHERE id = $1 AND ended_at IS NULL AND destroyed_at IS NULL`,
        [recordingId, new Date(atMs), endSealed ?? null],
      );
      return rowCount === 1;
    },
    listOpen: (groupSessionId) =>
      list("WHERE r.group_session_id = $1 AND r.ended_at IS NULL AND r.destroyed_at IS NULL", [groupSessionId]),
    listForgotten: (endedBeforeMs, startedBeforeMs) =>
      list(
        `WHERE r.ended_at IS NULL AND r.destroyed_at IS NULL
           AND (s.ended_at < $1 OR s.ended_at IS NULL AND r.started_at < $2)`,
        [new Date(endedBeforeMs), new Date(startedBeforeMs)],
      ),
    listExpired: (endedBeforeMs) =>
      list(
        "WHERE r.ended_at <= $1 AND r.destroyed_at IS NULL AND r.held_since IS NULL ORDER BY r.ended_at, r.id LIMIT 100",
        [new Date(endedBeforeMs)],
      ),
    markSent: async (client, recordingId, atMs) => {
      await client.query("UPDATE recording SET sent_at = $2 WHERE id = $1", [recordingId, dateOf(atMs)]);
    },
    markHeld: async (client, recordingId, held) => {
      await client.query("UPDATE recording SET held_since = $2, held_why = $3 WHERE id = $1", [
        recordingId,
        dateOf(held?.atMs),
        held?.why ?? null,
      ]);
    },
    bury: async (client, recordingId, atMs, by, why) => {
      const { rowCount } = await client.query(
        `UPDATE recording SET destroyed_at = $2, destroyed_by = $3, destroyed_why = $4, ended_at = COALESCE(ended_at, $2),
           key_wrapped = NULL, clinic_key = NULL, end_sealed = NULL, sent_at = NULL
         WHERE id = $1 AND destroyed_at IS NULL`,
        [recordingId, new Date(atMs), by, why],
      );
      await client.query("DELETE FROM recording_piece WHERE recording_id = $1", [recordingId]);
      await client.query("DELETE FROM recording_object WHERE recording_id = $1", [recordingId]);
      return rowCount === 1;
    },
    lockRow: async (client, recordingId) => {
      const { rows } = await client.query<Row>(`${SELECT} WHERE r.id = $1 FOR UPDATE OF r`, [recordingId]);
      return rows[0] === undefined ? undefined : recordingOf(rows[0]);
    },
    markCleared: async (recordingId, atMs) => {
      await pool.query("UPDATE recording SET cleared_at = $2 WHERE id = $1 AND destroyed_at IS NOT NULL", [
        recordingId,
        new Date(atMs),
      ]);
    },
    listUncleared: () => ids("SELECT id FROM recording WHERE destroyed_at IS NOT NULL AND cleared_at IS NULL"),
    replaceLock: async (recordingId, wrappedBy, lock) => {
      const { rowCount } = await pool.query(
        "UPDATE recording SET key_wrapped = $3, clinic_key = $4 WHERE id = $1 AND clinic_key = $2",
        [recordingId, wrappedBy, lock.wrapped, lock.clinicKeyId],
      );
      return rowCount === 1;
    },
    listLockedOtherwise: (clinicKeyId, after, limit) =>
      list("WHERE r.clinic_key <> $1 AND r.id > $2 ORDER BY r.id LIMIT $3", [clinicKeyId, after, limit]),
    isKeyUsed: async (clinicKeyId) =>
      (await ids("SELECT id FROM recording WHERE clinic_key = $1 LIMIT 1", [clinicKeyId])).length > 0,
    listOfClinic: (clinicId) =>
      ids("SELECT r.id FROM recording r JOIN group_session s ON s.id = r.group_session_id WHERE s.clinic_id = $1", [
        clinicId,
      ]),
    listKeysInUse: () => ids("SELECT DISTINCT clinic_key AS id FROM recording WHERE clinic_key IS NOT NULL"),
  };
}

const dateOf = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));
const msOf = (date: Date | null) => date?.getTime();

function recordingOf(row: Row): Recording {
  const { destroyed_at, destroyed_by, destroyed_why, key_wrapped, clinic_key } = row;
  return {
    recordingId: row.id,
    groupSessionId: row.group_session_id,
    clinicId: row.clinic_id,
    participantId: row.participant_id ?? undefined,
    source: row.source,
    contentType: row.content_type,
    beginsAtMs: row.begins_at_ms,
    startedAtMs: row.started_at.getTime(),
    endedAtMs: msOf(row.ended_at),
    endSealed: row.end_sealed ?? undefined,
    lock: key_wrapped === null || clinic_key === null ? undefined : { wrapped: key_wrapped, clinicKeyId: clinic_key },
    sentAtMs: msOf(row.sent_at),
    heldSinceMs: msOf(row.held_since),
    heldWhy: row.held_why ?? undefined,
    tombstone:
      destroyed_at === null
        ? undefined
        : { atMs: destroyed_at.getTime(), byRole: destroyed_by ?? "", why: destroyed_why ?? "mistake" },
  };
}
