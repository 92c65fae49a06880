// One patient at a glance: picture and figure, count, range, quality, and the one thing to know. Keeps its place all session; colour appears when something is due.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { Button } from "@mantine/core";
import { IconAlertOctagonFilled, IconArrowsMaximize, IconCheck, IconEye } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import { LineBars } from "../../ui/line-bars.tsx";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { Shortened } from "../../ui/shortened.tsx";
import { cameraUse } from "./camera-rules.ts";
import type { FigureStore } from "./figure-store.ts";
import { LobbyChecklist } from "./lobby-checklist.tsx";
import { PairMark } from "./pair-mark.tsx";
import { nameOf, wholeNameOf } from "./patient-name.ts";
import { PatientNameWords } from "./patient-name-words.tsx";
import { PatientPicture } from "./patient-picture.tsx";
import classes from "./patient-tile.module.css";
import { QualityLine } from "./quality-line.tsx";
import { RangeGauge } from "./range-gauge.tsx";
import { StatusWords } from "./status-words.tsx";
import { turnFor } from "./turn-for.ts";
import { useTravel } from "./use-travel.ts";

/** More would take the picture, and in the end the words below it. */
const MOST_NAME_LINES = 3;

export interface PatientTileProps {
  readonly patient: ParticipantView;
  readonly exercise: TrackedExercise | undefined;
  readonly figures: FigureStore;
  readonly inLobby: boolean;
  readonly moving: boolean;
  readonly selected: boolean;
  /** Somebody in front of others who need a look. */
  readonly due: boolean;
  /** The same function at every render, as everything here: tiles are drawn anew only when something of theirs changed. */
  /** Shown large beside the tiles. */
  readonly spotlit: boolean;
  /** Names of those this patient is paired with; undefined where pictures do not go to pairs. */
  readonly partners: string | undefined;
  readonly onSelect: (id: ParticipantId) => void;
  /** Shown large, or no longer. */
  readonly onSpotlight: (id: ParticipantId) => void;
  readonly onTakeAlarm: (id: ParticipantId) => void;
}

export const PatientTile = memo(function PatientTile(props: PatientTileProps) {
  const { patient, exercise, inLobby, moving } = props;
  const { clinical } = patient;
  const travel = useTravel(exercise);
  const withoutCamera = cameraUse(patient) === "withoutByChoice";
  const tone = patient.stopped ? "alarm" : props.due ? "watch" : "quiet";
  return (
    <article
      className={classes.tile}
      data-tone={tone}
      data-selected={props.selected || undefined}
      aria-label={nameOf(patient).full}
    >
      <header className={classes.head}>
        <ParticipantMark mark={patient.mark} size={22} />
        <button
          type="button"
          className={classes.name}
          aria-pressed={props.selected}
          onClick={() => props.onSelect(patient.participantId)}
        >
          <Shortened whole={wholeNameOf(patient)} lines={MOST_NAME_LINES} className={classes.nameText}>
            <PatientNameWords patient={patient} />
          </Shortened>
        </button>
        <KeyHint>{String(patient.mark + 1)}</KeyHint>
        {inLobby ? null : withoutCamera ? <NotCounted /> : <Repetitions patient={patient} />}
      </header>
      <div className={classes.picture}>
        <PatientPicture patient={patient} figures={props.figures} />
        <PairMark patient={patient} partners={props.partners} />
        {patient.present ? (
          <LineBars quality={patient.lineQuality} whose="their" size="20px" className={classes.line} />
        ) : null}
        <ShowLarge patient={patient} spotlit={props.spotlit} onSpotlight={props.onSpotlight} />
        {patient.stopped ? (
          <StopBanner patient={patient} onTake={() => props.onTakeAlarm(patient.participantId)} />
        ) : null}
      </div>
      <div className={classes.body}>
        {inLobby ? (
          <LobbyChecklist patient={patient} />
        ) : (
          <>
            {clinical === undefined || withoutCamera ? null : (
              <>
                <RangeGauge
                  turn={turnFor(exercise)}
                  reading={{
                    degrees: clinical.attainedDegrees,
                    below95: clinical.rangeBelow95,
                    above95: clinical.rangeAbove95,
                    measurable: clinical.rangeMeasurable,
                    targetDegrees: clinical.targetRangeDegrees,
                    travel,
                  }}
                />
                <QualityLine quality={clinical.quality} confidence={clinical.confidence} />
              </>
            )}
            <StatusWords patient={patient} exercise={exercise} moving={moving} />
          </>
        )}
      </div>
    </article>
  );
});

function ShowLarge(props: Pick<PatientTileProps, "patient" | "spotlit" | "onSpotlight">) {
  const { t } = useTranslation();
  const { participantId } = props.patient;
  return (
    <button
      type="button"
      className={classes.large}
      aria-pressed={props.spotlit}
      aria-label={t("therapist.spotlight.showOf", { name: nameOf(props.patient).full })}
      title={t("therapist.spotlight.show")}
      onClick={() => props.onSpotlight(participantId)}
    >
      <IconArrowsMaximize size={18} aria-hidden />
    </button>
  );
}

function NotCounted() {
  const { t } = useTranslation();
  return (
    <span className={classes.of}>
      <span aria-hidden>–</span>
      <span className="visually-hidden">{t("therapist.notCounted")}</span>
    </span>
  );
}

function Repetitions({ patient }: { patient: ParticipantView }) {
  const { t } = useTranslation();
  const done = patient.targetRepetitions > 0 && patient.repetitions >= patient.targetRepetitions;
  return (
    <span className={classes.count}>
      {done ? <IconCheck size={18} stroke={3} aria-label={t("therapist.doseDone")} /> : null}
      <strong data-repetitions>{patient.repetitions}</strong>
      <span className={classes.of}>/{patient.targetRepetitions}</span>
      <span className="visually-hidden">{t("therapist.repetitions")}</span>
    </span>
  );
}

function StopBanner({ patient, onTake }: { patient: ParticipantView; onTake: () => void }) {
  const { t } = useTranslation();
  const taken = patient.clinical?.stop?.takenById !== undefined;
  return (
    <div className={classes.stop} data-taken={taken || undefined}>
      {taken ? <IconEye size={24} aria-hidden /> : <IconAlertOctagonFilled size={24} aria-hidden />}
      <strong>{t(taken ? "therapist.stop.takenShort" : "therapist.stop.short")}</strong>
      {taken ? null : (
        <Button size="compact-sm" variant="white" color="alarm" onClick={onTake} rightSection={<KeyHint>T</KeyHint>}>
          {t("therapist.stop.take")}
          <span className="visually-hidden">: {nameOf(patient).full}</span>
        </Button>
      )}
    </div>
  );
}
