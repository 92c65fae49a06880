// What is kept of somebody's picture and sound in a class, a patient's or a therapist's, and what the class's therapists decide over it: hold, release, destroy. Who did what
// with it is told to them from the clinic's audit log.
import {
  CUSTODY_ACTIONS,
  type CustodyAction,
  type DestroyBody,
  type HoldBody,
  type KeptRecording,
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

type Act<Body> = (by: Reviewer, groupSessionId: string, personId: string, body: Body) => Promise<RecordingCustody>;

/** All throw what `admitReviewer` throws, and `recording/unknown` for one that is not this person's in this class. */
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
    return admitReviewer(sessions, reviewer, groupSessionId, personId, ["patient", "therapist"]);
  };

  const listOf = ({ session, participantId }: Reviewed) => recordings.listKept(session.groupSessionId, participantId);

  const describe = async (reviewed: Reviewed): Promise<RecordingCustody> => {
    const { session, participantId } = reviewed;
    const kept = await listOf(reviewed);
    const review = `${session.groupSessionId}/${participantId}`;
    const subjects = [review, ...kept.map(({ recordingId }) => recordingId)];
    const about = { subjects, actions: CUSTODY_ACTIONS, limit: MOST_CUSTODY_ENTRIES };
    const entries = await audit.readAbout(session.clinicId, about);
    const people = new Set([participantId, ...entries.flatMap(({ actor }) => actor.personId ?? [])]);
    const names = await parts.namesOf([...people] as ParticipantId[]);
    return {
      name: names.get(participantId) ?? "",
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

  /** Those that were named, are there and not destroyed: one may have gone while somebody decided, which is no reason to leave the others. */
  const pick = (kept: readonly KeptRecording[], { recordingIds }: ReleaseBody): readonly KeptRecording[] => {
    const named = [...new Set(recordingIds)].map((id) => kept.find(({ recordingId }) => recordingId === id));
    const known = named.filter((one) => one !== undefined);
    if (known.length < named.length) throw new DomainError("recording/unknown");
    const left = known.filter(({ destroyed }) => destroyed === null);
    if (left.length === 0) throw new DomainError("recording/destroyed");
    return left;
  };

  interface Asked<Body> {
    readonly picked: readonly KeptRecording[];
    readonly kept: readonly KeptRecording[];
    readonly body: Body;
    readonly by: Reviewer;
  }
  const act =
    <Body extends ReleaseBody>(run: (asked: Asked<Body>) => Promise<unknown>): Act<Body> =>
    async (by, groupSessionId, personId, body) => {
      const reviewed = await admit(by, groupSessionId, personId);
      const kept = await listOf(reviewed);
      await run({ picked: pick(kept, body), kept, body, by });
      return describe(reviewed);
    };

  return {
    read: async (reviewer, groupSessionId, personId) => describe(await admit(reviewer, groupSessionId, personId)),
    hold: act<HoldBody>(async ({ picked, body, by }) => {
      for (const { recordingId } of picked) await recordings.hold(recordingId, body.reason, by).catch(ignoreDestroyed);
    }),
    release: act<ReleaseBody>(async ({ picked, by }) => {
      for (const { recordingId } of picked) await recordings.release(recordingId, by).catch(ignoreDestroyed);
    }),
    destroy: act<DestroyBody>(async ({ picked, kept, body, by }) => {
      // All or nothing, as far as is known: what somebody holds in this moment stays, and is told.
      if (kept.some(({ held, destroyed }) => held !== null && destroyed === null))
        throw new DomainError("recording/held");
      // Side by side: none opens any more before the first one's pieces are out of a store that is slow.
      await Promise.all(
        picked.map(({ recordingId }) => recordings.destroy(recordingId, body.reason, by).catch(ignoreDestroyed)),
      );
    }),
  };
}

/** By somebody else, or because its time was over, in this moment. */
function ignoreDestroyed(error: unknown): void {
  if (!(error instanceof DomainError && error.code === "recording/destroyed")) throw error;
}
