// Becomes the owner of a session: takes the lease, recovers what the journal says, goes on from there.
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { GroupSessionId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { OnRefusal } from "@ensemble/shared/session/recording-consent.ts";
import type { JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import { placeOf } from "../platform/without-input.ts";
import { frameTimeMs } from "./frame-batch.ts";
import type { GroupSession } from "./group-session.ts";
import type { GroupSessionStore } from "./group-session-store.ts";
import type { HeldBackSessions } from "./held-back-sessions.ts";
import type { JournalStore } from "./journal-store.ts";
import { createJournalWriter, type JournalWriter } from "./journal-writer.ts";
import { keepLease } from "./keep-lease.ts";
import type { Lease, LeaseStore } from "./lease-store.ts";
import { LEASE_MS, type LeaseWatch, RENEW_EVERY_MS } from "./lease-watch.ts";
import { createLiveSession, type LiveSession } from "./live-session.ts";
import { createPatientMovement, type PatientMovement } from "./patient-movement.ts";
import { type RecoveredSession, recoverSession } from "./recover-session.ts";
import { createSessionClock } from "./session-clock.ts";
import type { SessionOutputs } from "./session-outputs.ts";
import { UnreadableJournal } from "./unreadable-journal.ts";

/** A lease nobody renews is free after its own length; a little more for the first look and the last. */
const LEASE_PATIENCE_MS = LEASE_MS + 1_500;
const LEASE_RETRY_MS = 150;

export interface SessionStores {
  readonly sessions: GroupSessionStore;
  readonly journal: JournalStore;
  readonly leases: LeaseStore;
  readonly leaseWatch: LeaseWatch;
}

export interface OpenLiveSessionOptions {
  readonly groupSession: GroupSession;
  readonly stores: SessionStores;
  readonly heldBack: HeldBackSessions;
  readonly library: ExerciseLibrary;
  readonly holder: string;
  readonly outputs: SessionOutputs;
  /** Where the session's clinic has set nothing. */
  readonly recordingOnRefusal: OnRefusal;
  readonly metrics: Pick<Metrics, "frame" | "sessionOpened" | "sessionLost" | "sessionGivenUp">;
  readonly logger: Logger;
  /** Whether this process alone has lost the database. */
  readonly isCutOff: () => Promise<boolean>;
  /** The wall clock; only asked while the session is opened. */
  readonly nowMs: () => number;
}

/** `undefined`: another process holds the session and is alive. Throws `session/unreadable` where somebody has to repair it first. */
export async function openLiveSession(options: OpenLiveSessionOptions): Promise<LiveSession | undefined> {
  const { groupSession, stores, heldBack, outputs, metrics, logger } = options;
  const { groupSessionId } = groupSession;
  if (heldBack.isHeldBack(groupSessionId)) throw new DomainError("session/unreadable");
  const former = await stores.leases.findLease(groupSessionId);
  const epoch = await acquirePatiently(stores.leaseWatch, groupSessionId, options.holder);
  if (epoch === undefined) return undefined;
  let writer: JournalWriter | undefined;
  let isOver = false;
  const stepDown = () => {
    isOver = true;
    if (writer === undefined) return;
    writer.close();
    outputs.lost();
  };
  const lost = () => {
    if (isOver) return;
    metrics.sessionLost(groupSessionId);
    logger.warn({ groupSessionId, epoch }, "session lease lost");
    stepDown();
  };
  const givenUp = () => {
    if (isOver) return;
    metrics.sessionGivenUp(groupSessionId);
    logger.warn({ groupSessionId, epoch }, "session given up: the database answers others, and not this process");
    stepDown();
  };
  const broken = (why: UnreadableJournal) => {
    if (isOver) return;
    heldBack.holdBack(groupSessionId, why);
    stepDown();
  };
  const lease = keepLease({
    leases: stores.leases,
    groupSessionId,
    epoch,
    logger,
    onLost: lost,
    isCutOff: options.isCutOff,
    onCutOff: givenUp,
  });
  try {
    const recovered = await recover(options, epoch);
    if (isOver) return undefined;
    heldBack.opened(groupSessionId);
    const lastSignMs = findLastSign(recovered, former);
    const clock = createSessionClock({ wallMs: options.nowMs, monotonicMs: () => performance.now() }, lastSignMs);
    let pastMs: number | undefined;
    const nowMs = () => pastMs ?? clock();
    writer = createJournalWriter({
      store: stores.journal,
      groupSessionId,
      epoch,
      firstBatch: recovered.nextBatch,
      logger,
      onProvisional: (provisional) => (provisional ? live.tellProvisionally() : outputs.changed()),
      onStale: lost,
      onBroken: broken,
    });
    const live = createLiveSession({
      groupSession,
      epoch,
      state: recovered.state,
      index: recovered.index,
      writer,
      library: options.library,
      patients: readMovements(recovered),
      whereabouts: new Map(recovered.whereabouts),
      outputs,
      recordingOnRefusal: groupSession.recordingOnRefusal ?? options.recordingOnRefusal,
      metrics,
      nowMs,
      onLostLease: lost,
      onClose: async () => {
        // From here on somebody else may have it, as is right.
        isOver = true;
        await lease.giveBack();
        logger.info({ groupSessionId, epoch }, "session closed");
      },
    });
    metrics.sessionOpened();
    logger.info({ groupSessionId, epoch, entries: recovered.state.sequence }, "session opened");
    // Whoever was there when the last owner died comes back by themselves. They are away since then, however long nobody had the session.
    pastMs = lastSignMs;
    for (const participant of Object.values(recovered.state.participants)) {
      if (participant.present) live.leave(participant.participantId, "lost");
    }
    pastMs = undefined;
    return live;
  } catch (error) {
    await lease.giveBack();
    if (!(error instanceof UnreadableJournal)) throw error;
    heldBack.holdBack(groupSessionId, error);
    throw new DomainError("session/unreadable");
  }
}

/** Until when the last owner lived, as far as is known: by what it wrote, and by how often it renewed its lease. */
function findLastSign({ lastAtMs, newestEpoch }: RecoveredSession, former: Lease | undefined): number {
  if (former === undefined || newestEpoch?.epoch !== former.epoch) return lastAtMs;
  return Math.max(lastAtMs, newestEpoch.beganAtMs + former.renewals * RENEW_EVERY_MS);
}

/** A session that was never opened before begins its journal. */
async function recover(options: OpenLiveSessionOptions, epoch: number): Promise<RecoveredSession> {
  const { groupSession, stores, library, logger } = options;
  const { groupSessionId } = groupSession;
  const read = () =>
    recoverSession(
      stores.journal,
      groupSessionId,
      (exerciseId) => library.find(exerciseId)?.rule,
      (participantId, error) =>
        // What was read is health data, and what an error says of its own may quote it.
        logger.warn({ groupSessionId, participantId, where: placeOf(error) }, "fed a set's frames from its start"),
    );
  const recovered = await read();
  if (recovered.state.sequence > 0) return recovered;
  await appendOpening(stores.journal, groupSession, epoch, options.nowMs());
  return read();
}

async function acquirePatiently(
  leases: LeaseWatch,
  groupSessionId: GroupSessionId,
  holder: string,
): Promise<number | undefined> {
  const deadline = performance.now() + LEASE_PATIENCE_MS;
  for (;;) {
    const epoch = await leases.tryToTake(groupSessionId, holder);
    if (epoch !== undefined || performance.now() > deadline) return epoch;
    await new Promise((resolve) => setTimeout(resolve, LEASE_RETRY_MS));
  }
}

async function appendOpening(
  journal: JournalStore,
  groupSession: GroupSession,
  epoch: number,
  atMs: number,
): Promise<void> {
  const fact: SessionFact = {
    kind: "sessionOpened",
    groupSessionId: groupSession.groupSessionId,
    members: groupSession.members,
    pictureMode: "therapistOnly",
  };
  const entry: JournalEntry = { sequence: 1, epoch, atMs, fact };
  const outcome = await journal.append(groupSession.groupSessionId, epoch, [{ entry }], 0, undefined);
  if (outcome === "stale") throw new Error("the lease that was just taken is stale");
}

function readMovements({ patients, members }: RecoveredSession): ReadonlyMap<ParticipantId, PatientMovement> {
  return new Map(
    [...patients].map(([participantId, patient]) => {
      const member = members.findIndex((one) => one.participantId === participantId);
      const movement = createPatientMovement(member, patient.lastSequence, patient.lastAtMs);
      movement.referee = patient.referee;
      movement.uncompacted = [...patient.uncompacted];
      const [first] = movement.uncompacted;
      if (first !== undefined) movement.uncompactedFromMs = frameTimeMs(first);
      return [participantId, movement];
    }),
  );
}
