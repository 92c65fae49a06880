// Sessions as rows: when, what, and the one way on from each.
import type { SessionListing } from "@ensemble/shared/protocol/http-messages.ts";
import { Badge, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDay, sayTime } from "../../ui/say-time.ts";
import { isOpen } from "./choose-today.ts";
import classes from "./session-rows.module.css";

export function SessionRows(props: { sessions: readonly SessionListing[]; nowMs: number; empty: string }) {
  const { t } = useTranslation();
  const language = formatLanguage();
  if (props.sessions.length === 0) return <p className={classes.empty}>{props.empty}</p>;
  return (
    <ul className={classes.rows}>
      {props.sessions.map((session) => (
        <li key={session.groupSessionId} className={classes.row}>
          <span className={classes.when}>
            <strong>{sayDay(session.startsAtMs, props.nowMs, language)}</strong>
            <span>{sayTime(session.startsAtMs, language)}</span>
          </span>
          <span className={classes.what}>
            <span className={classes.title}>{session.title}</span>
            {session.demonstration ? (
              <Badge variant="light" tt="none">
                {t("home.demonstration")}
              </Badge>
            ) : null}
          </span>
          <WayOn session={session} nowMs={props.nowMs} />
        </li>
      ))}
    </ul>
  );
}

function WayOn({ session, nowMs }: { session: SessionListing; nowMs: number }) {
  const { t } = useTranslation();
  const params = { groupSessionId: session.groupSessionId };
  if (isOpen(session, nowMs)) {
    return (
      <Button h={48} renderRoot={(props) => <Link to="/session/$groupSessionId" params={params} {...props} />}>
        {t("home.enter")}
        <span className="visually-hidden">: {session.title}</span>
      </Button>
    );
  }
  if (!session.ended) return null;
  return (
    <Button
      h={48}
      variant="subtle"
      renderRoot={(props) => <Link to="/session/$groupSessionId/summary" params={params} {...props} />}
    >
      {t("home.lookBack")}
      <span className="visually-hidden">: {session.title}</span>
    </Button>
  );
}
