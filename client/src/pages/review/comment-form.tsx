// Words, and lines drawn by hand, about the moment at which the player stands.
import { LONGEST_COMMENT, type Stroke } from "@ensemble/shared/protocol/review-messages.ts";
import { Button, Group, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./comments.module.css";

export function CommentForm(props: {
  readonly time: string;
  /** Undefined where there is no figure to draw on. */
  readonly drawing: readonly Stroke[] | undefined;
  readonly onDraw: (drawing: readonly Stroke[]) => void;
  /** Resolves once it is kept. */
  readonly onKeep: (text: string) => Promise<void>;
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [state, setState] = useState<"writing" | "keeping" | "failed">("writing");
  const { drawing, onDraw } = props;
  const keep = async () => {
    setState("keeping");
    await props.onKeep(text.trim()).catch(() => setState("failed"));
  };
  return (
    <form
      className={classes.form}
      aria-label={t("review.write")}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") void keep();
      }}
    >
      <Textarea
        label={t("review.writeAt", { time: props.time })}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={LONGEST_COMMENT}
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        autoFocus
      />
      {drawing === undefined ? null : (
        <div className={classes.pen}>
          <IconPencil size={18} aria-hidden />
          <span>{t("review.draw")}</span>
          <Button
            variant="subtle"
            size="compact-md"
            mih={32}
            disabled={drawing.length === 0}
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            onClick={() => onDraw(drawing.slice(0, -1))}
          >
            {t("review.undo")}
          </Button>
        </div>
      )}
      {state === "failed" ? (
        <p role="alert" className={classes.failed}>
          {t("review.notKept")}
        </p>
      ) : null}
      <Group gap="xs">
        <Button type="submit" h={44} disabled={text.trim() === ""} loading={state === "keeping"}>
          {t("review.keep")}
        </Button>
        <Button variant="subtle" h={44} onClick={props.onLeave}>
          {t("review.leave")}
        </Button>
      </Group>
    </form>
  );
}
