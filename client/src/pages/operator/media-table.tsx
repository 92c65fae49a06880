// Audio and video, by process.
import type { ProcessReport } from "@ensemble/shared/protocol/operator-report.ts";
import { IconAlertTriangle, IconCircleCheck, IconVideoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./operator.module.css";
import { nameProcess } from "./order-rules.ts";
import { ReportTable } from "./report-table.tsx";

export function MediaTable({ processes }: { readonly processes: readonly ProcessReport[] }) {
  const { t } = useTranslation();
  return (
    <ReportTable
      title={t("operator.media")}
      rows={processes}
      keyOf={(row) => row.processId}
      empty={t("operator.noProcess")}
      isDue={(row) => !row.media.up || row.media.turnTrouble !== undefined}
      columns={[
        { head: t("operator.column.process"), cell: nameProcess },
        {
          head: t("operator.column.state"),
          cell: ({ media }) => (
            <span className={classes.state} data-tone={media.up ? "good" : "alarm"}>
              {media.up ? <IconCircleCheck size={18} aria-hidden /> : <IconVideoOff size={18} aria-hidden />}
              {t(media.up ? "operator.answers" : "operator.answersNot")}
            </span>
          ),
        },
        { head: t("operator.column.workers"), number: true, cell: ({ media }) => media.workers },
        { head: t("operator.column.deaths"), number: true, cell: ({ media }) => media.deaths },
        { head: t("operator.column.transports"), number: true, cell: ({ media }) => media.transports },
        { head: t("operator.column.producers"), number: true, cell: ({ media }) => media.producers },
        { head: t("operator.column.consumers"), number: true, cell: ({ media }) => media.consumers },
        {
          head: "TURN",
          cell: ({ media }) =>
            media.turnTrouble === undefined ? (
              t(media.turn ? "operator.turn" : "operator.noTurn")
            ) : (
              <span className={classes.state} data-tone="alarm">
                <IconAlertTriangle size={18} aria-hidden />
                {t(`operator.turnTrouble.${media.turnTrouble}`)}
              </span>
            ),
        },
      ]}
    />
  );
}
