// The last repetition whose parts are known: its score and how sure it is, what took most from it in a sentence, and all of its parts.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { QUALITY_PARTS } from "@ensemble/shared/movement/quality-rules.ts";
import { findWeakestPart } from "@ensemble/shared/movement/weakest-part.ts";
import { LOW_CONFIDENCE } from "@ensemble/shared/session/attention-rules.ts";
import { IconHelpHexagonFilled } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import type { RepetitionSample } from "./movement-history.ts";
import classes from "./quality-details.module.css";
import { namePart, sayConfidence, sayQuality } from "./quality-words.ts";

export function QualityDetails({
  repetitions,
  exercise,
}: {
  repetitions: readonly RepetitionSample[];
  exercise: TrackedExercise | undefined;
}) {
  const { t } = useTranslation();
  const last = repetitions.findLast(({ parts }) => parts !== undefined);
  if (last?.parts === undefined) return null;
  const { parts, confidence } = last;
  const weakest = findWeakestPart(parts);
  const unsure = confidence < LOW_CONFIDENCE;
  return (
    <div className={classes.details}>
      <h3 className={classes.heading}>
        <span className={classes.score}>{t("therapist.why.score", { score: last.quality })}</span>
        <span className={classes.sure} data-unsure={unsure || undefined}>
          {unsure ? <IconHelpHexagonFilled size={14} aria-hidden /> : null}
          {t("therapist.why.of", { ordinal: last.ordinal, sure: sayConfidence(t, confidence) })}
        </span>
      </h3>
      <p className={classes.sentence}>{sayQuality(t, parts, exercise, currentLanguage())}</p>
      <dl className={classes.parts} aria-label={t("therapist.why.parts")}>
        {QUALITY_PARTS.map((part) => (
          <div key={part} data-weakest={part === weakest || undefined}>
            <dt>{namePart(t, part)}</dt>
            <dd>
              <span className={classes.track} data-unknown={parts[part] === null || undefined} aria-hidden>
                <span className={classes.fill} style={{ width: `${parts[part] ?? 0}%` }} />
              </span>
              <span className={classes.number}>{parts[part] ?? t("therapist.why.unknown")}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t("therapist.why.scale")}</p>
    </div>
  );
}
