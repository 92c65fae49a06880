// One of today's sessions on a therapist's home: when it is, who is there already, and the way in.
import type { SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import { Badge, Button, Group, Paper, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayTime } from "../../ui/say-time.ts";
import { isOpen } from "./choose-today.ts";
import classes from "./session-card.module.css";

export function SessionCard({ session, nowMs }: { session: SessionListing; nowMs: number }) {
  const { t } = useTranslation();
  const open = isOpen(session, nowMs);
  return (
    <Paper p="lg" className={classes.card} component="article">
      <div className={classes.time}>{sayTime(session.startsAtMs, formatLanguage())}</div>
      <div className={classes.words}>
        <Group gap="sm">
          <Title order={2} size="h3">
            {session.title}
          </Title>
          {session.demonstration ? (
            <Badge variant="light" tt="none">
              {t("home.demonstration")}
            </Badge>
          ) : null}
        </Group>
        <p>
          {t(`home.phase.${session.phase}`)} ·{" "}
          {t("home.presentOf", { present: session.present, count: session.patients })}
        </p>
      </div>
      <Button
        h={48}
        variant={open ? "filled" : "default"}
        renderRoot={(props) => (
          <Link to="/session/$groupSessionId" params={{ groupSessionId: session.groupSessionId }} {...props} />
        )}
      >
        {t(open && session.present > 0 ? "home.enter" : "home.prepare")}
        <span className="visually-hidden">: {session.title}</span>
      </Button>
    </Paper>
  );
}
