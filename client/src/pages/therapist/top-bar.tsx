// The first line of the therapist's screen: time, session, what is being done and for how long, and the state of the line.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SessionView, SetView } from "@ensemble/shared/protocol/session-view.ts";
import type { LineQuality } from "@ensemble/shared/session/line-quality.ts";
import { placeOfSet } from "@ensemble/shared/session/set-place.ts";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionStatus } from "../../connection/client-session.ts";
import { currentLanguage, formatLanguage } from "../../ui/language.ts";
import { LineBars } from "../../ui/line-bars.tsx";
import { sayDuration, sayTime } from "../../ui/say-time.ts";
import { localised } from "../patient/localised.ts";
import { setRanMs } from "./next-step.ts";
import { RecordingMark } from "./recording-mark.tsx";
import classes from "./top-bar.module.css";

export function TopBar(props: {
  view: SessionView;
  exercise: TrackedExercise | undefined;
  nowMs: number;
  status: ConnectionStatus;
  /** Of the own line; undefined while nothing is measured. */
  quality: LineQuality | undefined;
  onRecording: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const { view, exercise } = props;
  const language = formatLanguage();
  return (
    <div className={classes.bar}>
      <span className={classes.clock}>{sayTime(props.nowMs, language)}</span>
      <h1 className={classes.title}>{view.title}</h1>
      <span className={classes.phase}>{t(`therapist.phase.${view.phase}`)}</span>
      {exercise === undefined || view.phase === "lobby" ? null : (
        <span className={classes.exercise}>{localised(exercise.name, currentLanguage())}</span>
      )}
      {view.set === undefined ? null : view.set.state === "finished" ? (
        <FinishedSet view={view} set={view.set} exercise={exercise} />
      ) : (
        <span className={classes.set} data-state={view.set.state}>
          {saySet(t, view.set, exercise)}
          <strong className={classes.time} role="timer">
            {sayDuration(setRanMs(view, props.nowMs))}
          </strong>
          {view.set.state === "paused" ? t("therapist.paused") : null}
        </span>
      )}
      <span className={classes.gap} />
      {view.provisional ? <span className={classes.provisional}>{t("therapist.provisional")}</span> : null}
      {props.children}
      <Line status={props.status} quality={props.quality} />
      <RecordingMark view={view} onOpen={props.onRecording} />
    </div>
  );
}

/** Between sets: where one stands, until something else is chosen. */
function FinishedSet({
  view,
  set,
  exercise,
}: {
  view: SessionView;
  set: SetView;
  exercise: TrackedExercise | undefined;
}) {
  const { t } = useTranslation();
  if (view.phase !== set.phase || exercise?.id !== set.exerciseId) return null;
  return (
    <span className={classes.finished}>
      {saySet(t, set, exercise)} {t("therapist.setFinished")}
    </span>
  );
}

function saySet(t: TFunction, set: SetView, exercise: TrackedExercise | undefined): string {
  const { ordinal, of } = placeOfSet(set, exercise);
  return of === undefined ? t("therapist.set", { ordinal }) : t("therapist.setOf", { ordinal, of });
}

/** Of the class's own line first: without it nobody knows how pictures and sound do. */
function Line({ status, quality }: { status: ConnectionStatus; quality: LineQuality | undefined }) {
  const { t } = useTranslation();
  const bars = status === "connected" ? 3 : status === "connecting" || status === "reconnecting" ? 1 : 0;
  if (bars === 3 && quality !== undefined) {
    return (
      <span className={classes.line} data-quality={quality}>
        <LineBars quality={quality} whose="own" size="20px" />
        <span aria-hidden>
          {t(quality === "poor" || quality === "lost" ? `call.quality.own.${quality}` : "therapist.line.good")}
        </span>
      </span>
    );
  }
  return (
    <span className={classes.line}>
      <span aria-hidden className={classes.dots}>
        {"●".repeat(bars)}
        {"○".repeat(3 - bars)}
      </span>
      {t(`therapist.line.${bars === 3 ? "good" : bars === 1 ? "waiting" : "lost"}`)}
    </span>
  );
}
