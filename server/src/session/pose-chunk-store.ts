// Pose chunks in the database: the part of the journal's append that moves frames out of batches into chunks, and reading them.
import { createSecretKey, type KeyObject } from "node:crypto";
import type { ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import type pg from "pg";
import { joinBytes } from "../platform/join-bytes.ts";
import { seal, unseal } from "../platform/seal.ts";
import type { PackedChunk } from "./pack-pose-chunk.ts";
import { readRow } from "./unreadable-journal.ts";

/**
 * Goes into a statement that has `owner` (the lease's row under our epoch), the session as $1 and the next batch as $13.
 * Everything that was appended before is in these chunks or in earlier ones: batches before the next one are not needed any more.
 */
export const MOVE_INTO_CHUNKS = `
chunks AS (
  INSERT INTO pose_chunk
    (group_session_id, participant_id, set_id, first_frame, last_frame, epoch, frames_sealed, checkpoint_sealed)
  SELECT $1, c.participant_id, c.set_id, c.first_frame, c.last_frame, owner.epoch,
         substring($19::bytea FROM c.frames FOR c.frames_length), substring($19 FROM c.checkpoint FOR c.checkpoint_length)
  FROM owner, unnest($15::text[], $16::text[], $17::bigint[], $18::bigint[], $20::int[], $21::int[], $22::int[], $23::int[])
       AS c(participant_id, set_id, first_frame, last_frame, frames, frames_length, checkpoint, checkpoint_length)
),
emptied AS (
  DELETE FROM frame_batch USING owner WHERE frame_batch.group_session_id = $1 AND frame_batch.batch < $24
)`;

/** The values $15 … $23 of MOVE_INTO_CHUNKS; $24 is the first batch that stays. */
export function chunkValues(key: KeyObject, groupSessionId: string, chunks: readonly PackedChunk[]): unknown[] {
  const frames = chunks.map((chunk) => seal(key, place("frames", groupSessionId, chunk), chunk.frames));
  const checkpoints = chunks.map(({ checkpoint, ...chunk }) =>
    checkpoint === undefined ? undefined : seal(key, place("checkpoint", groupSessionId, chunk), checkpoint),
  );
  const { bytes, begins, lengths } = joinBytes([...frames, ...checkpoints]);
  return [
    chunks.map((chunk) => chunk.participantId),
    chunks.map((chunk) => chunk.setId),
    chunks.map((chunk) => chunk.firstFrame),
    chunks.map((chunk) => chunk.lastFrame),
    bytes,
    begins.slice(0, chunks.length),
    lengths.slice(0, chunks.length),
    begins.slice(chunks.length),
    lengths.slice(chunks.length),
  ];
}

export interface PoseChunkReads {
  /** The newest chunk of every participant who has one. */
  readonly readNewestChunks: (groupSessionId: string) => Promise<readonly PackedChunk[]>;
  /** In order; all sets when none is named. */
  readonly readChunks: (
    groupSessionId: string,
    participantId: ParticipantId,
    setId?: SetId,
  ) => Promise<readonly PackedChunk[]>;
  /** Of one set, in order from the one that holds this frame or comes after it; at most so many. Their checkpoints are left where they are. */
  readonly readChunksFrom: (
    groupSessionId: string,
    participantId: ParticipantId,
    setId: SetId,
    frame: number,
    most: number,
  ) => Promise<readonly PackedChunk[]>;
}

interface ChunkRow {
  participant_id: string;
  set_id: string;
  /** PostgreSQL's bigint comes as text. */
  first_frame: string;
  last_frame: string;
  frames_sealed: Buffer;
  checkpoint_sealed: Buffer | null;
}

const COLUMNS = "participant_id, set_id, first_frame, last_frame, frames_sealed, checkpoint_sealed";

export function createPoseChunkReads(pool: pg.Pool, key: KeyObject): PoseChunkReads {
  return {
    readNewestChunks: async (groupSessionId) => {
      const { rows } = await pool.query<ChunkRow>(
        `SELECT DISTINCT ON (participant_id) ${COLUMNS} FROM pose_chunk
         WHERE group_session_id = $1 ORDER BY participant_id, first_frame DESC`,
        [groupSessionId],
      );
      return rows.map((row) => readRow("a chunk of frames", () => openChunk(key, groupSessionId, row)));
    },
    readChunks: async (groupSessionId, participantId, setId) => {
      const { rows } = await pool.query<ChunkRow>(
        `SELECT ${COLUMNS} FROM pose_chunk
         WHERE group_session_id = $1 AND participant_id = $2 AND ($3::text IS NULL OR set_id = $3)
         ORDER BY first_frame`,
        [groupSessionId, participantId, setId ?? null],
      );
      return rows.map((row) => readRow("a chunk of frames", () => openChunk(key, groupSessionId, row)));
    },
    readChunksFrom: async (groupSessionId, participantId, setId, frame, most) => {
      const { rows } = await pool.query<ChunkRow>(
        `SELECT participant_id, set_id, first_frame, last_frame, frames_sealed, NULL::bytea AS checkpoint_sealed FROM pose_chunk
         WHERE group_session_id = $1 AND participant_id = $2 AND set_id = $3 AND last_frame >= $4
         ORDER BY first_frame LIMIT $5`,
        [groupSessionId, participantId, setId, frame, most],
      );
      return rows.map((row) => readRow("a chunk of frames", () => openChunk(key, groupSessionId, row)));
    },
  };
}

/** Throws unless the key opens somebody's frames. Where none are, every key will do. */
export async function checkPoseKey(client: Pick<pg.ClientBase, "query">, key: Buffer): Promise<void> {
  const { rows } = await client.query<ChunkRow & { group_session_id: string }>(
    `SELECT group_session_id, ${COLUMNS} FROM pose_chunk LIMIT 1`,
  );
  for (const row of rows) openChunk(createSecretKey(key), row.group_session_id, row);
}

function openChunk(key: KeyObject, groupSessionId: string, row: ChunkRow): PackedChunk {
  const chunk = {
    participantId: row.participant_id as ParticipantId,
    setId: row.set_id as SetId,
    firstFrame: Number(row.first_frame),
    lastFrame: Number(row.last_frame),
  };
  const { frames_sealed, checkpoint_sealed } = row;
  return {
    ...chunk,
    frames: unseal(key, place("frames", groupSessionId, chunk), frames_sealed),
    checkpoint:
      checkpoint_sealed === null
        ? undefined
        : unseal(key, place("checkpoint", groupSessionId, chunk), checkpoint_sealed),
  };
}

/** Binds a value to its row and to everything the row says of it. */
function place(
  column: "frames" | "checkpoint",
  groupSessionId: string,
  chunk: Omit<PackedChunk, "frames" | "checkpoint">,
): string {
  const { participantId, setId, firstFrame, lastFrame } = chunk;
  return `pose_chunk.${column}:${groupSessionId}:${participantId}:${setId}:${firstFrame}:${lastFrame}`;
}
