// A therapist's home: what runs or comes today in front, earlier sessions at the side.
import type { SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import { Button, Paper, Stack, Title } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isSameDay } from "../../ui/say-time.ts";
import { ShoreScene } from "../../ui/shore-scene.tsx";
import { isOpen } from "./choose-today.ts";
import { SessionCard } from "./session-card.tsx";
import { SessionRows } from "./session-rows.tsx";
import classes from "./therapist-home.module.css";

export function TherapistHomeView(props: { name: string; sessions: readonly SessionListing[]; nowMs: number }) {
  const { t } = useTranslation();
  const today = props.sessions
    .filter((each) => isOpen(each, props.nowMs) || (!each.ended && isSameDay(each.startsAtMs, props.nowMs)))
    .toSorted(
      (one, other) => Number(one.demonstration) - Number(other.demonstration) || one.startsAtMs - other.startsAtMs,
    );
  const coming = props.sessions.filter((each) => !each.ended && !today.includes(each) && each.startsAtMs > props.nowMs);
  const earlier = props.sessions.filter((each) => each.ended);
  return (
    <div className={classes.columns}>
      <Stack gap="md" component="section" aria-labelledby="today">
        <Title order={1} id="today">
          {t("home.todaysSessions")}
        </Title>
        {today.length === 0 ? (
          <Paper className={classes.empty}>
            <ShoreScene className={classes.scene} balloon={0.1} />
            <p>{t("home.todaysSessionsEmpty")}</p>
          </Paper>
        ) : (
          today.map((each) => <SessionCard key={each.groupSessionId} session={each} nowMs={props.nowMs} />)
        )}
        {coming.length === 0 ? null : (
          <Paper p="lg">
            <Title order={2} size="h4">
              {t("home.coming")}
            </Title>
            <SessionRows sessions={coming} nowMs={props.nowMs} empty="" />
          </Paper>
        )}
      </Stack>
      <Paper p="lg" component="aside" aria-labelledby="earlier">
        <Title order={2} size="h4" id="earlier">
          {t("home.earlier")}
        </Title>
        <SessionRows sessions={earlier} nowMs={props.nowMs} empty={t("home.earlierEmpty")} />
        <Button
          variant="subtle"
          h={48}
          px="sm"
          className={classes.audit}
          leftSection={<IconListDetails size={20} aria-hidden />}
          renderRoot={(rest) => <Link to="/audit" {...rest} />}
        >
          {t("home.audit")}
        </Button>
      </Paper>
    </div>
  );
}
