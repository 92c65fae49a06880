// A patient's home: the streak, the last two weeks, the sessions.
import { lastDays, streakDays } from "@ensemble/shared/care/streak-rules.ts";
import type { PatientHome, SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import type { Identity } from "../identity/index.ts";
import { type HttpRoute, signedInRoute } from "../platform/http-route.ts";
import type { ExerciseDayStore } from "./exercise-day-store.ts";
import { today } from "./read-streak.ts";

const SHOWN_DAYS = 14;
const LOOK_BACK_MS = 365 * 86_400_000;

export function careRoutes(parts: {
  readonly days: ExerciseDayStore;
  readonly listSessions: (identity: Identity) => Promise<readonly SessionListing[]>;
  readonly nowMs: () => number;
}): readonly HttpRoute<Identity>[] {
  return [
    signedInRoute<Identity>({
      method: "GET",
      path: "/api/home",
      handle: async ({ caller }) => {
        const now = parts.nowMs();
        const exercised = await parts.days.findExerciseDays(caller.person.personId, now - LOOK_BACK_MS);
        const sessions = await parts.listSessions(caller);
        const planned = new Set(sessions.map((session) => today(session.startsAtMs)));
        const home: PatientHome = {
          streakDays: streakDays(exercised, today(now)),
          days: lastDays(today(now), SHOWN_DAYS).map((day) => ({
            day,
            exercised: exercised.includes(day),
            planned: planned.has(day),
          })),
          sessions,
        };
        return { body: home };
      },
    }),
  ];
}
