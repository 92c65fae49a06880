// A bar that moves when one speaks: the plainest proof that the microphone works.
import { useTranslation } from "react-i18next";
import classes from "./level-bar.module.css";

const STEPS = 12;

/** `level` 0…1. */
export function LevelBar({ level }: { level: number }) {
  const { t } = useTranslation();
  const shown = Math.round(level * STEPS);
  return (
    <div className={classes.bar}>
      <meter className="visually-hidden" aria-label={t("lobby.check.microphone.level")} value={shown / STEPS} />
      {Array.from({ length: STEPS }, (_, step) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of the bar are their places
        <span key={step} aria-hidden="true" data-on={step < shown} />
      ))}
    </div>
  );
}
