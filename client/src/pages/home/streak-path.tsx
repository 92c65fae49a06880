// The last two weeks as stones of a path: a day exercised is a full stone, a planned one still missing an outline, a rest day a pebble.
import type { PatientHome } from "@ensemble/shared/protocol/http-messages.ts";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import classes from "./streak-path.module.css";

type Day = PatientHome["days"][number];

export function StreakPath({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation();
  const language = formatLanguage();
  return (
    <ol className={classes.path}>
      {days.map((day, index) => {
        const kind = kindOf(day);
        const isToday = index === days.length - 1;
        return (
          <li key={day.day} className={classes.day} data-today={isToday || undefined}>
            <span className={classes.stone} data-kind={kind}>
              {kind === "exercised" ? <IconCheck size={22} stroke={3} aria-hidden /> : null}
            </span>
            <span aria-hidden className={classes.name}>
              {nameOf(day.day, "narrow", language)}
            </span>
            <span className="visually-hidden">
              {t(`home.day.${kind}`, { day: isToday ? t("home.day.today") : nameOf(day.day, "long", language) })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function kindOf(day: Day): "exercised" | "planned" | "rest" {
  if (day.exercised) return "exercised";
  return day.planned ? "planned" : "rest";
}

/** `day` is 2025-03-13. Noon, so that no time zone moves it to another day. */
function nameOf(day: string, weekday: "narrow" | "long", language: string): string {
  return new Intl.DateTimeFormat(language, { weekday }).format(new Date(`${day}T12:00:00`));
}
