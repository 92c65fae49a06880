// What therapists noted about this participant's set: each leads to its moment, can be sent to the patient, and taken away again.
import type { ReviewComment } from "@ensemble/shared/protocol/review-messages.ts";
import { Button, Group } from "@mantine/core";
import { IconCheck, IconSend, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayRefusal } from "../../ui/refusal-words.ts";
import { sayDay } from "../../ui/say-time.ts";
import classes from "./comments.module.css";
import { sayMoment } from "./moment-words.ts";
import type { CommentDecision } from "./review-queries.ts";
import { SendForm } from "./send-form.tsx";
import { sendable, sentWords } from "./send-rules.ts";

export interface CommentListProps {
  readonly comments: readonly ReviewComment[];
  readonly startMs: number;
  readonly patientName: string;
  readonly shownId: string | undefined;
  /** Any was stored of the set. */
  readonly hasMovement: boolean;
  /** By the camera; session time. */
  readonly isRecordedAt: (atMs: number) => boolean;
  readonly onShow: (comment: ReviewComment) => void;
  /** Throws a refusal's code. */
  readonly onDecide: (commentId: string, decision: CommentDecision) => Promise<void>;
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

function Comment({ comment, ...props }: CommentListProps & { comment: ReviewComment }) {
  const { startMs, patientName, shownId, hasMovement, onShow } = props;
  const { t } = useTranslation();
  const [step, setStep] = useState<"resting" | "asking" | "choosing" | "working">("resting");
  const [refusal, setRefusal] = useState<string>();
  const words = useRef<HTMLButtonElement>(null);
  /** What had the keyboard goes: it stays with the comment. */
  const rest = () => {
    const had = document.activeElement;
    const wasHere = had === document.body || words.current?.closest("li")?.contains(had) === true;
    if (wasHere) words.current?.focus();
    setStep("resting");
  };
  const decide = async (decision: CommentDecision) => {
    setStep("working");
    setRefusal(undefined);
    await props
      .onDecide(comment.commentId, decision)
      .catch((error: unknown) => setRefusal(error instanceof Error ? error.message : "unexpected"));
    rest();
  };
  const { sentAtMs } = comment;
  const canSend = sendable(hasMovement, props.isRecordedAt(comment.atMs));
  return (
    <li className={classes.comment} data-shown={comment.commentId === shownId || undefined}>
      <button ref={words} type="button" className={classes.words} onClick={() => onShow(comment)}>
        <span className={classes.head}>
          <strong>{sayMoment(comment.atMs, startMs)}</strong> {comment.authorName}
        </span>
        <span className={classes.text}>{comment.text}</span>
      </button>
      {refusal === undefined ? null : (
        <p role="alert" className={classes.failed}>
          {t("review.notDone")} {sayRefusal(t, refusal)}
        </p>
      )}
      {step === "choosing" ? (
        <SendForm
          name={patientName}
          choices={canSend}
          onSend={(sentWith) => void decide({ what: "send", with: sentWith })}
          onLeave={rest}
        />
      ) : step === "asking" ? (
        <Group gap="xs">
          <span>{t(sentAtMs === null ? "review.reallyRemove" : "review.reallyRemoveSent")}</span>
          <Button size="compact-md" mih={36} color="alarm" onClick={() => void decide({ what: "remove" })}>
            {t("review.remove")}
          </Button>
          <Button size="compact-md" mih={36} variant="subtle" onClick={rest}>
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
              onClick={() => (canSend.length > 1 ? setStep("choosing") : void decide({ what: "send", with: "figure" }))}
            >
              {t("review.send", { name: patientName })}
            </Button>
          ) : (
            <span className={classes.sent}>
              <IconCheck size={18} aria-hidden />
              {t(sentWords(comment), { day: sayDay(sentAtMs, Date.now(), formatLanguage()) })}
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
