// Standing consents as the running classes of this process know them: looked up for all of them together, every other second and as soon as somebody
// comes. What was taken back on another device, or on another server, is so here a moment later.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { StandingConsent } from "@ensemble/shared/session/recording-consent.ts";
import type { SessionState } from "@ensemble/shared/session/session-state.ts";
import type { FoundConsent } from "@ensemble/shared/session/standing-consent.ts";

const EVERY_MS = 2_000;

/** Those who could be recorded by one, now or when they are back. */
export function patientsToFollow({ participants, endedAtMs }: SessionState): readonly ParticipantId[] {
  if (endedAtMs !== null) return [];
  return Object.values(participants)
    .filter(
      ({ role, present, simulated, standingConsent }) =>
        role === "patient" && !simulated && (present || standingConsent !== null),
    )
    .map(({ participantId }) => participantId);
}

export interface FollowingClass {
  /** Whose consents count there now. */
  readonly people: () => readonly ParticipantId[];
  readonly found: (participantId: ParticipantId, found: FoundConsent) => void;
}

export interface ConsentFollower {
  /** Until what it returns is called. */
  readonly follow: (one: FollowingClass) => () => void;
  /** Something has changed: looks again as soon as it may. */
  readonly lookNow: () => void;
  readonly close: () => Promise<void>;
}

export function followConsents(parts: {
  readonly find: (personIds: readonly ParticipantId[]) => Promise<ReadonlyMap<string, StandingConsent | "unknown">>;
  /** Once an outage, not at every look. */
  readonly failed: (error: unknown) => void;
}): ConsentFollower {
  const classes = new Set<FollowingClass>();
  let underWay: Promise<void> | undefined;
  let again = false;
  let isAway = false;

  const look = async (): Promise<void> => {
    const asked = [...classes].flatMap((one) => one.people().map((participantId) => ({ one, participantId })));
    if (asked.length === 0) return;
    const found = await parts.find([...new Set(asked.map(({ participantId }) => participantId))]).then(
      (consents) => {
        isAway = false;
        return consents;
      },
      (error: unknown) => {
        if (!isAway) parts.failed(error);
        isAway = true;
        return undefined;
      },
    );
    for (const { one, participantId } of asked) {
      // Closed meanwhile: what is found is nobody's any more.
      if (!classes.has(one)) continue;
      one.found(participantId, found === undefined ? "unknown" : (found.get(participantId) ?? "none"));
    }
  };
  const lookNow = () => {
    if (underWay !== undefined) {
      again = true;
      return;
    }
    again = false;
    underWay = look().finally(() => {
      underWay = undefined;
      if (again) lookNow();
    });
  };
  const timer = setInterval(lookNow, EVERY_MS);
  timer.unref();
  return {
    follow: (one) => {
      classes.add(one);
      return () => void classes.delete(one);
    },
    lookNow,
    close: async () => {
      clearInterval(timer);
      classes.clear();
      again = false;
      await underWay;
    },
  };
}
