// The journal's tables: appended in one statement under the lease's epoch, read back in order.
import { createSecretKey } from "node:crypto";
import type { CommandId } from "@ensemble/shared/session/identifiers.ts";
import {
  type FrameMarks,
  type JournalEntry,
  PASSED_OVER,
  type SessionFact,
} from "@ensemble/shared/session/session-fact.ts";
import type pg from "pg";
import { seal, unseal } from "../platform/seal.ts";
import { OWNER } from "../platform/session-owner.ts";
import { batchPlace, createFrameBatchAppends } from "./frame-batch-store.ts";
import type { PackedChunk } from "./pack-pose-chunk.ts";
import { chunkValues, createPoseChunkReads, MOVE_INTO_CHUNKS, type PoseChunkReads } from "./pose-chunk-store.ts";
import { readStoredFact } from "./stored-fact.ts";
import { readRow, UnreadableJournal } from "./unreadable-journal.ts";

/** An entry with the free text that belongs to it, which never enters the fact itself. */
export interface AppendedEntry {
  readonly entry: JournalEntry;
  readonly text?: string | undefined;
}
/** As read back: frames taken after this entry are in `batch` or a later one. */
export interface ReadEntry extends AppendedEntry {
  readonly batch: number;
}
export interface AppendedFrames {
  readonly batch: number;
  readonly bytes: Uint8Array;
}
export interface JournalStore extends PoseChunkReads {
  /**
   * Appends everything or nothing; `frames` become the batch `nextBatch`, and are not to be changed before it resolves. `chunks` hold what is in the batches before `emptyBefore`
   * (without one, before `nextBatch`), which go.
   * `stale`: the lease has another epoch by now.
   */
  readonly append: (
    groupSessionId: string,
    epoch: number,
    entries: readonly AppendedEntry[],
    nextBatch: number,
    frames: Uint8Array | undefined,
    chunks?: readonly PackedChunk[],
    emptyBefore?: number,
  ) => Promise<"appended" | "stale">;
  /** What cannot be read, here and below, throws an UnreadableJournal. */
  readonly readEntries: (groupSessionId: string) => Promise<readonly ReadEntry[]>;
  readonly readFrameBatches: (groupSessionId: string, fromBatch: number) => Promise<readonly AppendedFrames[]>;
}

interface EntryRow {
  sequence: number;
  epoch: number;
  batch: number;
  at: Date;
  kind: string;
  fact: unknown;
  text_sealed: Buffer | null;
  command_id: string | null;
  marks: FrameMarks | null;
  participant_id: string | null;
  set_id: string | null;
  ordinal: number | null;
}

/** The owner's row is locked against a takeover until the append is committed. */
const appendStatement = (more: string) => `
WITH owner AS (${OWNER}),
entries AS (
  INSERT INTO journal_entry
    (group_session_id, sequence, epoch, at, kind, fact, text_sealed, command_id, marks, participant_id, set_id, ordinal, batch)
  SELECT $1, e.sequence, owner.epoch, e.at, e.kind, e.fact::jsonb, e.text_sealed, e.command_id, e.marks::jsonb,
         e.participant_id, e.set_id, e.ordinal, $13
  FROM owner, unnest($3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::text[],
         $10::text[], $11::text[], $12::int[])
       AS e(sequence, at, kind, fact, text_sealed, command_id, marks, participant_id, set_id, ordinal)
),
frames AS (
  INSERT INTO frame_batch (group_session_id, batch, epoch, frames_sealed)
  SELECT $1, $13, owner.epoch, $14 FROM owner WHERE $14::bytea IS NOT NULL
)${more}
SELECT count(*)::int AS owners FROM owner`;
const APPEND = appendStatement("");
const APPEND_AND_COMPACT = appendStatement(`,${MOVE_INTO_CHUNKS}`);

