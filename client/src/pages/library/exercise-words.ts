// Dose and progression of an exercise, and what does not count, in sentences a person says.
import type { Dose, Exercise, LocalisedText, Progression } from "@ensemble/shared/exercise/exercise.ts";
import type { TFunction } from "i18next";
import { localised } from "../patient/localised.ts";

const SECONDS_A_MINUTE = 60;
const DAYS_A_WEEK = 7;

type Counted = Pick<Dose & Progression, "sets" | "repetitions" | "holdSeconds">;

/** "3 sets of 10", "3 sets of 10, each held for 5 seconds", "30 seconds, 3 times". */
export function saySets(t: TFunction, tracking: Exercise["tracking"], counted: Counted): string {
  const { sets: count, repetitions, holdSeconds } = counted;
  const hold = sayDuration(t, holdSeconds);
  if (tracking === "clock") return t("library.dose.timed", { count, hold });
  if (holdSeconds > 0) return t("library.dose.held", { count, repetitions, hold });
  return t("library.dose.sets", { count, repetitions });
}

/** One after the other: how much, how long to rest, how often. */
export function sayDose(t: TFunction, { tracking, dose }: Pick<Exercise, "tracking" | "dose">): readonly string[] {
  const week = dose.timesPerWeek;
  const daily = week % DAYS_A_WEEK === 0;
  return [
    saySets(t, tracking, dose),
    ...(dose.restSeconds > 0 && dose.sets > 1
      ? [t("library.dose.rest", { rest: sayDuration(t, dose.restSeconds) })]
      : []),
    daily ? t("library.dose.daily", { count: week / DAYS_A_WEEK }) : t("library.dose.week", { count: week }),
  ];
}

export function sayProgression(t: TFunction, { tracking, progression }: Pick<Exercise, "tracking" | "progression">) {
  return t("library.progression.rule", {
    dose: saySets(t, tracking, progression),
    pain: progression.painBelow,
    count: progression.days,
  });
}

/** Of an error with which a movement is no repetition: that it is none, and why. */
export function sayNotCounted(t: TFunction, why: LocalisedText, language: string): string {
  return t("library.measured.notCounted", { why: localised(why, language) });
}

function sayDuration(t: TFunction, seconds: number): string {
  if (seconds >= SECONDS_A_MINUTE && seconds % SECONDS_A_MINUTE === 0) {
    return t("library.dose.minutes", { count: seconds / SECONDS_A_MINUTE });
  }
  return t("library.dose.seconds", { count: seconds });
}
