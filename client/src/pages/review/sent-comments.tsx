// What a therapist sent a patient about moments of a class: the figure as it stood, what was drawn over it, the words, and what was sent with them of the movement.
import type { SentComment } from "@ensemble/shared/protocol/review-messages.ts";
import { Paper, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDay } from "../../ui/say-time.ts";
import { sentCommentsQuery } from "./review-queries.ts";
import { SentClipPlayer, StillMoment } from "./sent-clip.tsx";
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
  const { figure, clip, text, authorName, title, startedAtMs } = comment;
  const isAlone = figure === null && clip === null;
  return (
    <article className={classes.sent} data-alone={isAlone || undefined}>
      {isAlone ? null : (
        <div className={classes.moment}>
          {clip === null ? <StillMoment comment={comment} /> : <SentClipPlayer comment={{ ...comment, clip }} />}
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
