// Whether a clinician has looked at this content: always said, never shouted.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { IconShieldCheck, IconShieldQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./marks.module.css";

export interface ReviewStateProps {
  readonly review: Exercise["review"];
  /** On a card among many. */
  readonly quiet?: boolean;
  /** Other words, for more than one exercise. */
  readonly words?: string;
}

export function ReviewState({ review, quiet = false, words }: ReviewStateProps) {
  const { t } = useTranslation();
  const Icon = review === "reviewed" ? IconShieldCheck : IconShieldQuestion;
  return (
    <p className={classes.review} data-review={review} data-quiet={quiet || undefined}>
      <Icon size={quiet ? 16 : 20} aria-hidden />
      <span>{words ?? t(`library.review.${review}`)}</span>
    </p>
  );
}
