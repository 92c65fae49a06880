// One patient's dose for the chosen exercise: repetitions, range, side. Sent when asked for, not while typing.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";
import type { Target } from "@ensemble/shared/session/session-fact.ts";
import { Button, NumberInput, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./targets-editor.module.css";

export interface TargetsEditorProps {
  readonly patient: ParticipantView;
  readonly exercise: Exercise;
  readonly setIsOpen: boolean;
  readonly onApply: (exerciseId: ExerciseId, target: Target) => void;
}

/** Give it the patient's and the exercise's ids as `key`: it keeps what is typed for one of them only. */
export function TargetsEditor({ patient, exercise, setIsOpen, onApply }: TargetsEditorProps) {
  const { t } = useTranslation();
  const now = targetOf(patient, exercise);
  const [wanted, setWanted] = useState(now);
  const changed =
    wanted.repetitions !== now.repetitions || wanted.rangeDegrees !== now.rangeDegrees || wanted.side !== now.side;
  return (
    <form
      className={classes.form}
      aria-label={t("therapist.targets.title")}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(exercise.id as ExerciseId, wanted);
      }}
    >
      <NumberInput
        label={t("therapist.targets.repetitions")}
        min={1}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        value={wanted.repetitions}
        onChange={(value) => typeof value === "number" && setWanted({ ...wanted, repetitions: value })}
      />
      <NumberInput
        label={t("therapist.targets.range")}
        suffix="°"
        min={1}
        max={180}
        step={5}
        allowDecimal={false}
        clampBehavior="strict"
        value={wanted.rangeDegrees}
        onChange={(value) => typeof value === "number" && setWanted({ ...wanted, rangeDegrees: value })}
      />
      {exercise.sides.length < 2 ? null : (
        <SegmentedControl
          className={classes.wide}
          fullWidth
          aria-label={t("therapist.targets.side")}
          value={wanted.side}
          onChange={(side) => setWanted({ ...wanted, side: side as Target["side"] })}
          data={exercise.sides.map((side) => ({ value: side, label: t(`therapist.targets.${side}`) }))}
        />
      )}
      <Button type="submit" variant={changed ? "filled" : "default"} disabled={!changed} className={classes.wide}>
        {t("therapist.targets.apply")}
      </Button>
      {setIsOpen ? <p className={classes.note}>{t("therapist.targets.fromNextSet")}</p> : null}
    </form>
  );
}

function targetOf(patient: ParticipantView, exercise: Exercise): Target & { rangeDegrees: number } {
  return {
    repetitions: patient.targetRepetitions > 0 ? patient.targetRepetitions : exercise.dose.repetitions,
    rangeDegrees: Math.round(patient.clinical?.targetRangeDegrees ?? exercise.romTargetDegrees),
    side: patient.clinical?.side ?? "both",
  };
}
