// The words of the moment: at most seven, the same ones that are spoken.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { TRACKING_TROUBLES } from "@ensemble/shared/movement/movement-fact.ts";
import type { TFunction } from "i18next";
import { findError, localised } from "./localised.ts";
import type { Moment } from "./moment-rules.ts";

/** What is to be done, how it is said, and by which side. */
export interface WordsContext {
  readonly exercise: TrackedExercise | undefined;
  readonly side: SideChoice;
  readonly language: string;
  readonly t: TFunction;
}

export function wordsOf(moment: Moment, context: WordsContext): string {
  const { exercise, language, t } = context;
  switch (moment.kind) {
    case "break":
      return t(moment.first ? "patient.soon" : "patient.rest");
    case "paused":
      return t("patient.paused");
    case "done":
      return t("patient.done");
    case "begin":
      return t(`patient.begin.${exercise?.position ?? "standing"}`);
    case "tracking":
      return t(`cues.tracking.${TRACKING_TROUBLES.find((each) => each === moment.reason) ?? "other"}`);
    case "cue": {
      const error = findError(exercise, moment.cue);
      return error === undefined ? promptOf(context) : localised(error.cueText, language);
    }
    case "prompt":
      return promptOf(context);
  }
}

/** What comes after a break, with its side; empty while nothing is chosen. */
export function nextWords(first: boolean, { exercise, side, language, t }: WordsContext): string {
  if (exercise === undefined) return "";
  const name = { exercise: localised(exercise.name, language) };
  const words = t(first ? "patient.first" : "patient.next", name);
  return side === "both" ? words : `${words}, ${t(`patient.nextSide.${side}`)}`;
}

/**
 * What the voice says when the moment has changed from `before`; empty for nothing. A cue has a voice of its own, and after it the praise is heard:
 * the prompt, known already, would cut that off.
 */
export function spokenWords(before: Moment["kind"] | undefined, moment: Moment, context: WordsContext): string {
  if (moment.kind === "cue" || (moment.kind === "prompt" && before === "cue")) return "";
  const words = wordsOf(moment, context);
  return moment.kind === "break" ? [words, nextWords(moment.first, context)].filter(Boolean).join(". ") : words;
}

function promptOf({ exercise, side, language, t }: WordsContext): string {
  if (exercise === undefined) return "";
  const prompt = localised(exercise.prompt, language);
  return side === "both" ? prompt : t(`patient.sided.${side}`, { prompt });
}
