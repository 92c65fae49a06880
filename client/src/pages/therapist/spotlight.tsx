// One patient's picture large beside the tiles, which keep their place: to watch a knee or a back without losing sight of the others.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { SideBySide } from "@ensemble/shared/session/side-by-side.ts";
import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { DrawingSurface } from "../../drawing/drawing-surface.tsx";
import { KeyHint } from "../../ui/key-hint.tsx";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { DemonstrationChoices } from "./demonstration/demonstration-choices.tsx";
import { SpotlightDemonstration } from "./demonstration/spotlight-demonstration.tsx";
import type { FigureStore } from "./figure-store.ts";
import { nameOf } from "./patient-name.ts";
import { PatientNameWords } from "./patient-name-words.tsx";
import { PatientPicture } from "./patient-picture.tsx";
import { PointingToolbar } from "./pointing/pointing-toolbar.tsx";
import type { Pointing } from "./pointing/use-pointing.ts";
import classes from "./spotlight.module.css";

export function Spotlight(props: {
  patient: ParticipantView;
  figures: FigureStore;
  exercise: TrackedExercise | undefined;
  onShowDemonstration: (change: Partial<SideBySide>) => void;
  /** S ends it: the patient who is selected is the one shown here. */
  selected: boolean;
  onEnd: () => void;
  /** While it is drawn on. */
  pointing: Pointing | undefined;
  onPoint: () => void;
}) {
  const { t } = useTranslation();
  const { patient, pointing } = props;
  const hintId = useId();
  return (
    <section
      className={classes.spotlight}
      aria-label={t("therapist.spotlight.of", { name: nameOf(patient).full })}
      data-pointing={pointing !== undefined || undefined}
    >
      <div
        className={classes.picture}
        data-demonstration={props.exercise === undefined ? undefined : patient.clinical?.sideBySide.place}
      >
        <PatientPicture
          patient={patient}
          figures={props.figures}
          large
          held={pointing?.held}
          strokes={pointing?.strokes}
          over={
            pointing === undefined ? null : (
              <DrawingSurface
                onInput={pointing.input}
                label={t("therapist.pointing.surface", { name: nameOf(patient).full })}
                describedBy={hintId}
                focusCalls={1}
              />
            )
          }
        />
        <SpotlightDemonstration patient={patient} exercise={props.exercise} figures={props.figures} />
      </div>
      {pointing === undefined ? null : <PointingToolbar pointing={pointing} hintId={hintId} />}
      <div className={classes.caption}>
        <ParticipantMark mark={patient.mark} size={22} />
        <strong className={classes.name}>
          <PatientNameWords patient={patient} />
        </strong>
        {pointing !== undefined ? null : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={16} aria-hidden />}
            rightSection={<KeyHint>A</KeyHint>}
            onClick={props.onPoint}
          >
            {t("therapist.pointing.begin")}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          rightSection={props.selected ? <KeyHint>S</KeyHint> : null}
          onClick={props.onEnd}
        >
          {t("therapist.spotlight.end")}
        </Button>
      </div>
      {props.exercise === undefined ? null : (
        <DemonstrationChoices patient={patient} onShow={props.onShowDemonstration} />
      )}
    </section>
  );
}
