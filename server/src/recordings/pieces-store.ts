// Pieces in the database: appended as they come, sealed already; read, and moved into the account of an object when the store has them.
import type pg from "pg";
import { joinBytes } from "../platform/join-bytes.ts";
import { type PieceHead, SEAL_BYTES, type StoredObject } from "./piece-index-rules.ts";

export interface SealedPiece {
  readonly recordingId: string;
  /** Of the lease under which it is kept. */
  readonly epoch: number;
  readonly head: PieceHead;
  readonly sealed: Uint8Array;
}

export interface PiecesStore {
  /**
   * Returns which recordings are open and their session's owner still has that epoch: of these all pieces are durable, also those that
   * were so before. Of the others none was taken.
   */
  readonly append: (pieces: readonly SealedPiece[]) => Promise<ReadonlySet<string>>;
  readonly readHeads: (recordingId: string, limit?: number) => Promise<readonly PieceHead[]>;
  /** In order; fewer where some have been moved or are gone. */
  readonly readSealed: (recordingId: string, first: number, last: number) => Promise<readonly Uint8Array[]>;
  readonly readObjects: (recordingId: string) => Promise<readonly StoredObject[]>;
  /** The rows go with the account. False: the recording was destroyed meanwhile. */
  readonly moveIntoObject: (recordingId: string, object: StoredObject) => Promise<boolean>;
  /** Recordings with rows that should be in the store: ended ones, and those with more than an object's worth. */
  readonly listUnpacked: (rows: number) => Promise<readonly string[]>;
}

/** The recording's row is locked against its end, and then the lease's against a takeover, until the append is committed. */
const APPEND = `
WITH given AS (
  SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::int[], $5::int[], $6::bool[], $8::int[], $9::int[], $10::int[])
    AS p(recording_id, piece, first_byte, starts_ms, duration_ms, key_frame, begins, length, epoch)
),
running AS MATERIALIZED (
  SELECT id, group_session_id FROM recording WHERE id IN (SELECT recording_id FROM given) AND ended_at IS NULL AND destroyed_at IS NULL
  ORDER BY id FOR SHARE
),
open AS MATERIALIZED (
  SELECT running.id FROM running
  JOIN (SELECT DISTINCT recording_id, epoch FROM given) AS asked ON asked.recording_id = running.id
  JOIN session_lease l ON l.group_session_id = running.group_session_id AND l.epoch = asked.epoch
  FOR SHARE OF l
),
kept AS (
  INSERT INTO recording_piece (recording_id, piece, first_byte, starts_ms, duration_ms, key_frame, sealed)
  SELECT recording_id, piece, first_byte, starts_ms, duration_ms, key_frame, substring($7::bytea FROM begins FOR length)
  FROM given JOIN open ON open.id = given.recording_id
  ON CONFLICT DO NOTHING
)
SELECT id FROM open`;

/** Rows go only when an account of exactly these pieces is there, this one or one like it. */
const MOVE = `
WITH alive AS MATERIALIZED (SELECT id FROM recording WHERE id = $1 AND destroyed_at IS NULL FOR SHARE),
account AS (
  INSERT INTO recording_object (recording_id, first_piece, last_piece, first_byte, pieces)
  SELECT id, $2::int, $3::int, $4::bigint, $5::jsonb FROM alive ON CONFLICT DO NOTHING RETURNING last_piece
),
gone AS (
  DELETE FROM recording_piece USING alive
  WHERE recording_id = alive.id AND piece BETWEEN $2::int AND $3::int AND (
    EXISTS (SELECT 1 FROM account)
    OR EXISTS (SELECT 1 FROM recording_object o WHERE o.recording_id = $1 AND o.first_piece = $2::int AND o.last_piece = $3::int)
  )
)
SELECT id FROM alive`;

interface HeadRow {
  piece: number;
  first_byte: string;
  starts_ms: number;
  duration_ms: number;
  key_frame: boolean;
  sealed_bytes: number;
}
interface ObjectRow {
  first_piece: number;
  last_piece: number;
  first_byte: string;
  pieces: StoredObject["pieces"];
}

export function createPiecesStore(pool: pg.Pool): PiecesStore {
  return {
    append: async (pieces) => {
      const { bytes, begins, lengths } = joinBytes(pieces.map(({ sealed }) => sealed));
      const heads = pieces.map(({ head }) => head);
      const { rows } = await pool.query<{ id: string }>({
        name: "append-pieces",
        text: APPEND,
        values: [
          pieces.map(({ recordingId }) => recordingId),
          heads.map(({ piece }) => piece),
          heads.map(({ firstByte }) => firstByte),
          heads.map(({ startsMs }) => startsMs),
          heads.map(({ durationMs }) => durationMs),
          heads.map(({ keyFrame }) => keyFrame),
          bytes,
          begins,
          lengths,
          pieces.map(({ epoch }) => epoch),
        ],
      });
      return new Set(rows.map(({ id }) => id));
    },
    readHeads: async (recordingId, limit) => {
      const { rows } = await pool.query<HeadRow>(
        `SELECT piece, first_byte, starts_ms, duration_ms, key_frame, octet_length(sealed) AS sealed_bytes
         FROM recording_piece WHERE recording_id = $1 ORDER BY piece LIMIT $2`,
        [recordingId, limit ?? null],
      );
      return rows.map(headOf);
    },
    readSealed: async (recordingId, first, last) => {
      const { rows } = await pool.query<{ sealed: Buffer }>(
        "SELECT sealed FROM recording_piece WHERE recording_id = $1 AND piece BETWEEN $2 AND $3 ORDER BY piece",
        [recordingId, first, last],
      );
      return rows.map(({ sealed }) => sealed);
    },
    readObjects: async (recordingId) => {
      const { rows } = await pool.query<ObjectRow>(
        "SELECT first_piece, last_piece, first_byte, pieces FROM recording_object WHERE recording_id = $1 ORDER BY first_piece",
        [recordingId],
      );
      return rows.map(({ first_piece, last_piece, first_byte, pieces }) => ({
        firstPiece: first_piece,
        lastPiece: last_piece,
        firstByte: Number(first_byte),
        pieces,
      }));
    },
    moveIntoObject: async (recordingId, { firstPiece, lastPiece, firstByte, pieces }) => {
      const { rowCount } = await pool.query(MOVE, [
        recordingId,
        firstPiece,
        lastPiece,
        firstByte,
        JSON.stringify(pieces),
      ]);
      return rowCount === 1;
    },
    listUnpacked: async (rows) => {
      const found = await pool.query<{ id: string }>(
        `SELECT p.recording_id AS id FROM recording_piece p JOIN recording r ON r.id = p.recording_id
         GROUP BY p.recording_id, r.ended_at HAVING r.ended_at IS NOT NULL OR count(*) > $1`,
        [rows],
      );
      return found.rows.map(({ id }) => id);
    },
  };
}

function headOf(row: HeadRow): PieceHead {
  return {
    piece: row.piece,
    firstByte: Number(row.first_byte),
    startsMs: row.starts_ms,
    durationMs: row.duration_ms,
    keyFrame: row.key_frame,
    bytes: row.sealed_bytes - SEAL_BYTES,
  };
}
