// The operator's page: well, in trouble, with nothing to do, with a hundred sessions, and without an answer.
import type { OperatorReport } from "@ensemble/shared/protocol/operator-report.ts";
import { OperatorView } from "../src/pages/operator/operator-view.tsx";
import { AskAgain } from "../src/ui/ask-again.tsx";
import { PageShell } from "../src/ui/page-shell.tsx";
import { LARGE, QUIET, REFUSING, TROUBLED, WELL } from "./fixture-operator.ts";
import { NOW_MS } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";

const PERSON = { name: "Olga Petersen", clinicName: "Praxis am Seepark", role: "operator" } as const;
const operator = (report: OperatorReport, unansweredForMs?: number) => () => (
  <PageShell person={PERSON} wide>
    <OperatorView report={report} nowMs={NOW_MS + (unansweredForMs ?? 0)} unansweredForMs={unansweredForMs} />
  </PageShell>
);

export const screens: Screens = {
  operator: operator(WELL),
  "operator-troubled": operator(TROUBLED),
  "operator-refusing": operator(REFUSING),
  "operator-quiet": operator(QUIET),
  "operator-large": operator(LARGE),
  "operator-unanswered": operator(WELL, 43_000),
  "operator-failed": () => (
    <PageShell person={PERSON} wide>
      <AskAgain code="network" onRetry={() => undefined} />
    </PageShell>
  ),
};
