// The therapist's summary: each patient with what was done, how far, how well and how sure, and what it cost in pain and effort. Prints as it is.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { SessionSummary } from "@ensemble/shared/protocol/http-messages.ts";
import { Button, SegmentedControl, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDay, sayTime } from "../../ui/say-time.ts";
import { orderPatients, PATIENT_ORDERS, type PatientOrder } from "./order-patients.ts";
import { PatientRows } from "./patient-rows.tsx";
import classes from "./therapist-summary.module.css";

export function TherapistSummaryView({
  summary,
  exercises,
}: {
  summary: SessionSummary;
  exercises: readonly TrackedExercise[];
}) {
  const { t } = useTranslation();
  const language = formatLanguage();
  const [order, setOrder] = useState<PatientOrder>("place");
  return (
    <article className={classes.summary}>
      <header className={classes.head}>
        <div>
          <Title order={1}>{summary.title}</Title>
          <p className={classes.lead}>
            {sayDay(summary.startedAtMs, Date.now(), language)}, {sayTime(summary.startedAtMs, language)} ·{" "}
            {t("summary.minutes", { count: summary.minutes })} ·{" "}
            {t("summary.repetitionsOfGroup", { count: summary.repetitionsOfGroup })}
          </p>
        </div>
        <Button
          variant="default"
          h={48}
          className="no-print"
          leftSection={<IconPrinter size={20} aria-hidden />}
          onClick={() => window.print()}
        >
          {t("summary.print")}
        </Button>
      </header>
      <SegmentedControl
        className={`${classes.order} no-print`}
        aria-label={t("summary.order.label")}
        value={order}
        onChange={(value) => setOrder(value as PatientOrder)}
        data={PATIENT_ORDERS.map((each) => ({ value: each, label: t(`summary.order.${each}`) }))}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} aria-label={t("summary.table")} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t("summary.column.exercise")}</th>
              <th scope="col" className={classes.number}>
                {t("summary.column.repetitions")}
              </th>
              <th scope="col" className={classes.number}>
                {t("summary.column.sides")}
              </th>
              <th scope="col">{t("summary.column.range")}</th>
              <th scope="col" className={classes.number}>
                {t("summary.column.quality")}
              </th>
              <th scope="col" className={classes.number}>
                {t("summary.column.sure")}
              </th>
            </tr>
          </thead>
          {orderPatients(summary.patients, order).map((patient) => (
            <PatientRows
              key={patient.participantId}
              patient={patient}
              groupSessionId={summary.groupSessionId}
              exercises={exercises}
            />
          ))}
        </table>
      </section>
      <p className={classes.note}>{t("summary.estimates")}</p>
    </article>
  );
}
