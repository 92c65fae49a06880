// The leaderboard of those who chose to be on it, oneself marked by more than colour.
import type { LeaderboardRow } from "@ensemble/shared/protocol/http-messages.ts";
import { useTranslation } from "react-i18next";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import classes from "./patient-summary.module.css";

export function Places({ rows }: { rows: readonly LeaderboardRow[] }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.places}>
      {rows.map((row) => (
        <li key={`${row.rank} ${row.mark}`} data-me={row.me || undefined}>
          <span className={classes.rank}>{row.rank}.</span>
          <ParticipantMark mark={row.mark} size={28} />
          <span className={classes.name}>
            {row.name}
            {row.me ? <span className={classes.range}>{t("summary.own.you")}</span> : null}
          </span>
          <span>{t("summary.own.points", { count: row.points })}</span>
        </li>
      ))}
    </ol>
  );
}
