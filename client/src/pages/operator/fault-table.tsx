// The newest things that went wrong since each process began, and what was refused in that time.
import type { RefusalCount } from "@ensemble/shared/protocol/operator-report.ts";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayRefusal } from "../../ui/refusal-words.ts";
import { Moment } from "./moment.tsx";
import { nameProcess, type PlacedFault } from "./order-rules.ts";
import { ReportTable } from "./report-table.tsx";
import { sayNumber } from "./say-amount.ts";
import { SessionId } from "./session-id.tsx";

export function FaultTable({ faults, nowMs }: { faults: readonly PlacedFault[]; nowMs: number }) {
  const { t } = useTranslation();
  return (
    <ReportTable
      title={t("operator.faults")}
      rows={faults}
      keyOf={(row) => `${row.process.processId} ${row.kind} ${row.groupSessionId} ${row.firstAtMs}`}
      empty={t("operator.noFault")}
      columns={[
        { head: t("operator.column.fault"), cell: (row) => t(`operator.fault.${row.kind}`) },
        { head: t("operator.column.ago"), number: true, cell: (row) => <Moment atMs={row.lastAtMs} nowMs={nowMs} /> },
        { head: t("operator.column.times"), number: true, cell: (row) => row.times },
        {
          head: t("operator.column.session"),
          cell: (row) => (row.groupSessionId === null ? "–" : <SessionId id={row.groupSessionId} />),
        },
        { head: t("operator.column.process"), cell: (row) => nameProcess(row.process) },
      ]}
    />
  );
}

export function RefusalTable({ refusals }: { readonly refusals: readonly RefusalCount[] }) {
  const { t } = useTranslation();
  return (
    <ReportTable
      title={t("operator.refusals")}
      rows={refusals}
      keyOf={(row) => `${row.of} ${row.code}`}
      empty={t("operator.noRefusal")}
      columns={[
        { head: t("operator.column.reason"), cell: (row) => <span title={sayRefusal(t, row.code)}>{row.code}</span> },
        { head: t("operator.column.refused"), cell: (row) => t(`operator.refused.${row.of}`) },
        {
          head: t("operator.column.count"),
          number: true,
          cell: (row) => sayNumber(row.count, formatLanguage()),
        },
      ]}
    />
  );
}
