// How far the journal is behind, by process, and whether what it is written to answers.
import type { DatabaseReach, ProcessReport, Reach } from "@ensemble/shared/protocol/operator-report.ts";
import { IconCircleCheck, IconDatabaseOff, IconDatabaseX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { Moment } from "./moment.tsx";
import classes from "./operator.module.css";
import { nameProcess } from "./order-rules.ts";
import { type Column, ReportTable } from "./report-table.tsx";
import { sayDelay, sayNumber } from "./say-amount.ts";

export function JournalTable({ processes, nowMs }: { processes: readonly ProcessReport[]; nowMs: number }) {
  const { t } = useTranslation();
  const language = formatLanguage();
  const redis: Column<ProcessReport> = {
    head: "Redis",
    cell: (row) => (row.redis === null ? "–" : <ReachWords reach={row.redis} nowMs={nowMs} />),
  };
  const columns: readonly [Column<ProcessReport>, ...Column<ProcessReport>[]] = [
    { head: t("operator.column.process"), cell: nameProcess },
    { head: t("operator.column.database"), cell: (row) => <ReachWords reach={row.database} nowMs={nowMs} /> },
    { head: t("operator.column.waiting"), number: true, cell: ({ journal }) => sayNumber(journal.waiting, language) },
    {
      head: t("operator.column.oldest"),
      number: true,
      cell: ({ journal }) => (journal.oldestWaitingMs === null ? "–" : sayDelay(journal.oldestWaitingMs, language)),
    },
    {
      head: t("operator.column.lastCommit"),
      number: true,
      cell: ({ journal }) =>
        journal.lastCommitAtMs === null ? "–" : <Moment atMs={journal.lastCommitAtMs} nowMs={nowMs} />,
    },
    { head: t("operator.column.chunks"), number: true, cell: ({ journal }) => journal.chunksWaiting },
    ...(processes.some((process) => process.redis !== null) ? [redis] : []),
  ];
  return (
    <ReportTable
      title={t("operator.journal")}
      rows={processes}
      keyOf={(row) => row.processId}
      empty={t("operator.noProcess")}
      isDue={(row) => troubleOf(row.database) !== undefined || row.redis?.reachable === false}
      columns={columns}
    />
  );
}

const ICONS = { away: IconDatabaseOff, refusesWrites: IconDatabaseX } as const;

function ReachWords({ reach, nowMs }: { readonly reach: Reach | DatabaseReach; readonly nowMs: number }) {
  const { t } = useTranslation();
  const trouble = troubleOf(reach);
  const Icon = trouble === undefined ? IconCircleCheck : ICONS[trouble.what];
  return (
    <span className={classes.pair}>
      <span className={classes.state} data-tone={trouble === undefined ? "good" : "alarm"}>
        <Icon size={18} aria-hidden />
        {t(`operator.${trouble?.what ?? "answers"}`)}
      </span>
      {trouble === undefined ? null : (
        <span className={classes.quiet}>
          <Moment atMs={trouble.sinceMs} nowMs={nowMs} />
        </span>
      )}
    </span>
  );
}

function troubleOf(reach: Reach | DatabaseReach): { what: keyof typeof ICONS; sinceMs: number } | undefined {
  if (!reach.reachable) return { what: "away", sinceMs: reach.sinceMs };
  const sinceMs = "refusesWritesSinceMs" in reach ? reach.refusesWritesSinceMs : undefined;
  return sinceMs === undefined ? undefined : { what: "refusesWrites", sinceMs };
}
