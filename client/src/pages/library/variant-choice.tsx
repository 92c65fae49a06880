// What is to be seen: the exercise as it is meant, or one of its errors, each with the part of the body and what the coach says.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import { BodyPartPicture } from "../patient/body-part-picture.tsx";
import { localised } from "../patient/localised.ts";
import { sayNotCounted } from "./exercise-words.ts";
import classes from "./variant-choice.module.css";

export interface VariantChoiceProps {
  readonly exercise: Exercise;
  /** Id of an error; undefined is correct. */
  readonly chosen: string | undefined;
  readonly onChoose: (error: string | undefined) => void;
}

export function VariantChoice({ exercise, chosen, onChoose }: VariantChoiceProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const group = useId();
  if (exercise.errors.length === 0) return null;
  return (
    <fieldset className={classes.variants}>
      <legend>{t("library.watch.variants")}</legend>
      <label className={classes.variant}>
        <input type="radio" name={group} checked={chosen === undefined} onChange={() => onChoose(undefined)} />
        <span className={classes.check}>
          <IconCheck size={26} aria-hidden />
        </span>
        <span className={classes.text}>
          <strong>{t("library.watch.correct")}</strong>
          <span>{t("library.watch.correctText")}</span>
        </span>
      </label>
      {exercise.errors.map(({ cue, name, cueText, bodyPart }) => (
        <label key={cue} className={classes.variant}>
          <input type="radio" name={group} checked={chosen === cue} onChange={() => onChoose(cue)} />
          <BodyPartPicture part={bodyPart} className={classes.part} />
          <span className={classes.text}>
            <strong>{localised(name, language)}</strong>
            <q>{localised(cueText, language)}</q>
            <NotCounted exercise={exercise} cue={cue} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function NotCounted({ exercise, cue }: { exercise: Exercise; cue: string }) {
  const { t } = useTranslation();
  if (exercise.tracking !== "camera") return null;
  const why = exercise.errors.find((error) => error.cue === cue)?.notCounted;
  return why === undefined ? null : <span>{sayNotCounted(t, why, currentLanguage())}</span>;
}
