// What therapists noted about this participant's set: each leads to its moment, can be sent to the patient, and taken away again.
import type { ReviewComment } from "@ensemble/shared/protocol/review-messages.ts";
import { Button, Group } from "@mantine/core";
import { IconCheck, IconSend, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDay } from "../../ui/say-time.ts";
import classes from "./comments.module.css";
import { sayMoment } from "./moment-words.ts";

export interface CommentListProps {
  readonly comments: readonly ReviewComment[];
  readonly startMs: number;
  readonly patientName: string;
  readonly shownId: string | undefined;
  readonly onShow: (comment: ReviewComment) => void;
  readonly onDecide: (commentId: string, what: "send" | "remove") => Promise<void>;
}

export function CommentList(props: CommentListProps) {
  const { t } = useTranslation();
  if (props.comments.length === 0) return <p className={classes.empty}>{t("review.noComments")}</p>;
  return (
    <ul className={classes.list}>
      {props.comments.map((comment) => (
        <Comment key={comment.commentId} {...props} comment={comment} />
      ))}
    </ul>
  );
}

function Comment({
  comment,
  startMs,
  patientName,
  shownId,
  onShow,
  onDecide,
}: CommentListProps & { comment: ReviewComment }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<"resting" | "asking" | "working" | "failed">("resting");
  const decide = async (what: "send" | "remove") => {
    setStep("working");
    await onDecide(comment.commentId, what).then(
      () => setStep("resting"),
      () => setStep("failed"),
    );
  };
  const { sentAtMs } = comment;
  return (
    <li className={classes.comment} data-shown={comment.commentId === shownId || undefined}>
      <button type="button" className={classes.words} onClick={() => onShow(comment)}>
        <span className={classes.head}>
          <strong>{sayMoment(comment.atMs, startMs)}</strong> {comment.authorName}
        </span>
        <span className={classes.text}>{comment.text}</span>
      </button>
      {step === "failed" ? (
        <p role="alert" className={classes.failed}>
          {t("review.notDone")}
        </p>
      ) : null}
      {step === "asking" ? (
        <Group gap="xs">
          <span>{t(sentAtMs === null ? "review.reallyRemove" : "review.reallyRemoveSent")}</span>
          <Button size="compact-md" mih={36} color="alarm" onClick={() => void decide("remove")}>
            {t("review.remove")}
          </Button>
          <Button size="compact-md" mih={36} variant="subtle" onClick={() => setStep("resting")}>
            {t("review.leave")}
          </Button>
        </Group>
      ) : (
        <Group gap="xs">
          {sentAtMs === null ? (
            <Button
              size="compact-md"
              mih={36}
              variant="light"
              loading={step === "working"}
              leftSection={<IconSend size={18} aria-hidden />}
              onClick={() => void decide("send")}
            >
              {t("review.send", { name: patientName })}
            </Button>
          ) : (
            <span className={classes.sent}>
              <IconCheck size={18} aria-hidden />
              {t("review.sent", { day: sayDay(sentAtMs, Date.now(), formatLanguage()) })}
            </span>
          )}
          <Button
            size="compact-md"
            mih={36}
            variant="subtle"
            leftSection={<IconTrash size={18} aria-hidden />}
            onClick={() => setStep("asking")}
          >
            {t("review.remove")}
          </Button>
        </Group>
      )}
    </li>
  );
}
