// Chooses what comes next: the part of the session and the exercise, found by typing and taken with the enter key.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";
import type { MovingPhase } from "@ensemble/shared/session/session-fact.ts";
import { SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import { sayFacts } from "../library/exercise-facts.ts";
import { findExercises } from "../library/find-exercises.ts";
import { localised } from "../patient/localised.ts";
import classes from "./exercise-picker.module.css";
import { type DialogFrame, TherapistDialog } from "./therapist-dialog.tsx";

const PHASES: readonly MovingPhase[] = ["warmUp", "exercise", "coolDown"];

export interface ExercisePickerProps {
  readonly view: SessionView;
  readonly exercises: readonly TrackedExercise[];
  readonly onChoose: (phase: MovingPhase, exerciseId: ExerciseId) => void;
}

export function ExercisePicker({ view, exercises, onChoose, ...frame }: ExercisePickerProps & DialogFrame) {
  const { t } = useTranslation();
  return (
    <TherapistDialog {...frame} title={t("therapist.picker.title")} size="lg">
      <Choice view={view} exercises={exercises} onChoose={onChoose} />
    </TherapistDialog>
  );
}

/** Mounted when the dialog opens, so that it begins with the present part and nothing typed. */
function Choice({ view, exercises, onChoose }: ExercisePickerProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const [typed, setTyped] = useState("");
  const [phase, setPhase] = useState<MovingPhase>(() => PHASES.find((each) => each === view.phase) ?? "warmUp");
  const found = findExercises(exercises, typed, language, (exercise) => sayFacts(t, exercise));
  const choose = (exercise: TrackedExercise | undefined) => {
    if (exercise !== undefined) onChoose(phase, exercise.id as ExerciseId);
  };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        choose(found[0]);
      }}
    >
      <SegmentedControl
        fullWidth
        aria-label={t("therapist.picker.phase")}
        value={phase}
        onChange={(value) => setPhase(value as MovingPhase)}
        data={PHASES.map((each) => ({ value: each, label: t(`therapist.phase.${each}`) }))}
      />
      <TextInput
        data-autofocus
        size="md"
        label={t("therapist.picker.search")}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ul className={classes.list} aria-label={t("therapist.picker.found", { count: found.length })}>
        {found.map((exercise) => (
          <li key={exercise.id}>
            <button
              type="button"
              className={classes.exercise}
              data-present={exercise.id === view.exerciseId || undefined}
              onClick={() => choose(exercise)}
            >
              <strong>{localised(exercise.name, language)}</strong>
              <span className={classes.tags}>
                {t(`therapist.region.${exercise.region}`)} · {t(`therapist.type.${exercise.type}`)} ·{" "}
                {t("therapist.picker.difficulty", { level: exercise.difficulty })}
              </span>
              <span className={classes.purpose}>{localised(exercise.purpose, language)}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p role="status">{t("therapist.picker.nothing")}</p> : null}
    </form>
  );
}
