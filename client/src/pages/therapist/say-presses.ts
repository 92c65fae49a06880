// What of the therapist's presses is not saved yet, in words: by what stands on the buttons.
import type { TFunction } from "i18next";
import type { CommandName } from "../patient/unanswered-commands.ts";

/** Empty where nothing waits. */
export function sayWaitingPresses(t: TFunction, names: readonly CommandName[], language: string): string {
  if (names.length === 0) return "";
  const presses = new Intl.ListFormat(language).format(names.map((name) => t(`therapist.press.${name}`)));
  return t("therapist.savingSoon", { presses });
}
