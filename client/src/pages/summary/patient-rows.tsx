// One patient's part of the therapist's table: who, what it cost, then one row for each set.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { PatientSummary, SetSummary } from "@ensemble/shared/protocol/http-messages.ts";
import { LOW_CONFIDENCE } from "@ensemble/shared/session/attention-rules.ts";
import { Button } from "@mantine/core";
import { IconAlertOctagonFilled, IconHistory } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { sayDuration } from "../../ui/say-time.ts";
import { localised } from "../patient/localised.ts";
import { sayQuality } from "../therapist/quality-words.ts";
import { RangeGauge } from "../therapist/range-gauge.tsx";
import { turnFor } from "../therapist/turn-for.ts";
import { useTravel } from "../therapist/use-travel.ts";
import classes from "./therapist-summary.module.css";

export function PatientRows({
  patient,
  exercises,
  groupSessionId,
}: {
  patient: PatientSummary;
  groupSessionId: string;
  exercises: readonly TrackedExercise[];
}) {
  const { t } = useTranslation();
  const facts = [
    t("summary.minutes", { count: patient.minutesPresent }),
    ...(patient.secondsInPrivate === 0
      ? []
      : [t("summary.inPrivate", { time: sayDuration(1000 * patient.secondsInPrivate) })]),
    patient.pain === undefined ? t("summary.painNotAsked") : t("summary.pain", { level: patient.pain }),
    patient.effort === undefined ? t("summary.effortNotAsked") : t("summary.effort", { level: patient.effort }),
  ];
  return (
    <tbody>
      <tr className={classes.patient}>
        <th scope="rowgroup" colSpan={6}>
          <span className={classes.who}>
            <ParticipantMark mark={patient.mark} size={22} />
            <span>{patient.name}</span>
            {patient.simulated ? <span className={classes.quiet}>({t("summary.simulated")})</span> : null}
            {patient.stoppedForPain > 0 ? (
              <span className={classes.stopped}>
                <IconAlertOctagonFilled size={18} aria-hidden />
                {t("summary.stopped", { count: patient.stoppedForPain })}
              </span>
            ) : null}
            <span className={classes.facts}>{facts.join(" · ")}</span>
            {patient.sets.length === 0 ? null : (
              <Button
                size="compact-md"
                mih={36}
                variant="light"
                className="no-print"
                aria-label={t("review.openOf", { name: patient.name })}
                leftSection={<IconHistory size={18} aria-hidden />}
                renderRoot={(props) => (
                  <Link
                    to="/review/$groupSessionId/$participantId"
                    params={{ groupSessionId, participantId: patient.participantId }}
                    {...props}
                  />
                )}
              >
                {t("review.open")}
              </Button>
            )}
          </span>
        </th>
      </tr>
      {patient.sets.length === 0 ? (
        <tr>
          <td colSpan={6} className={classes.quiet}>
            {t("summary.noSets")}
          </td>
        </tr>
      ) : (
        patient.sets.map((set) => (
          <SetRow key={set.ordinal} set={set} exercise={exercises.find((each) => each.id === set.exerciseId)} />
        ))
      )}
    </tbody>
  );
}

function SetRow({ set, exercise }: { set: SetSummary; exercise: TrackedExercise | undefined }) {
  const { t } = useTranslation();
  const travel = useTravel(exercise);
  const sided = set.left > 0 || set.right > 0;
  const why = set.parts && sayQuality(t, set.parts, exercise, currentLanguage());
  return (
    <>
      <tr className={why === undefined ? undefined : classes.explained}>
        <th scope="row" className={classes.exercise}>
          <span className={classes.quiet}>{set.ordinal}</span>{" "}
          {exercise === undefined ? set.exerciseId : localised(exercise.name, currentLanguage())}
        </th>
        <td className={classes.number}>
          <strong>{set.repetitions}</strong> / {set.targetRepetitions}
        </td>
        <td className={classes.number}>{sided ? `${set.left} · ${set.right}` : "–"}</td>
        <td className={classes.range}>
          <RangeGauge
            turn={turnFor(exercise)}
            past
            reading={{
              degrees: set.attainedDegrees,
              below95: set.rangeBelow95 ?? 0,
              above95: set.rangeAbove95 ?? 0,
              measurable: set.attainedDegrees !== undefined,
              targetDegrees: set.targetRangeDegrees ?? exercise?.romTargetDegrees ?? 0,
              travel,
            }}
          />
        </td>
        <td className={classes.number}>{set.quality === undefined ? "–" : Math.round(set.quality)}</td>
        <td className={classes.number} data-unsure={(set.confidence ?? 1) < LOW_CONFIDENCE || undefined}>
          {set.confidence === undefined ? "–" : t("summary.percent", { percent: Math.round(100 * set.confidence) })}
        </td>
      </tr>
      {why === undefined ? null : (
        <tr>
          <td colSpan={6} className={classes.why}>
            {why}
          </td>
        </tr>
      )}
    </>
  );
}
