// One exercise: to be watched on top, to be read below. What only a clinician needs stays away from patients.
import type { CataloguePage } from "@ensemble/shared/protocol/http-messages.ts";
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import { localised } from "../patient/localised.ts";
import { BackLink } from "./back-link.tsx";
import { ClinicalSections, ContraindicationSection } from "./clinical-sections.tsx";
import { DemonstrationPanel } from "./demonstration-panel.tsx";
import { DifficultyDots } from "./difficulty-dots.tsx";
import { DoseSection, StepsSection } from "./dose-sections.tsx";
import classes from "./exercise.module.css";
import { sayOption } from "./exercise-facts.ts";
import { NO_EQUIPMENT } from "./filter-rules.ts";
import { ReviewState } from "./review-state.tsx";
import { TrackingMark } from "./tracking-mark.tsx";
import { VariantChoice } from "./variant-choice.tsx";

export interface ExerciseViewProps {
  readonly page: CataloguePage;
  readonly reader: Role;
  /** For looking at it without 3D. */
  readonly flat?: boolean;
}

export function ExerciseView({ page, reader, flat = false }: ExerciseViewProps) {
  const { t } = useTranslation();
  const { exercise } = page;
  const [error, setError] = useState<string>();
  const name = localised(exercise.name, currentLanguage());
  return (
    <article className={classes.page} data-reader={reader}>
      <div>
        <BackLink reader={reader} />
      </div>
      <div className={classes.top}>
        <DemonstrationPanel exercise={exercise} name={name} error={error} flat={flat} />
        <div className={classes.words}>
          <header>
            <p className={classes.kind}>
              {sayOption(t, "region", exercise.region)} · {sayOption(t, "type", exercise.type)}
            </p>
            <h1 className={classes.name}>{name}</h1>
            <p className={classes.purpose}>{localised(exercise.purpose, currentLanguage())}</p>
          </header>
          <ul className={classes.facts}>
            <li>
              <TrackingMark tracking={exercise.tracking} />
            </li>
            <li>{sayOption(t, "position", exercise.position)}</li>
            <li>
              <DifficultyDots level={exercise.difficulty} />
            </li>
            {(exercise.equipment.length === 0 ? [NO_EQUIPMENT] : exercise.equipment).map((each) => (
              <li key={each}>{sayOption(t, "equipment", each)}</li>
            ))}
          </ul>
          <VariantChoice exercise={exercise} chosen={error} onChoose={setError} />
          <div className={classes.review}>
            <ReviewState review={exercise.review} />
            <p>{t(`library.reviewText.${exercise.review}`)}</p>
          </div>
        </div>
      </div>
      <div className={classes.sections}>
        <StepsSection exercise={exercise} />
        <DoseSection page={page} reader={reader} />
        <ContraindicationSection page={page} reader={reader} />
        {reader === "therapist" ? <ClinicalSections page={page} /> : null}
      </div>
    </article>
  );
}
