// Every session that runs: what waits to be durable first. Counts only; a session is known by its id, as in the log.
import {
  IconCircleCheck,
  IconClock,
  IconDatabaseOff,
  IconHourglass,
  IconPlayerPause,
  IconPlayerPlay,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { Moment } from "./moment.tsx";
import classes from "./operator.module.css";
import { nameProcess, type PlacedSession } from "./order-rules.ts";
import { ReportTable } from "./report-table.tsx";
import { sayNumber } from "./say-amount.ts";
import { SessionId } from "./session-id.tsx";

const ICONS = {
  waiting: IconHourglass,
  setRunning: IconPlayerPlay,
  paused: IconPlayerPause,
  rest: IconClock,
  ended: IconCircleCheck,
};

export function SessionTable({ sessions, nowMs }: { sessions: readonly PlacedSession[]; nowMs: number }) {
  const { t } = useTranslation();
  const language = formatLanguage();
  return (
    <ReportTable
      title={t("operator.sessions")}
      rows={sessions}
      keyOf={(row) => `${row.process.processId} ${row.groupSessionId}`}
      empty={t("operator.noSession")}
      isDue={(row) => row.provisional}
      columns={[
        { head: t("operator.column.session"), cell: (row) => <SessionId id={row.groupSessionId} /> },
        { head: t("operator.column.state"), cell: (row) => <SessionState session={row} /> },
        {
          head: t("operator.column.since"),
          number: true,
          cell: (row) => <Moment atMs={row.sinceMs} nowMs={nowMs} />,
        },
        { head: t("operator.column.therapists"), number: true, cell: (row) => row.therapists },
        { head: t("operator.column.patients"), number: true, cell: (row) => row.patients },
        { head: t("operator.column.simulated"), number: true, cell: (row) => row.simulated },
        {
          head: t("operator.column.frames"),
          number: true,
          cell: (row) => (row.framesPerSecond === null ? "–" : sayNumber(row.framesPerSecond, language)),
        },
        { head: t("operator.column.notDurable"), number: true, cell: (row) => sayNumber(row.waiting, language) },
        { head: t("operator.column.process"), cell: (row) => nameProcess(row.process) },
        { head: t("operator.column.epoch"), number: true, cell: (row) => row.epoch },
      ]}
    />
  );
}

function SessionState({ session: { state, provisional } }: { readonly session: PlacedSession }) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  return (
    <span className={classes.pair}>
      <span className={classes.state} data-tone={state === "setRunning" ? "good" : "quiet"}>
        <Icon size={18} aria-hidden />
        {t(`operator.state.${state}`)}
      </span>
      {provisional ? (
        <span className={classes.state} data-tone="due">
          <IconDatabaseOff size={18} aria-hidden />
          {t("operator.provisional")}
        </span>
      ) : null}
    </span>
  );
}
