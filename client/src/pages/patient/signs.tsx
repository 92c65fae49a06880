// Small signs without words beside the count: the days in a row, and one's own place among those on the leaderboard.
import { IconFlame, IconTrophy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./signs.module.css";

/** `inWords`: where there is room to say what the number counts. */
export function StreakSign({ days, inWords = false }: { days: number; inWords?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.sign} data-kind="streak" role="img" aria-label={t("patient.streak", { count: days })}>
      <IconFlame aria-hidden className={classes.icon} />
      {inWords ? t("patient.streakDays", { count: days }) : days}
    </span>
  );
}

export function PlaceSign({ place, places }: { place: number; places: number }) {
  const { t } = useTranslation();
  return (
    <span className={classes.sign} role="img" aria-label={t("patient.place", { place, places })}>
      <IconTrophy aria-hidden className={classes.icon} />
      {place}
    </span>
  );
}
