// How an exercise goes, how much of it, and when it becomes harder.

import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import type { CataloguePage, CatalogueStep } from "@ensemble/shared/protocol/http-messages.ts";
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import { localised } from "../patient/localised.ts";
import { DifficultyDots } from "./difficulty-dots.tsx";
import classes from "./exercise.module.css";
import { ExerciseFigure } from "./exercise-figure.tsx";
import { sayDose, sayProgression } from "./exercise-words.ts";

export function StepsSection({ exercise }: { exercise: Exercise }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <section className={classes.section} aria-labelledby="steps">
      <h2 id="steps">{t("library.steps")}</h2>
      <ol className={classes.steps}>
        {exercise.steps.map((step) => (
          <li key={step.en}>{localised(step, language)}</li>
        ))}
      </ol>
    </section>
  );
}

/** Choosing a harder or an easier one is the therapist's. */
export function DoseSection({ page, reader }: { page: CataloguePage; reader: Role }) {
  const { t } = useTranslation();
  const { exercise, harder, easier } = page;
  return (
    <section className={classes.section} aria-labelledby="dose">
      <h2 id="dose">{t("library.dose.title")}</h2>
      <ul className={classes.dose}>
        {sayDose(t, exercise).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {reader === "patient" ? null : (
        <>
          <h3>{t("library.progression.title")}</h3>
          <p>{sayProgression(t, exercise)}</p>
          <div className={classes.ways}>
            <Step label={t("library.progression.harder")} step={harder} none={t("library.progression.noHarder")} />
            <Step label={t("library.progression.easier")} step={easier} none={t("library.progression.noEasier")} />
          </div>
        </>
      )}
    </section>
  );
}

function Step({ label, step, none }: { label: string; step: CatalogueStep | null; none: string }) {
  if (step === null) return <p className={classes.noWay}>{none}</p>;
  return (
    <Link to="/library/$exerciseId" params={{ exerciseId: step.id }} className={classes.way}>
      <span className={classes.wayPicture}>
        <ExerciseFigure id={step.id} position={step.position} still={step.still} aspect={1} />
      </span>
      <span className={classes.wayWords}>
        <span>{label}</span>
        <strong>{localised(step.name, currentLanguage())}</strong>
        <DifficultyDots level={step.difficulty} />
      </span>
    </Link>
  );
}
