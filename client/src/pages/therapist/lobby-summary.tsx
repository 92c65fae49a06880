// Before the class: how many are ready, and what happens next.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { useTranslation } from "react-i18next";
import classes from "./lobby-summary.module.css";

export function LobbySummary({ patients }: { patients: readonly ParticipantView[] }) {
  const { t } = useTranslation();
  const present = patients.filter((each) => each.present).length;
  const ready = patients.filter((each) => each.present && each.ready).length;
  return (
    <section className={classes.summary}>
      <h2>{t("therapist.lobby.readyOf", { ready, count: patients.length })}</h2>
      <p>
        {t("therapist.lobby.presentOf", { present, count: patients.length })} {t("therapist.lobby.begin")}
      </p>
    </section>
  );
}
