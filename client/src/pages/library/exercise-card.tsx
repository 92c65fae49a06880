// One exercise in the catalogue: its picture, its name, and what decides whether it fits. All of it leads to its page.
import type { CatalogueEntry } from "@ensemble/shared/protocol/http-messages.ts";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import { localised } from "../patient/localised.ts";
import { DifficultyDots } from "./difficulty-dots.tsx";
import classes from "./exercise-card.module.css";
import { sayOption } from "./exercise-facts.ts";
import { ExerciseFigure } from "./exercise-figure.tsx";
import { ReviewState } from "./review-state.tsx";
import { TrackingMark } from "./tracking-mark.tsx";
import { useSeen } from "./use-seen.ts";

export const ExerciseCard = memo(function ExerciseCard({ entry }: { entry: CatalogueEntry }) {
  const { t } = useTranslation();
  const [picture, seen] = useSeen<HTMLDivElement>();
  return (
    <article className={classes.card}>
      <div className={classes.picture} ref={picture}>
        {seen ? <ExerciseFigure id={entry.id} position={entry.position} still={entry.still} /> : null}
      </div>
      <div className={classes.words}>
        <p className={classes.kind}>
          {sayOption(t, "region", entry.region)} · {sayOption(t, "type", entry.type)}
        </p>
        <h2 className={classes.name}>
          <Link to="/library/$exerciseId" params={{ exerciseId: entry.id }} className={classes.link}>
            {localised(entry.name, currentLanguage())}
          </Link>
        </h2>
        <p className={classes.facts}>
          <span>{sayOption(t, "position", entry.position)}</span>
          <DifficultyDots level={entry.difficulty} short />
        </p>
        <div className={classes.states}>
          <TrackingMark tracking={entry.tracking} />
          <ReviewState review={entry.review} quiet />
        </div>
      </div>
    </article>
  );
});
