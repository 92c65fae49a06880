// The one big card: the class to join now, the class later today, or kind words for a day without one.
import { Badge, Button, Paper } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDay, sayTime } from "../../ui/say-time.ts";
import { ShoreScene } from "../../ui/shore-scene.tsx";
import type { TodaysThing } from "./choose-today.ts";
import classes from "./today-card.module.css";

export function TodayCard({ today, nowMs }: { today: TodaysThing; nowMs: number }) {
  const { t } = useTranslation();
  const { session, when } = today;
  const language = formatLanguage();
  return (
    <Paper className={classes.card} component="section" aria-labelledby="today" radius="xl">
      <ShoreScene className={classes.scene} balloon={when === "open" ? 0.6 : 0.1} />
      <div className={classes.words}>
        <p className={classes.lead}>{t(`home.today.${when}`)}</p>
        <h2 id="today" className={classes.title}>
          {when === "none" ? t("home.today.nothing") : session?.title}
        </h2>
        {session === undefined ? (
          <p>{t("home.today.willBeHere")}</p>
        ) : (
          <>
            <p>
              {when === "none"
                ? t("home.today.next", {
                    title: session.title,
                    day: sayDay(session.startsAtMs, nowMs, language),
                    time: sayTime(session.startsAtMs, language),
                  })
                : t("home.today.with", {
                    therapist: session.therapistName,
                    time: sayTime(session.startsAtMs, language),
                  })}
            </p>
            {when === "open" && session.present > 0 ? (
              <p>{t("home.today.present", { count: session.present })}</p>
            ) : null}
            {session.demonstration ? (
              <Badge variant="light" size="lg" tt="none" className={classes.badge}>
                {t("home.demonstration")}
              </Badge>
            ) : null}
          </>
        )}
        {when === "open" && session !== undefined ? (
          <Button
            color="coral"
            className={classes.join}
            renderRoot={(props) => (
              <Link to="/session/$groupSessionId" params={{ groupSessionId: session.groupSessionId }} {...props} />
            )}
          >
            {t("home.today.join")}
          </Button>
        ) : null}
        {when === "later" && session !== undefined ? <p>{t("home.today.opens")}</p> : null}
      </div>
    </Paper>
  );
}
