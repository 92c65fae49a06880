// Becomes the owner of a session: takes the lease, recovers what the journal says, goes on from there.
import { randomUUID } from "node:crypto";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { Logger } from "../platform/logger.ts";
import type { GroupSession } from "./group-session.ts";
import type { GroupSessionStore } from "./group-session-store.ts";
import type { JournalStore } from "./journal-store.ts";
import { createJournalWriter } from "./journal-writer.ts";
import { LEASE_SECONDS, type LeaseStore } from "./lease-store.ts";
import { createLiveSession, type LiveSession, type Whereabouts } from "./live-session.ts";
import { createPatientMovement } from "./patient-movement.ts";
import { type RecoveredSession, recoverSession } from "./recover-session.ts";
import type { SessionOutputs } from "./session-outputs.ts";

/** Somebody else's lease runs out within its own length; a little more for the clock's grain. */
const LEASE_PATIENCE_MS = LEASE_SECONDS * 1000 + 1_500;
const LEASE_RETRY_MS = 150;
const RENEW_EVERY_MS = 1_000;

export interface SessionStores {
  readonly sessions: GroupSessionStore;
  readonly journal: JournalStore;
  readonly leases: LeaseStore;
}

/** `undefined`: another process holds the session and is alive. */
export async function openLiveSession(options: {
  readonly groupSession: GroupSession;
  readonly stores: SessionStores;
  readonly library: ExerciseLibrary;
  readonly holder: string;
  readonly outputs: SessionOutputs;
  readonly logger: Logger;
  readonly nowMs: () => number;
}): Promise<LiveSession | undefined> {
  const { groupSession, stores, library, outputs, logger, nowMs } = options;
  const { groupSessionId } = groupSession;
  const epoch = await acquirePatiently(stores.leases, groupSessionId, options.holder);
  if (epoch === undefined) return undefined;
  const ruleOf: Parameters<typeof recoverSession>[2] = (exerciseId) => library.find(exerciseId)?.rule;
  const recover = () =>
    recoverSession(stores.journal, groupSessionId, ruleOf, (participantId, error) =>
      logger.warn(
        { groupSessionId, participantId, err: { message: error.message } },
        "fed a set's frames from its start",
      ),
    );
  let recovered = await recover();
  if (recovered.state.sequence === 0) {
    await appendOpening(stores.journal, groupSession, epoch, nowMs());
    recovered = await recover();
  }
  let renewing: NodeJS.Timeout | undefined;
  let live: LiveSession | undefined;
  const lost = () => {
    clearInterval(renewing);
    logger.warn({ groupSessionId, epoch }, "session lease lost");
    outputs.lost();
  };
  const writer = createJournalWriter({
    store: stores.journal,
    groupSessionId,
    epoch,
    firstBatch: recovered.nextBatch,
    logger,
    onProvisional: (provisional) => (provisional ? live?.tellProvisionally() : outputs.changed()),
    onStale: lost,
  });
  renewing = setInterval(() => {
    stores.leases.renewLease(groupSessionId, epoch).then(
      (ours) => {
        if (ours) return;
        writer.close();
        lost();
      },
      (error: Error) => logger.warn({ groupSessionId, err: { message: error.message } }, "session lease not renewed"),
    );
  }, RENEW_EVERY_MS);
  const patients = new Map(
    [...recovered.patients].map(([participantId, patient]) => {
      const member = recovered.members.findIndex((one) => one.participantId === participantId);
      const movement = createPatientMovement(member, patient.lastSequence, patient.lastAtMs);
      movement.referee = patient.referee;
      movement.uncompacted = [...patient.uncompacted];
      return [participantId, movement];
    }),
  );
  live = createLiveSession({
    groupSession,
    epoch,
    state: recovered.state,
    index: recovered.index,
    writer,
    library,
    patients,
    whereabouts: readWhereabouts(recovered),
    outputs,
    nowMs,
    newId: randomUUID,
    onClose: async () => {
      clearInterval(renewing);
      await stores.leases.releaseLease(groupSessionId, epoch).catch((error: Error) => {
        // It runs out by itself.
        logger.warn({ groupSessionId, err: { message: error.message } }, "session lease not released");
      });
    },
  });
  // Whoever was there when the last owner died comes back by themselves; until then they are away.
  for (const participant of Object.values(recovered.state.participants)) {
    if (participant.present) live.leave(participant.participantId, "lost");
  }
  return live;
}

async function acquirePatiently(
  leases: LeaseStore,
  groupSessionId: string,
  holder: string,
): Promise<number | undefined> {
  const deadline = performance.now() + LEASE_PATIENCE_MS;
  for (;;) {
    const epoch = await leases.acquireLease(groupSessionId, holder);
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

function readWhereabouts(recovered: RecoveredSession): Map<ParticipantId, Whereabouts> {
  return new Map([...recovered.texts].map(([participantId, text]) => [participantId, JSON.parse(text) as Whereabouts]));
}
