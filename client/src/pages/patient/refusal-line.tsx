// Why a press did not take effect, in words, below the button that was pressed.
import { useTranslation } from "react-i18next";
import { sayRefusal } from "../../ui/refusal-words.ts";
import classes from "./refusal-line.module.css";

export function RefusalLine({ code }: { code: string | undefined }) {
  const { t } = useTranslation();
  return (
    <p role="status" className={classes.line} data-empty={code === undefined}>
      {code === undefined ? "" : `${t("lobby.notSaved")} ${sayRefusal(t, code)}`}
    </p>
  );
}
