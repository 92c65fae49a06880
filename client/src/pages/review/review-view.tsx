// The review of one patient's session: whose and which, its sets to choose from, and the chosen one.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ReviewedSet, SessionReview } from "@ensemble/shared/protocol/review-messages.ts";
import { Button, Paper, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { currentLanguage, formatLanguage } from "../../ui/language.ts";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { sayDay, sayTime } from "../../ui/say-time.ts";
import { localised } from "../patient/localised.ts";
import type { Span } from "./playback-rules.ts";
import classes from "./review.module.css";
import { SessionStrip, StripLegend } from "./session-strip.tsx";

export interface ReviewViewProps {
  readonly review: SessionReview;
  readonly exercises: readonly TrackedExercise[];
  readonly chosen: ReviewedSet | undefined;
  readonly onChoose: (set: ReviewedSet, atMs?: number) => void;
  /** When picture or sound of this person was recorded. */
  readonly recorded: readonly Span[];
  /** The chosen set. */
  readonly children: ReactNode;
  /** What is kept of the whole class. */
  readonly custody: ReactNode;
}

export function ReviewView({ review, exercises, chosen, onChoose, recorded, children, custody }: ReviewViewProps) {
  const { t } = useTranslation();
  const language = formatLanguage();
  const nameOf = ({ exerciseId }: ReviewedSet) => {
    const exercise = exercises.find((each) => each.id === exerciseId);
    return exercise === undefined ? exerciseId : localised(exercise.name, currentLanguage());
  };
  return (
    <article className={classes.review}>
      <header className={classes.head}>
        <Button
          variant="subtle"
          h={48}
          px="sm"
          leftSection={<IconArrowLeft size={20} aria-hidden />}
          renderRoot={(props) => (
            <Link to="/session/$groupSessionId/summary" params={{ groupSessionId: review.groupSessionId }} {...props} />
          )}
        >
          {t("review.back")}
        </Button>
        <div className={classes.who}>
          <ParticipantMark mark={review.mark} size={28} />
          <Title order={1} size="h2">
            {review.name}
          </Title>
          <span className={classes.quiet}>
            {review.title} · {sayDay(review.startedAtMs, Date.now(), language)}, {sayTime(review.startedAtMs, language)}
          </span>
        </div>
        {review.sets.length === 0 ? null : <StripLegend review={review} recorded={recorded} />}
      </header>
      {review.sets.length === 0 ? (
        <Paper p="xl" className={classes.empty}>
          <Title order={2} size="h3">
            {t("review.noSets")}
          </Title>
          <p>{t("review.noSetsText")}</p>
        </Paper>
      ) : (
        <>
          <SessionStrip review={review} nameOf={nameOf} chosen={chosen} recorded={recorded} onChoose={onChoose} />
          {children}
        </>
      )}
      {custody}
    </article>
  );
}
