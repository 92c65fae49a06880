// Why a press did not take effect, or not yet, in words, below the button that was pressed.
import { useTranslation } from "react-i18next";
import { sayRefusal } from "../../ui/refusal-words.ts";
import classes from "./refusal-line.module.css";
import type { CommandSender } from "./use-command.ts";

export function RefusalLine({ command }: { command: Pick<CommandSender, "waiting" | "refused"> }) {
  const { t } = useTranslation();
  const { waiting, refused } = command;
  const words = waiting
    ? t("lobby.waitingForLine")
    : refused === undefined
      ? ""
      : `${t("lobby.notSaved")} ${sayRefusal(t, refused)}`;
  return (
    <p role="status" className={classes.line} data-empty={words === ""} data-waiting={waiting}>
      {words}
    </p>
  );
}
