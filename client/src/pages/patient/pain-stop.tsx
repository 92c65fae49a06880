// Pain · stop: one press ends the movement on this device at once, with or without a line. Always at the same place, always the same keys.
import { IconBackspace, IconHandStop } from "@tabler/icons-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSessionActions } from "../../ui/session-context.tsx";
import { onStopByLeaving } from "./full-screen.ts";
import classes from "./pain-stop.module.css";
import { isStopPress, STOP_KEYS } from "./stop-key-rules.ts";

export function PainStop() {
  const { t } = useTranslation();
  const { command } = useSessionActions();
  const stop = () => void command({ name: "stopForPain" });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isStopPress(event)) return;
      event.preventDefault();
      void command({ name: "stopForPain" });
    };
    // Before anything else on the page can take the key.
    window.addEventListener("keydown", onKeyDown, { capture: true });
    const stopListening = onStopByLeaving(() => void command({ name: "stopForPain" }));
    return () => {
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      stopListening();
    };
  }, [command]);
  return (
    <button type="button" className={classes.stop} onClick={stop} aria-keyshortcuts={STOP_KEYS.join(" ")}>
      <IconHandStop aria-hidden className={classes.icon} />
      <span className={classes.words}>{t("patient.stop")}</span>
      <kbd aria-hidden className={classes.key}>
        {t("patient.stopKey")}
      </kbd>
      <kbd aria-hidden className={classes.key}>
        <IconBackspace />
      </kbd>
    </button>
  );
}
