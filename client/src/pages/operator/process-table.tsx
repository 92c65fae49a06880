// Every process of the cluster: those that are silent or lack something first.
import type { ProcessReport, SilentProcess } from "@ensemble/shared/protocol/operator-report.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { Moment } from "./moment.tsx";
import classes from "./operator.module.css";
import { nameProcess } from "./order-rules.ts";
import { ProcessStateWords } from "./process-state.tsx";
import { type Column, ReportTable } from "./report-table.tsx";
import { sayDelay, sayMegabytes, sayNumber } from "./say-amount.ts";
import { isAtLimit } from "./standing-rules.ts";

interface ProcessTableProps {
  readonly processes: readonly ProcessReport[];
  readonly silent: readonly SilentProcess[];
  readonly nowMs: number;
}

export function ProcessTable({ processes, silent, nowMs }: ProcessTableProps) {
  const { t } = useTranslation();
  const language = formatLanguage();
  type Row = ProcessReport | SilentProcess;
  const answered = (show: (process: ProcessReport) => ReactNode) => (row: Row) => ("sessions" in row ? show(row) : "–");
  const columns: readonly [Column<Row>, ...Column<Row>[]] = [
    { head: t("operator.column.process"), cell: (row) => <ProcessName process={row} /> },
    {
      head: t("operator.column.state"),
      cell: (row) =>
        "sessions" in row ? (
          <ProcessStateWords state={row.readiness === "ready" && isAtLimit(row) ? "atLimit" : row.readiness} />
        ) : (
          <span className={classes.pair}>
            <ProcessStateWords state="silent" />
            <span className={classes.quiet}>
              <Moment atMs={row.silentSinceMs} nowMs={nowMs} />
            </span>
          </span>
        ),
    },
    {
      head: t("operator.column.running"),
      number: true,
      cell: answered((row) => <Moment atMs={row.startedAtMs} nowMs={nowMs} />),
    },
    { head: t("operator.column.sessions"), number: true, cell: answered((row) => row.sessions.length) },
    { head: t("operator.column.people"), number: true, cell: answered((row) => row.connections) },
    {
      head: t("operator.column.cpu"),
      number: true,
      cell: answered((row) => (row.cpuShare === null ? "–" : `${sayNumber(100 * row.cpuShare, language)} %`)),
    },
    {
      head: t("operator.column.delay"),
      number: true,
      cell: answered((row) => (row.eventLoopDelayMs === null ? "–" : sayDelay(row.eventLoopDelayMs, language))),
    },
    {
      head: t("operator.column.memory"),
      number: true,
      cell: answered((row) => sayMegabytes(row.memory.residentBytes, language)),
    },
    {
      head: t("operator.column.heap"),
      number: true,
      cell: answered((row) => sayMegabytes(row.memory.heapBytes, language)),
    },
    {
      head: t("operator.column.transport"),
      cell: answered((row) => (row.transport === "uws" ? "uWebSockets.js" : "ws")),
    },
    { head: t("operator.column.version"), cell: answered((row) => row.version) },
  ];
  return (
    <ReportTable
      title={t("operator.processes")}
      columns={columns}
      rows={[...silent, ...processes]}
      keyOf={(row) => row.processId}
      empty={t("operator.noProcess")}
      isDue={(row) => !("sessions" in row) || row.readiness !== "ready" || isAtLimit(row)}
    />
  );
}

/** As in every other table, and the id by which other processes' logs name it. */
function ProcessName({ process }: { readonly process: ProcessReport | SilentProcess }) {
  const { publicAddress, processId } = process;
  if (publicAddress === null) return processId;
  return (
    <span className={classes.stacked} title={publicAddress}>
      {nameProcess(process)}
      <span className={classes.quiet}>{processId}</span>
    </span>
  );
}
