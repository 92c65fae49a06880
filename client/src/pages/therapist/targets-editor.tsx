// One patient's dose for the chosen exercise: repetitions, range, side. Sent when asked for, not while typing, and confirmed.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { Target } from "@ensemble/shared/session/session-fact.ts";
import { Button, NumberInput, SegmentedControl } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import {
  type Dose,
  type DoseDraft,
  doseInSession,
  MOST_REPETITIONS,
  WIDEST_DEGREES,
  wantedTarget,
} from "./dose-rules.ts";
import classes from "./targets-editor.module.css";

export interface TargetsEditorProps {
  readonly patient: ParticipantView;
  readonly exercise: TrackedExercise;
  readonly setIsOpen: boolean;
  /** Set for the next set, and not yet what the session shows. */
  readonly saved: Dose | undefined;
  /** The first field, for the key that leads here. */
  readonly firstField: RefObject<HTMLInputElement | null>;
  /** True when it was applied. */
  readonly onApply: (target: Dose) => Promise<boolean>;
}

/** Give it the patient's and the exercise's ids as `key`: it keeps what is typed for one of them only. */
export function TargetsEditor(props: TargetsEditorProps) {
  const { t } = useTranslation();
  const { exercise, saved, setIsOpen } = props;
  const [draft, setDraft] = useState<DoseDraft>();
  const [applied, setApplied] = useState(false);
  const holds = saved ?? doseInSession(props.patient, exercise);
  const shown = draft ?? holds;
  const wanted = draft === undefined ? undefined : wantedTarget(draft, holds);
  const change = (part: Partial<DoseDraft>) => {
    setApplied(false);
    setDraft({ ...holds, ...draft, ...part });
  };
  const apply = async () => {
    if (wanted === undefined || !(await props.onApply(wanted))) return;
    setApplied(true);
    // Unless somebody has typed on meanwhile.
    setDraft((present) => (present === draft ? undefined : present));
  };
  const confirmed = wanted === undefined && (setIsOpen ? saved !== undefined : applied);
  return (
    <form
      className={classes.form}
      aria-label={t("therapist.targets.title")}
      onSubmit={(event) => {
        event.preventDefault();
        void apply();
      }}
    >
      <NumberInput
        ref={props.firstField}
        label={t("therapist.targets.repetitions")}
        min={1}
        max={MOST_REPETITIONS}
        allowDecimal={false}
        clampBehavior="strict"
        value={shown.repetitions}
        onChange={(value) => change({ repetitions: typed(value) })}
      />
      <NumberInput
        label={t("therapist.targets.range")}
        suffix="°"
        min={-WIDEST_DEGREES}
        max={WIDEST_DEGREES}
        step={5}
        allowDecimal={false}
        clampBehavior="strict"
        value={shown.rangeDegrees}
        onChange={(value) => change({ rangeDegrees: typed(value) })}
      />
      {exercise.sides.length < 2 ? null : (
        <SegmentedControl
          className={classes.wide}
          fullWidth
          aria-label={t("therapist.targets.side")}
          value={shown.side}
          onChange={(side) => change({ side: side as Target["side"] })}
          data={exercise.sides.map((side) => ({ value: side, label: t(`therapist.targets.${side}`) }))}
        />
      )}
      {/* Not `disabled`: that would take the keyboard's place away from whoever has just pressed it. */}
      <Button
        type="submit"
        variant={wanted === undefined ? "default" : "filled"}
        aria-disabled={wanted === undefined}
        data-disabled={wanted === undefined}
        className={classes.wide}
        rightSection={wanted === undefined ? null : <KeyHint>{t("therapist.key.enter")}</KeyHint>}
      >
        {t("therapist.targets.apply")}
      </Button>
      <p role="status" className={classes.note} data-confirmed={confirmed || undefined}>
        {confirmed ? <IconCheck size={16} stroke={3} aria-hidden /> : null}
        {confirmed
          ? t(setIsOpen ? "therapist.targets.savedForNext" : "therapist.targets.saved")
          : setIsOpen
            ? t("therapist.targets.fromNextSet")
            : ""}
      </p>
    </form>
  );
}

/** What a number field holds while somebody types: a number, or an empty or unfinished text. */
function typed(value: number | string | bigint): number | string {
  return typeof value === "bigint" ? Number(value) : value;
}
