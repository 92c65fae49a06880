// What a clinician wants to know: what speaks against it, what is measured from where, for whom it is, and on what all that rests.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { View } from "@ensemble/shared/movement/movement-rule.ts";
import { type ClinicalSource, PROJECT_ASSUMPTION } from "@ensemble/shared/protocol/clinical-files.ts";
import type { CataloguePage } from "@ensemble/shared/protocol/http-messages.ts";
import type { Role } from "@ensemble/shared/session/identifiers.ts";
import { IconExternalLink } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import { localised } from "../patient/localised.ts";
import classes from "./exercise.module.css";
import { sayOption } from "./exercise-facts.ts";
import { sayNotCounted } from "./exercise-words.ts";

export function ContraindicationSection({ page, reader }: { page: CataloguePage; reader: Role }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <section className={classes.section} aria-labelledby="against">
      <h2 id="against">{t("library.against.title")}</h2>
      {page.contraindications.length === 0 ? <p>{t("library.against.none")}</p> : null}
      {reader === "patient" && page.contraindications.length > 0 ? <p>{t("library.against.patient")}</p> : null}
      <ul className={classes.list}>
        {page.contraindications.map(({ text, source }) => (
          <li key={text.en}>
            {localised(text, language)}
            {reader === "therapist" ? (
              <small>{t("library.measured.source", { source: saySource(t, source) })}</small>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ClinicalSections({ page }: { page: CataloguePage }) {
  const { t } = useTranslation();
  const { exercise } = page;
  return (
    <>
      <section className={classes.section} aria-labelledby="measured">
        <h2 id="measured">{t("library.measured.title")}</h2>
        <p>{t(`library.trackingText.${exercise.tracking}`)}</p>
        {exercise.tracking === "camera" ? <Measured exercise={exercise} sources={page.sources} /> : null}
      </section>
      <section className={classes.section} aria-labelledby="serves">
        <h2 id="serves">{t("library.serves")}</h2>
        <ul className={classes.tags}>
          {exercise.conditions.map((condition) => (
            <li key={condition}>{sayOption(t, "condition", condition)}</li>
          ))}
        </ul>
        {exercise.icd10.length === 0 ? null : (
          <>
            <h3>{t("library.icd10")}</h3>
            <p className={classes.codes}>{exercise.icd10.join(" · ")}</p>
          </>
        )}
      </section>
      <section className={classes.section} aria-labelledby="sources">
        <h2 id="sources">{t("library.sources")}</h2>
        <ul className={classes.list}>
          {page.sources.map((source) => (
            <li key={source.id}>
              <Source source={source} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Measured({ exercise, sources }: { exercise: TrackedExercise; sources: readonly ClinicalSource[] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const sayError = ({ motion, aboveDegrees, belowDegrees }: TrackedExercise["errors"][number]) =>
    [
      ...(aboveDegrees === undefined
        ? []
        : [t("library.measured.above", { motion: sayMotion(t, motion), degrees: aboveDegrees })]),
      ...(belowDegrees === undefined
        ? []
        : [t("library.measured.below", { motion: sayMotion(t, motion), degrees: belowDegrees })]),
    ].join(", ");
  return (
    <>
      <ul className={classes.list}>
        {exercise.measures.map(({ motion, views }) => (
          <li key={motion}>
            <strong>{sayMotion(t, motion)}</strong>
            <small>{t("library.measured.from", { views: sayViews(t, views, language) })}</small>
          </li>
        ))}
      </ul>
      <p>
        {t("library.measured.target", { degrees: exercise.romTargetDegrees })}. {t("library.measured.estimate")}
      </p>
      {exercise.errors.length === 0 ? null : (
        <>
          <h3>{t("library.measured.errors")}</h3>
          <ul className={classes.list}>
            {exercise.errors.map((error) => (
              <li key={error.cue}>
                <strong>{localised(error.name, language)}</strong>
                <small>
                  {sayError(error)}.{" "}
                  {error.notCounted === undefined ? null : `${sayNotCounted(t, error.notCounted, language)} `}
                  {t("library.measured.source", {
                    source: saySource(
                      t,
                      sources.find(({ id }) => id === error.thresholdSource),
                    ),
                  })}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Source({ source }: { source: ClinicalSource }) {
  const { t } = useTranslation();
  if (source.address === null) return saySource(t, source);
  return (
    <a href={source.address} target="_blank" rel="noreferrer">
      {saySource(t, source)}
      <IconExternalLink size={16} aria-hidden className={classes.outside} />
      <span className="visually-hidden"> ({t("library.opensOutside")})</span>
    </a>
  );
}

function saySource(t: TFunction, source: ClinicalSource | undefined): string {
  return source === undefined || source.id === PROJECT_ASSUMPTION ? t("library.projectAssumption") : source.citation;
}

function sayMotion(t: TFunction, motion: string): string {
  return t(`library.motion.${motion}`);
}

function sayViews(t: TFunction, views: readonly View[], language: string): string {
  return new Intl.ListFormat(language, { type: "disjunction" }).format(views.map((view) => t(`library.view.${view}`)));
}
