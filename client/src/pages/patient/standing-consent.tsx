// A standing consent to being recorded, as its person sees it: what it says and until when, given by a press of its own, taken back by one.
import { STANDING_CONSENT_DAYS } from "@ensemble/shared/session/recording-consent.ts";
import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayRefusal } from "../../ui/refusal-words.ts";
import { sayDate } from "../../ui/say-time.ts";
import classes from "./standing-consent.module.css";

const DAY_MS = 86_400_000;

export interface StandingConsentProps {
  /** Undefined: none. */
  readonly untilMs: number | undefined;
  readonly nowMs: number;
  readonly busy: boolean;
  readonly refused: string | undefined;
  /** Missing where one is only shown and taken back. */
  readonly onGive?: () => void;
  readonly onTakeBack: () => void;
}

export function StandingConsent({ untilMs, nowMs, busy, refused, onGive, onTakeBack }: StandingConsentProps) {
  const { t } = useTranslation();
  const day = sayDate(untilMs ?? nowMs + STANDING_CONSENT_DAYS * DAY_MS, formatLanguage());
  return (
    <section className={classes.consent} aria-labelledby="standing-consent">
      <h2 id="standing-consent" className={classes.heading}>
        {t("patient.standingConsent.title")}
      </h2>
      {untilMs === undefined ? (
        <p>{t("patient.standingConsent.text", { day })}</p>
      ) : (
        <>
          <p className={classes.given}>
            <IconCheck aria-hidden size={24} stroke={3} />
            {t("patient.standingConsent.given", { day })}
          </p>
          <p>{t("patient.standingConsent.givenText")}</p>
        </>
      )}
      {untilMs === undefined && onGive === undefined ? null : (
        <Button
          variant={untilMs === undefined ? "outline" : "default"}
          className={classes.act ?? ""}
          loading={busy}
          onClick={untilMs === undefined ? onGive : onTakeBack}
        >
          {t(untilMs === undefined ? "patient.standingConsent.give" : "patient.standingConsent.takeBack", { day })}
        </Button>
      )}
      {refused === undefined ? null : (
        <p role="alert" className={classes.refused}>
          {sayRefusal(t, refused)}
        </p>
      )}
    </section>
  );
}
