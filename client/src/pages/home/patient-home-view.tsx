// A patient's home: today's one thing as one big card, the streak as a path of stones, the week. Sitting at the screen, so 20 px is right.
import type { PatientHome } from "@ensemble/shared/protocol/http-messages.ts";
import { Paper, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { chooseToday } from "./choose-today.ts";
import classes from "./patient-home.module.css";
import { SessionRows } from "./session-rows.tsx";
import { StreakPath } from "./streak-path.tsx";
import { TodayCard } from "./today-card.tsx";

export function PatientHomeView(props: {
  name: string;
  home: PatientHome;
  nowMs: number;
  /** What was sent to this person. */
  children?: ReactNode;
}) {
  const { name, home, nowMs } = props;
  const { t } = useTranslation();
  const today = chooseToday(home.sessions, nowMs);
  const others = home.sessions.filter((each) => each !== today.session);
  return (
    <Stack gap="lg" className={classes.page}>
      <Title order={1}>{t(`home.${greetingOf(nowMs)}`, { name })}</Title>
      <TodayCard today={today} nowMs={nowMs} />
      {props.children}
      <div className={classes.columns}>
        <Paper p="lg" component="section" aria-labelledby="streak">
          <Title order={2} id="streak" size="h3">
            {home.streakDays > 0 ? t("home.streak", { count: home.streakDays }) : t("home.streakBegins")}
          </Title>
          <StreakPath days={home.days} />
        </Paper>
        <Paper p="lg" component="section" aria-labelledby="classes">
          <Title order={2} id="classes" size="h3" mb="sm">
            {t("home.classes")}
          </Title>
          <SessionRows sessions={others} nowMs={nowMs} empty={t("home.classesEmpty")} />
        </Paper>
      </div>
    </Stack>
  );
}

function greetingOf(nowMs: number): "goodMorning" | "goodDay" | "goodEvening" {
  const hour = new Date(nowMs).getHours();
  if (hour < 11) return "goodMorning";
  return hour < 18 ? "goodDay" : "goodEvening";
}
