// A tool for drawing, as a large button with its word and its key.
import { IconAngle, IconArrowUpRight, IconCircle, IconPencil, IconTarget } from "@tabler/icons-react";
import type { ComponentType } from "react";
import { KeyHint } from "../../../ui/key-hint.tsx";
import classes from "./tool-button.module.css";

type Icon = ComponentType<{ size: number; "aria-hidden": true }>;

export const TOOL_ICONS = {
  pen: IconPencil,
  arrow: IconArrowUpRight,
  circle: IconCircle,
  angle: IconAngle,
  target: IconTarget,
};

export function ToolButton(props: {
  icon: Icon;
  word: string;
  keyName: string;
  pressed?: boolean;
  onPress: (() => void) | undefined;
}) {
  const { icon: Icon } = props;
  return (
    <button
      type="button"
      className={classes.tool}
      {...(props.pressed === undefined ? {} : { "aria-pressed": props.pressed })}
      // Not disabled: the keyboard stays where it is when there is nothing more to undo.
      aria-disabled={props.onPress === undefined}
      onClick={props.onPress}
    >
      <Icon size={24} aria-hidden />
      <span className={classes.word}>{props.word}</span>
      <KeyHint>{props.keyName.toUpperCase()}</KeyHint>
    </button>
  );
}
