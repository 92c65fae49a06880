// The whole cluster in four figures.
import type { OperatorReport } from "@ensemble/shared/protocol/operator-report.ts";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import classes from "./operator.module.css";
import { sayNumber } from "./say-amount.ts";

export function Tallies({ report: { processes, silent } }: { readonly report: OperatorReport }) {
  const { t } = useTranslation();
  const sessions = processes.flatMap((process) => process.sessions);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const rates = sessions.flatMap(({ framesPerSecond }) => framesPerSecond ?? []);
  const tallies = [
    ["processes", processes.length + silent.length],
    ["sessions", sessions.length],
    ["people", sum(processes.map(({ connections }) => connections))],
    ["frames", rates.length === 0 && sessions.length > 0 ? undefined : Math.round(sum(rates))],
  ] as const;
  return (
    <dl className={classes.tallies}>
      {tallies.map(([what, value]) => (
        <div key={what}>
          <dt>{t(`operator.tally.${what}`, { count: value ?? 0 })}</dt>
          <dd>{value === undefined ? "–" : sayNumber(value, formatLanguage())}</dd>
        </div>
      ))}
    </dl>
  );
}
