// How the machines do, on one page: the sentence, then processes, sessions, media, journal, faults.
import type { OperatorReport } from "@ensemble/shared/protocol/operator-report.ts";
import { FaultTable, RefusalTable } from "./fault-table.tsx";
import { JournalTable } from "./journal-table.tsx";
import { MediaTable } from "./media-table.tsx";
import classes from "./operator.module.css";
import { addUpRefusals, orderFaults, orderProcesses, orderSessions } from "./order-rules.ts";
import { ProcessTable } from "./process-table.tsx";
import { SessionTable } from "./session-table.tsx";
import { StandingBanner } from "./standing-banner.tsx";
import { findStanding } from "./standing-rules.ts";
import { Tallies } from "./tallies.tsx";

interface OperatorViewProps {
  readonly report: OperatorReport;
  /** By the server's clock. */
  readonly nowMs: number;
  readonly unansweredForMs?: number | undefined;
}

export function OperatorView({ report, nowMs, unansweredForMs }: OperatorViewProps) {
  const processes = orderProcesses(report.processes);
  return (
    <div className={classes.page}>
      <StandingBanner findings={findStanding(report)} nowMs={nowMs} unansweredForMs={unansweredForMs} />
      <Tallies report={report} />
      <div className={classes.tables}>
        <div className={classes.whole}>
          <ProcessTable processes={processes} silent={report.silent} nowMs={nowMs} />
        </div>
        <div className={classes.whole}>
          <SessionTable sessions={orderSessions(processes)} nowMs={nowMs} />
        </div>
        <div className={classes.wide}>
          <MediaTable processes={processes} />
        </div>
        <div className={classes.wide}>
          <JournalTable processes={processes} nowMs={nowMs} />
        </div>
        <FaultTable faults={orderFaults(report)} nowMs={nowMs} />
        <RefusalTable refusals={addUpRefusals(processes)} />
      </div>
    </div>
  );
}
