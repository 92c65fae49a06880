// Words about the moment at which the player stands, and the tools to draw on it.
import { LONGEST_COMMENT } from "@ensemble/shared/protocol/review-messages.ts";
import { Button, Group, Textarea } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { ACTION_KEYS, TOOL_KEYS } from "../therapist/pointing/pointing-keys.ts";
import { TOOL_ICONS, ToolButton } from "../therapist/pointing/tool-button.tsx";
import { COMMENT_TOOLS } from "./comment-drawing-rules.ts";
import classes from "./comments.module.css";
import type { CommentDrawing } from "./use-comment-drawing.ts";

export function CommentForm(props: {
  readonly time: string;
  /** Undefined where there is no figure to draw on. */
  readonly drawing: CommentDrawing | undefined;
  /** Of the line that says what to do. */
  readonly hintId: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Resolves once it is kept. */
  readonly onKeep: (text: string) => Promise<void>;
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [state, setState] = useState<"writing" | "keeping" | "failed">("writing");
  const { drawing } = props;
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
        ref={props.field}
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
          <div className={classes.tools} role="toolbar" aria-label={t("review.draw")}>
            {COMMENT_TOOLS.map((tool) => (
              <ToolButton
                key={tool}
                icon={TOOL_ICONS[tool]}
                word={t(`therapist.pointing.tool.${tool}`)}
                keyName={TOOL_KEYS[tool]}
                pressed={tool === drawing.tool}
                onPress={() => drawing.choose(tool)}
              />
            ))}
            <ToolButton
              icon={IconArrowBackUp}
              word={t("therapist.pointing.undo")}
              keyName={ACTION_KEYS.undo}
              onPress={drawing.undo}
            />
          </div>
          <p id={props.hintId} className={classes.hint} role="status">
            {t(`therapist.pointing.hint.${drawing.tool}.${drawing.tool === "pen" ? 0 : Math.min(1, drawing.settled)}`)}
          </p>
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
