// Pain · stop: one press ends the movement on this device at once, with or without a line. Always at the same place, always the same key.
import { IconHandStop } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSessionActions } from "../../ui/session-context.tsx";
import classes from "./pain-stop.module.css";

/** Not a letter, so that no speech software and no tremor presses it by chance. */
const STOP_KEY = "Escape";

export function PainStop() {
  const { t } = useTranslation();
  const { command } = useSessionActions();
  const stop = () => void command({ name: "stopForPain" });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== STOP_KEY || event.repeat) return;
      event.preventDefault();
      void command({ name: "stopForPain" });
    };
    // Before anything else on the page can take the key.
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [command]);
  return (
    <button type="button" className={classes.stop} onClick={stop} aria-keyshortcuts={STOP_KEY}>
      <IconHandStop aria-hidden className={classes.icon} />
      <span className={classes.words}>{t("patient.stop")}</span>
      <kbd aria-hidden className={classes.key}>
        {t("patient.stopKey")}
      </kbd>
    </button>
  );
}
