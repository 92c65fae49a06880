// Everything about the selected patient: the stop first if there is one, then curves, quality, dose, and where help would have to go.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { Button } from "@mantine/core";
import { IconEar, IconMaximize } from "@tabler/icons-react";
import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import { currentLanguage } from "../../ui/language.ts";
import { LineBars } from "../../ui/line-bars.tsx";
import { findMark } from "../../ui/marks.ts";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { localised } from "../patient/localised.ts";
import { AngleCurve } from "./angle-curve.tsx";
import { cameraUse } from "./camera-rules.ts";
import type { Dose } from "./dose-rules.ts";
import type { PatientHistory } from "./movement-history.ts";
import { setIsOpen } from "./next-step.ts";
import classes from "./patient-details.module.css";
import { PatientNameWords } from "./patient-name-words.tsx";
import { QualityDetails } from "./quality-details.tsx";
import { RepetitionPlot } from "./repetition-plot.tsx";
import { StopCard } from "./stop-card.tsx";
import { TargetsEditor } from "./targets-editor.tsx";
import { useTravel } from "./use-travel.ts";

export interface PatientDetailsProps {
  readonly patient: ParticipantView;
  readonly view: SessionView;
  readonly exercise: TrackedExercise | undefined;
  readonly history: PatientHistory | undefined;
  readonly nowMs: number;
  readonly savedDose: Dose | undefined;
  readonly doseField: RefObject<HTMLInputElement | null>;
  /** True when it was applied. */
  readonly onSetDose: (target: Dose) => Promise<boolean>;
  readonly onSpotlight: () => void;
  /** Undefined while somebody is spoken with alone: the bar above ends that. */
  readonly onPrivateWord: (() => void) | undefined;
  readonly send: (command: SessionCommand) => void;
}

export function PatientDetails(props: PatientDetailsProps) {
  const { t } = useTranslation();
  const { patient, view, exercise, history, nowMs, send } = props;
  const { clinical, participantId } = patient;
  const colour = findMark(patient.mark)?.colour ?? "currentColor";
  const targetDegrees = clinical?.targetRangeDegrees ?? exercise?.romTargetDegrees ?? 0;
  const travel = useTravel(exercise);
  return (
    <section className={classes.details} aria-labelledby="selected">
      <div className={classes.head}>
        <h2 id="selected" className={classes.name}>
          <ParticipantMark mark={patient.mark} size={24} />
          <span>
            <PatientNameWords patient={patient} />
          </span>
        </h2>
        {view.spotlight === participantId ? null : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconMaximize size={16} aria-hidden />}
            rightSection={<KeyHint>S</KeyHint>}
            onClick={props.onSpotlight}
          >
            {t("therapist.spotlight.show")}
          </Button>
        )}
        {props.onPrivateWord === undefined || !patient.present ? null : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconEar size={16} aria-hidden />}
            rightSection={<KeyHint>P</KeyHint>}
            onClick={props.onPrivateWord}
          >
            {t("therapist.privateWord.begin")}
          </Button>
        )}
      </div>
      <WeakLine patient={patient} />
      <StopCard
        patient={patient}
        onTake={() => send({ name: "takeAlarm", participantId })}
        onAgree={() => send({ name: "agreeResume", participantId })}
      />
      {/* Where help would have to go comes first when it may be needed. */}
      {patient.stopped ? <Facts patient={patient} pictureMode={props.view.pictureMode} /> : null}
      {exercise === undefined || view.phase === "lobby" || cameraUse(patient) === "withoutByChoice" ? null : (
        <>
          <AngleCurve
            angles={history?.angles ?? []}
            targetDegrees={targetDegrees}
            travel={travel}
            nowMs={nowMs}
            colour={colour}
          />
          <RepetitionPlot
            repetitions={history?.repetitions ?? []}
            targetDegrees={targetDegrees}
            travel={travel}
            colour={colour}
          />
          <QualityDetails repetitions={history?.repetitions ?? []} exercise={exercise} />
        </>
      )}
      {exercise === undefined ? null : (
        <div>
          <h3 className={classes.heading}>
            {t("therapist.targets.heading", { exercise: localised(exercise.name, currentLanguage()) })}
            <KeyHint>D</KeyHint>
          </h3>
          <TargetsEditor
            key={`${participantId} ${exercise.id}`}
            patient={patient}
            exercise={exercise}
            setIsOpen={setIsOpen(view)}
            saved={props.savedDose}
            firstField={props.doseField}
            onApply={props.onSetDose}
          />
        </div>
      )}
      {patient.stopped ? null : <Facts patient={patient} pictureMode={props.view.pictureMode} />}
    </section>
  );
}

/** What the bars on the tile mean, where it matters. */
function WeakLine({ patient: { present, lineQuality } }: { patient: ParticipantView }) {
  const { t } = useTranslation();
  if (!present || (lineQuality !== "poor" && lineQuality !== "lost")) return null;
  return (
    <p className={classes.line}>
      <LineBars quality={lineQuality} whose="their" size="20px" />
      <span aria-hidden>{t(`call.quality.their.${lineQuality}`)}</span>
    </p>
  );
}

function Facts({ patient, pictureMode }: { patient: ParticipantView; pictureMode: SessionView["pictureMode"] }) {
  const { t } = useTranslation();
  const { clinical } = patient;
  return (
    <dl className={classes.facts}>
      <Fact name={t("therapist.facts.place")} value={clinical?.place || t("therapist.facts.notStated")} />
      <Fact
        name={t("therapist.facts.emergency")}
        value={clinical?.emergencyContact || t("therapist.facts.notStated")}
      />
      {clinical?.pain === undefined ? null : <Fact name={t("therapist.facts.pain")} value={`${clinical.pain} / 10`} />}
      {clinical?.effort === undefined ? null : (
        <Fact name={t("therapist.facts.effort")} value={`${clinical.effort} / 10`} />
      )}
      <Fact
        name={t(`therapist.facts.picture.${pictureMode === "pairs" ? "pairs" : "group"}`)}
        value={t(patient.pictureConsent ? "therapist.facts.pictureAgreed" : "therapist.facts.pictureNotAgreed")}
      />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
