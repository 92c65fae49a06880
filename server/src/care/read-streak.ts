// How many exercise days in a row somebody has, as of now.
import { streakDays } from "@ensemble/shared/care/streak-rules.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { ExerciseDayStore } from "./exercise-day-store.ts";

const LOOK_BACK_MS = 365 * 86_400_000;

export async function readStreak(days: ExerciseDayStore, participantId: ParticipantId, nowMs: number): Promise<number> {
  return streakDays(await days.findExerciseDays(participantId, nowMs - LOOK_BACK_MS), today(nowMs));
}

export function today(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 10);
}
