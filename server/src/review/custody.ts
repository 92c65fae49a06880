// What is kept of a patient's picture and sound in a class, and what the class's therapists decide over it: hold, release, destroy. Who did what
// with it is told to them from the clinic's audit log.
import {
  CUSTODY_ACTIONS,
  type CustodyAction,
  type DestroyBody,
  type HoldBody,
  MOST_CUSTODY_ENTRIES,
  type RecordingCustody,
  type ReleaseBody,
} from "@ensemble/shared/protocol/custody-messages.ts";
import { DomainError } from "@ensemble/shared/protocol/refusal-codes.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { createBudgetForEach } from "../platform/budget-for-each.ts";
import type { AuditStore, Recordings } from "../recordings/index.ts";
import type { GroupSessionStore } from "../session/index.ts";
import { admitReviewer, type Reviewed, type Reviewer } from "./admit-reviewer.ts";

const QUESTIONS = { perSecond: 1, burst: 40 };
const REMEMBERED = 10_000;

type Kept = Awaited<ReturnType<Recordings["listKept"]>>[number];
type Act<Body> = (by: Reviewer, groupSessionId: string, personId: string, body: Body) => Promise<RecordingCustody>;

/** All throw what `admitReviewer` throws, and `recording/unknown` for one that is not this patient's in this class. */
export interface Custody {
  readonly read: (reviewer: Reviewer, groupSessionId: string, personId: string) => Promise<RecordingCustody>;
  readonly hold: Act<HoldBody>;
  readonly release: Act<ReleaseBody>;
  /** Throws `recording/held`, before anything is destroyed. */
  readonly destroy: Act<DestroyBody>;
}

export function createCustody(parts: {
  readonly sessions: Pick<GroupSessionStore, "findGroupSession">;
  readonly recordings: Pick<Recordings, "listKept" | "hold" | "release" | "destroy">;
  readonly audit: Pick<AuditStore, "readAbout">;
  readonly namesOf: (personIds: readonly ParticipantId[]) => Promise<ReadonlyMap<ParticipantId, string>>;
  readonly monotonicMs: () => number;
}): Custody {
  const { sessions, recordings, audit } = parts;
  const questions = createBudgetForEach(QUESTIONS, REMEMBERED, parts.monotonicMs);

  const admit = (reviewer: Reviewer, groupSessionId: string, personId: string): Promise<Reviewed> => {
    if (!questions.spend(reviewer.personId)) throw new DomainError("protocol/too_many");
    return admitReviewer(sessions, reviewer, groupSessionId, personId);
  };

  const listOf = ({ session, participantId }: Reviewed) => recordings.listKept(session.groupSessionId, participantId);

  const describe = async (reviewed: Reviewed): Promise<RecordingCustody> => {
    const { session, participantId } = reviewed;
    const kept = await listOf(reviewed);
    const review = `${session.groupSessionId}/${participantId}`;
    const subjects = [review, ...kept.map(({ recordingId }) => recordingId)];
    const about = { subjects, actions: CUSTODY_ACTIONS, limit: MOST_CUSTODY_ENTRIES };
    const entries = await audit.readAbout(session.clinicId, about);
    const people = new Set(entries.flatMap(({ actor }) => actor.personId ?? []));
    const names = await parts.namesOf([...people] as ParticipantId[]);
    return {
      recordings: kept,
      log: entries.map(({ atMs, actor, action, reason }) => ({
        atMs,
        action: action as CustodyAction,
        role: actor.role,
        personName: names.get(actor.personId as ParticipantId) ?? null,
        reason,
      })),
    };
  };

  /** Those that were named, and are there. */
  const pick = async (reviewed: Reviewed, { recordingIds }: ReleaseBody): Promise<readonly Kept[]> => {
    const kept = new Map((await listOf(reviewed)).map((one) => [one.recordingId, one]));
    return [...new Set(recordingIds)].map((id) => {
      const one = kept.get(id);
      if (one === undefined) throw new DomainError("recording/unknown");
      return one;
    });
  };

  const act =
    <Body extends ReleaseBody>(run: (picked: readonly Kept[], body: Body, by: Reviewer) => Promise<void>): Act<Body> =>
    async (by, groupSessionId, personId, body) => {
      const reviewed = await admit(by, groupSessionId, personId);
      await run(await pick(reviewed, body), body, by);
      return describe(reviewed);
    };

  return {
    read: async (reviewer, groupSessionId, personId) => describe(await admit(reviewer, groupSessionId, personId)),
    hold: act<HoldBody>(async (picked, { reason }, by) => {
      for (const { recordingId } of picked) await recordings.hold(recordingId, reason, by);
    }),
    release: act<ReleaseBody>(async (picked, _, by) => {
      for (const { recordingId } of picked) await recordings.release(recordingId, by);
    }),
    destroy: act<DestroyBody>(async (picked, { reason }, by) => {
      // All or nothing, as far as is known: what somebody holds in this moment stays, and is told.
      if (picked.some(({ held }) => held !== null)) throw new DomainError("recording/held");
      if (picked.every(({ destroyed }) => destroyed !== null)) throw new DomainError("recording/destroyed");
      for (const { recordingId } of picked.filter(({ destroyed }) => destroyed === null))
        await recordings.destroy(recordingId, reason, by).catch(ignoreDestroyed);
    }),
  };
}

/** By somebody else, or because its time was over, in this moment. */
function ignoreDestroyed(error: unknown): void {
  if (!(error instanceof DomainError && error.code === "recording/destroyed")) throw error;
}
