// What a therapist sent a patient about moments of a class: the figure as it stood, what was drawn over it, and the words.
import type { SentComment, StillFigure } from "@ensemble/shared/protocol/review-messages.ts";
import { Paper, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { DrawnBody } from "../../camera/draw-skeleton.ts";
import { formatLanguage } from "../../ui/language.ts";
import { sayDay } from "../../ui/say-time.ts";
import { FigurePicture } from "./figure-picture.tsx";
import { sentCommentsQuery } from "./review-queries.ts";
import classes from "./sent-comments.module.css";

/** Nothing while there is none: what is not there need not be waited for. `of`: of one class only. */
export function SentComments({ of, most }: { of?: string; most?: number }) {
  const sent = useQuery(sentCommentsQuery);
  const comments = (sent.data ?? []).filter(({ groupSessionId }) => of === undefined || groupSessionId === of);
  return <SentCommentsView comments={comments.slice(0, most)} />;
}

export function SentCommentsView({ comments }: { comments: readonly SentComment[] }) {
  const { t } = useTranslation();
  if (comments.length === 0) return null;
  return (
    <Paper p="lg" component="section" aria-labelledby="sent-comments">
      <Title order={2} id="sent-comments" size="h3" mb="sm">
        {t("review.forYou")}
      </Title>
      <ul className={classes.list}>
        {comments.map((comment) => (
          <li key={comment.commentId}>
            <Sent comment={comment} />
          </li>
        ))}
      </ul>
    </Paper>
  );
}

function Sent({ comment }: { comment: SentComment }) {
  const { t } = useTranslation();
  const { figure, drawing, text, authorName, title, startedAtMs } = comment;
  const body = useMemo(() => (figure === null ? undefined : bodyOf(figure)), [figure]);
  return (
    <article className={classes.sent} data-alone={body === undefined || undefined}>
      {body === undefined ? null : (
        <div className={classes.figure}>
          <FigurePicture body={body} drawing={drawing} label={t("review.yourFigure")} />
        </div>
      )}
      <div>
        <p className={classes.text}>{text}</p>
        <p className={classes.from}>
          {authorName} · {title}, {sayDay(startedAtMs, Date.now(), formatLanguage())}
        </p>
      </div>
    </article>
  );
}

function bodyOf({ aspect, points, visibility }: StillFigure): DrawnBody {
  return { aspect, points, visibility, stride: 2 };
}