export function createJournalStore(
  pool: pg.Pool,
  keys: { readonly fields: Buffer; readonly poses: Buffer },
): JournalStore {
  const poses = createSecretKey(keys.poses);
  const appendFrames = createFrameBatchAppends(pool, poses);
  return {
    ...createPoseChunkReads(pool, poses),
    append: async (groupSessionId, epoch, entries, nextBatch, frames, chunks = [], emptyBefore = nextBatch) => {
      if (frames !== undefined && entries.length === 0 && chunks.length === 0)
        return appendFrames({ groupSessionId, epoch, batch: nextBatch, bytes: frames });
      const column = <T>(read: (one: AppendedEntry) => T) => entries.map(read);
      const { rows } = await pool.query<{ owners: number }>({
        ...(chunks.length === 0
          ? { name: "append-journal", text: APPEND }
          : { name: "append-and-compact", text: APPEND_AND_COMPACT }),
        values: [
          groupSessionId,
          epoch,
          column(({ entry }) => entry.sequence),
          column(({ entry }) => new Date(entry.atMs).toISOString()),
          column(({ entry }) => entry.fact.kind),
          column(({ entry }) => JSON.stringify(entry.fact)),
          column(({ entry, text }) =>
            text === undefined ? null : seal(keys.fields, textPlace(groupSessionId, entry.sequence), text),
          ),
          column(({ entry }) => entry.commandId ?? null),
          column(({ entry }) => (entry.marks === undefined ? null : JSON.stringify(entry.marks))),
          column(({ entry }) => columnsOf(entry.fact).participantId),
          column(({ entry }) => columnsOf(entry.fact).setId),
          column(({ entry }) => columnsOf(entry.fact).ordinal),
          nextBatch,
          frames === undefined ? null : seal(poses, batchPlace(groupSessionId, nextBatch), frames),
          ...(chunks.length === 0 ? [] : [...chunkValues(poses, groupSessionId, chunks), emptyBefore]),
        ],
      });
      return rows[0]?.owners === 1 ? "appended" : "stale";
    },
    readEntries: async (groupSessionId) => {
      const { rows } = await pool.query<EntryRow>(
        `SELECT sequence, epoch, batch, at, kind, fact, text_sealed, command_id, marks, participant_id, set_id, ordinal
         FROM journal_entry WHERE group_session_id = $1 ORDER BY sequence`,
        [groupSessionId],
      );
      const unsealText = ({ sequence, text_sealed }: EntryRow) =>
        text_sealed === null
          ? undefined
          : unseal(keys.fields, textPlace(groupSessionId, sequence), text_sealed).toString();
      return rows.map((row) => readRow(`entry ${row.sequence}`, () => readEntry(row, unsealText(row))));
    },
    readFrameBatches: async (groupSessionId, fromBatch) => {
      const { rows } = await pool.query<{ batch: number; frames_sealed: Buffer }>(
        `SELECT batch, frames_sealed FROM frame_batch WHERE group_session_id = $1 AND batch >= $2 ORDER BY batch`,
        [groupSessionId, fromBatch],
      );
      return rows.map(({ batch, frames_sealed }) =>
        readRow(`batch ${batch}`, () => ({
          batch,
          bytes: unseal(poses, batchPlace(groupSessionId, batch), frames_sealed),
        })),
      );
    },
  };
}

function readEntry(row: EntryRow, text: string | undefined): ReadEntry {
  const { sequence, epoch, batch, at } = row;
  const fact = readStoredFact(row.fact);
  const said = columnsOf(fact);
  // What is unique, and what lists look up, is in the columns: where they say something else than the fact, one of them is wrong.
  if (
    fact.kind !== PASSED_OVER &&
    (row.kind !== fact.kind ||
      row.participant_id !== said.participantId ||
      row.set_id !== said.setId ||
      row.ordinal !== said.ordinal)
  )
    throw new UnreadableJournal("contradiction", `entry ${sequence} is another fact than its row says`);
  return {
    batch,
    entry: {
      sequence,
      epoch,
      atMs: at.getTime(),
      fact,
      commandId: (row.command_id ?? undefined) as CommandId | undefined,
      marks: row.marks ?? undefined,
    },
    text,
  };
}

function columnsOf(fact: SessionFact) {
  return {
    participantId: "participantId" in fact ? fact.participantId : null,
    setId: "setId" in fact ? fact.setId : null,
    ordinal: "ordinal" in fact ? fact.ordinal : null,
  };
}

const textPlace = (groupSessionId: string, sequence: number) => `journal_entry.text:${groupSessionId}:${sequence}`;
