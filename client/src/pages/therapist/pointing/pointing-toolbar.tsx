// The tools for drawing on a patient's picture: each a large button with its word and its key, and a line that says what to do.
import {
  IconArrowBackUp,
  IconCheck,
  IconMinus,
  IconPin,
  IconPlayerPause,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ACTION_KEYS, POINTING_TOOLS, TOOL_KEYS } from "./pointing-keys.ts";
import classes from "./pointing-toolbar.module.css";
import { TOOL_ICONS, ToolButton } from "./tool-button.tsx";
import type { Pointing } from "./use-pointing.ts";

const DEGREE_STEP = 5;

export function PointingToolbar({ pointing, hintId }: { pointing: Pointing; hintId: string }) {
  const { t } = useTranslation();
  const { tool } = pointing;
  return (
    <div className={classes.tools}>
      <div className={classes.row} role="toolbar" aria-label={t("therapist.pointing.tools")}>
        {POINTING_TOOLS.map((each) => (
          <ToolButton
            key={each}
            icon={TOOL_ICONS[each]}
            word={t(`therapist.pointing.tool.${each}`)}
            keyName={TOOL_KEYS[each]}
            pressed={each === tool}
            onPress={() => pointing.choose(each)}
          />
        ))}
        <ToolButton
          icon={IconPin}
          word={t("therapist.pointing.stays")}
          keyName={ACTION_KEYS.stays}
          pressed={pointing.stays}
          onPress={pointing.turnStays}
        />
        <ToolButton
          icon={IconPlayerPause}
          word={t("therapist.pointing.hold")}
          keyName={ACTION_KEYS.hold}
          pressed={pointing.held}
          onPress={pointing.turnHold}
        />
        <ToolButton
          icon={IconArrowBackUp}
          word={t("therapist.pointing.undo")}
          keyName={ACTION_KEYS.undo}
          onPress={pointing.undo}
        />
        <ToolButton
          icon={IconTrash}
          word={t("therapist.pointing.clear")}
          keyName={ACTION_KEYS.clear}
          onPress={pointing.clear}
        />
        <ToolButton
          icon={IconCheck}
          word={t("therapist.pointing.end")}
          keyName={ACTION_KEYS.end}
          onPress={pointing.end}
        />
      </div>
      {tool === "target" ? (
        <fieldset className={classes.degrees} aria-label={t("therapist.pointing.degrees")}>
          <button
            type="button"
            aria-label={t("therapist.pointing.less")}
            onClick={() => pointing.changeDegrees(-DEGREE_STEP)}
          >
            <IconMinus size={20} aria-hidden />
          </button>
          <output>{pointing.degrees}°</output>
          <button
            type="button"
            aria-label={t("therapist.pointing.more")}
            onClick={() => pointing.changeDegrees(DEGREE_STEP)}
          >
            <IconPlus size={20} aria-hidden />
          </button>
        </fieldset>
      ) : null}
      <p id={hintId} className={classes.hint} role="status">
        {hintOf(pointing, t)}
      </p>
    </div>
  );
}

function hintOf({ tool, settled, missed, held }: Pointing, t: (key: string) => string): string {
  if (missed) return t("therapist.pointing.noJoint");
  const step =
    tool === "angle" || tool === "circle" || tool === "arrow" ? Math.min(settled, tool === "angle" ? 2 : 1) : 0;
  const hint = t(`therapist.pointing.hint.${tool}.${step}`);
  return held ? `${t("therapist.pointing.heldHint")} ${hint}` : hint;
}
