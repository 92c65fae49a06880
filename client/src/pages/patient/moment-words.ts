// The words of the moment: at most seven, the same ones that are spoken.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { TFunction } from "i18next";
import { findError, localised } from "./localised.ts";
import type { Moment } from "./moment-rules.ts";

const TRACKING_WORDS: ReadonlySet<string> = new Set([
  "nobody_seen",
  "out_of_picture",
  "feet_out_of_picture",
  "hands_out_of_picture",
  "too_close",
  "too_far",
  "joints_hidden",
]);

export function wordsOf(moment: Moment, exercise: Exercise | undefined, language: string, t: TFunction): string {
  switch (moment.kind) {
    case "break":
      return t("patient.rest");
    case "paused":
      return t("patient.paused");
    case "done":
      return t("patient.done");
    case "begin":
      return t(`patient.begin.${exercise?.position ?? "standing"}`);
    case "tracking":
      return t(`cues.tracking.${TRACKING_WORDS.has(moment.reason) ? moment.reason : "other"}`);
    case "cue": {
      const error = findError(exercise, moment.cue);
      return error === undefined ? promptOf(exercise, language) : localised(error.cueText, language);
    }
    case "prompt":
      return promptOf(exercise, language);
  }
}

function promptOf(exercise: Exercise | undefined, language: string): string {
  return exercise === undefined ? "" : localised(exercise.prompt, language);
}
