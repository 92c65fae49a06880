// A patient's own summary: what was done, large and kind; then the group's balloon, the streak, and the places of those who take part.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SessionSummary, SetSummary } from "@ensemble/shared/protocol/http-messages.ts";
import { IconFlame, IconStarFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { currentLanguage, formatLanguage } from "../../ui/language.ts";
import { sayDay } from "../../ui/say-time.ts";
import { ShoreScene } from "../../ui/shore-scene.tsx";
import { localised } from "../patient/localised.ts";
import { useTravel } from "../therapist/use-travel.ts";
import classes from "./patient-summary.module.css";
import { Places } from "./places.tsx";
import { reachWords } from "./reach-words.ts";

export interface PatientSummaryViewProps {
  readonly summary: SessionSummary;
  readonly exercises: readonly TrackedExercise[];
  /** Right after the class the page has said its name already; looking back, it is said here. */
  readonly titled: boolean;
}

export function PatientSummaryView({ summary, exercises, titled }: PatientSummaryViewProps) {
  const { t } = useTranslation();
  const own = summary.patients[0];
  const repetitions = own?.sets.reduce((sum, set) => sum + set.repetitions, 0) ?? 0;
  return (
    <div className={classes.summary}>
      {titled ? (
        <h1 className={classes.title}>
          {summary.title}, {sayDay(summary.startedAtMs, Date.now(), formatLanguage())}
        </h1>
      ) : null}
      <section className={classes.hero}>
        <ShoreScene className={classes.scene} balloon={summary.balloon / 1000} />
        <div className={classes.words}>
          {repetitions === 0 ? (
            <>
              <p className={classes.big}>{t("summary.own.none")}</p>
              <p>{t("summary.own.noneText")}</p>
            </>
          ) : (
            <p className={classes.big}>
              <strong>{repetitions}</strong> {t("summary.own.repetitions", { count: repetitions })}
            </p>
          )}
          {summary.repetitionsOfGroup === 0 ? null : (
            <p>{t("summary.own.group", { count: summary.repetitionsOfGroup })}</p>
          )}
          <ul className={classes.signs}>
            {own === undefined || own.points === 0 ? null : (
              <li>
                <IconStarFilled size={28} aria-hidden /> {t("summary.own.points", { count: own.points })}
              </li>
            )}
            {own === undefined || own.streakDays === 0 ? null : (
              <li>
                <IconFlame size={28} aria-hidden /> {t("summary.own.streak", { count: own.streakDays })}
              </li>
            )}
          </ul>
        </div>
      </section>
      <div className={classes.columns}>
        {own === undefined || own.sets.length === 0 ? null : (
          <section className={classes.card} aria-labelledby="own-sets">
            <h2 id="own-sets">{t("summary.own.sets")}</h2>
            <ul className={classes.sets}>
              {own.sets.map((set) => (
                <OwnSet key={set.ordinal} set={set} exercise={exercises.find((each) => each.id === set.exerciseId)} />
              ))}
            </ul>
          </section>
        )}
        {summary.leaderboard.length === 0 ? null : (
          <section className={classes.card} aria-labelledby="places">
            <h2 id="places">{t("summary.own.places")}</h2>
            <Places rows={summary.leaderboard} />
          </section>
        )}
      </div>
    </div>
  );
}

function OwnSet({ set, exercise }: { set: SetSummary; exercise: TrackedExercise | undefined }) {
  const { t } = useTranslation();
  const travel = useTravel(exercise);
  const reach = reachWords(travel, set);
  return (
    <li>
      <span className={classes.done}>
        <strong>{set.repetitions}</strong>
        <span>{t("summary.own.of", { target: set.targetRepetitions })}</span>
      </span>
      <span>
        {exercise === undefined ? set.exerciseId : localised(exercise.name, currentLanguage())}
        {reach === undefined ? null : (
          <span className={classes.range}>
            {t(reach.key, { degrees: reach.degrees, from: reach.from, to: reach.to })}
          </span>
        )}
      </span>
    </li>
  );
}
