// A session as its journal left it: the fold of all entries, and every patient's referee as it was after the last stored frame.
import type { MovementRule } from "@ensemble/shared/movement/movement-rule.ts";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createJournalIndex, type JournalIndex } from "@ensemble/shared/session/journal-index.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { JournalEntry, SessionMember } from "@ensemble/shared/session/session-fact.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import { decodeFrameBatch } from "./frame-batch.ts";
import { findContradiction } from "./journal-rules.ts";
import type { JournalStore, ReadEntry } from "./journal-store.ts";
import type { Whereabouts } from "./live-session.ts";
import { type OnUnreadableCheckpoint, type RecoveredPatient, recoverPatient } from "./recover-patient.ts";
import { readRow, UnreadableJournal } from "./unreadable-journal.ts";

export interface RecoveredSession {
  readonly state: SessionState;
  readonly index: JournalIndex;
  /** The newest moment the journal and the frames know of, milliseconds since 1970. */
  readonly lastAtMs: number;
  /** The last owner that wrote anything, and when it began. */
  readonly newestEpoch: { readonly epoch: number; readonly beganAtMs: number } | undefined;
  readonly members: readonly SessionMember[];
  readonly nextBatch: number;
  readonly whereabouts: ReadonlyMap<ParticipantId, Whereabouts>;
  readonly patients: ReadonlyMap<ParticipantId, RecoveredPatient>;
}

type RecoveryReads = Pick<JournalStore, "readEntries" | "readFrameBatches" | "readNewestChunks" | "readChunks">;

/** Throws an UnreadableJournal when trying again would end the same way; whatever the database answers instead of rows passes through. */
export async function recoverSession(
  store: RecoveryReads,
  groupSessionId: GroupSessionId,
  ruleOf: (exerciseId: ExerciseId) => MovementRule | undefined,
  onUnreadableCheckpoint: OnUnreadableCheckpoint,
): Promise<RecoveredSession> {
  const failedReads = new Set<unknown>();
  const noting =
    <Given extends readonly unknown[], Read>(read: (...given: Given) => Promise<Read>) =>
    (...given: Given) =>
      read(...given).catch((error: unknown) => {
        failedReads.add(error);
        throw error;
      });
  const reads: RecoveryReads = {
    readEntries: noting(store.readEntries),
    readFrameBatches: noting(store.readFrameBatches),
    readNewestChunks: noting(store.readNewestChunks),
    readChunks: noting(store.readChunks),
  };
  try {
    return await recover(reads, groupSessionId, ruleOf, onUnreadableCheckpoint);
  } catch (error) {
    if (failedReads.has(error) || error instanceof UnreadableJournal) throw error;
    throw new UnreadableJournal("fold", "going through it fails", error);
  }
}

async function recover(
  store: RecoveryReads,
  groupSessionId: GroupSessionId,
  ruleOf: (exerciseId: ExerciseId) => MovementRule | undefined,
  onUnreadableCheckpoint: OnUnreadableCheckpoint,
): Promise<RecoveredSession> {
  const entries = await store.readEntries(groupSessionId);
  const journal = entries.map(({ entry }) => entry);
  const contradiction = findContradiction(journal);
  if (contradiction !== undefined) throw new UnreadableJournal("contradiction", contradiction);
  const state = foldEntries(createSessionState(groupSessionId), journal);
  const members = entries.flatMap(({ entry }) => (entry.fact.kind === "sessionOpened" ? entry.fact.members : []));
  const start = entries.findLast(({ entry }) => entry.fact.kind === "setStarted");
  const lastMarked = entries.findLast(({ entry }) => entry.marks !== undefined);
  const batches = await store.readFrameBatches(groupSessionId, start?.batch ?? lastMarked?.batch ?? 0);
  const batched = batches.flatMap(({ bytes }) => decodeFrameBatch(bytes));
  const newestChunks = await store.readNewestChunks(groupSessionId);
  const openSet = state.set !== null && !state.set.finished ? state.set : undefined;
  const rule = openSet === undefined ? undefined : ruleOf(openSet.exerciseId);
  const patients = new Map<ParticipantId, RecoveredPatient>();
  for (const [index, { participantId, role }] of members.entries()) {
    if (role !== "patient") continue;
    const traces = {
      groupSessionId,
      participantId,
      openSet,
      rule,
      markedSequence: lastMarked?.entry.marks?.[participantId] ?? 0,
      newestChunk: newestChunks.find((chunk) => chunk.participantId === participantId),
      batched: batched.flatMap(({ member, bytes }) => (member === index ? [bytes] : [])),
    };
    patients.set(participantId, await recoverPatient(store, traces, onUnreadableCheckpoint));
  }
  const nextBatch = Math.max(entries.at(-1)?.batch ?? 0, (batches.at(-1)?.batch ?? -1) + 1);
  const frameTimesMs = [...patients.values()].map(({ lastAtMs }) => state.openedAtMs + lastAtMs);
  const lastAtMs = Math.max(0, journal.at(-1)?.atMs ?? 0, ...frameTimesMs);
  return {
    state,
    index: createJournalIndex(journal),
    lastAtMs,
    newestEpoch: newestEpochOf(journal),
    members,
    nextBatch,
    whereabouts: statedWhereabouts(entries),
    patients,
  };
}

function newestEpochOf(journal: readonly JournalEntry[]): RecoveredSession["newestEpoch"] {
  const epoch = journal.at(-1)?.epoch;
  const first = journal.find((entry) => entry.epoch === epoch);
  return first === undefined ? undefined : { epoch: first.epoch, beganAtMs: first.atMs };
}

function statedWhereabouts(entries: readonly ReadEntry[]): ReadonlyMap<ParticipantId, Whereabouts> {
  const stated = new Map<ParticipantId, Whereabouts>();
  for (const { entry, text } of entries) {
    if (text === undefined || entry.fact.kind !== "whereaboutsStated") continue;
    const read = readRow(`entry ${entry.sequence}`, () => JSON.parse(text) as Whereabouts);
    stated.set(entry.fact.participantId, read);
  }
  return stated;
}
