// What is the case with the line, in calm words, across the page. What ends the session on this page covers it.
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/notice.tsx";
import { PageShell } from "../../ui/page-shell.tsx";
import { sayRefusal } from "../../ui/refusal-words.ts";
import { useSessionPart } from "../../ui/session-context.tsx";
import { ShoreScene } from "../../ui/shore-scene.tsx";
import classes from "./connection-notice.module.css";
import { isTooNew } from "./reload-rules.ts";

/** For states in which the session goes on. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const status = useSessionPart((session) => session.status);
  const tooNew = useSessionPart(isTooNew);
  if (status !== "reconnecting") return null;
  if (tooNew) return <TooNewNotice />;
  return (
    <Notice tone="waiting" title={t("shell.session.reconnecting.title")}>
      {t("shell.session.reconnecting.text")}
    </Notice>
  );
}

/** It comes back by itself where the server is about to be renewed, and by loading the page again where the newer one was taken back. */
export function TooNewNotice() {
  const { t } = useTranslation();
  return (
    <Notice
      tone="waiting"
      title={t("shell.session.tooNew.title")}
      action={
        <Button variant="default" onClick={() => location.reload()}>
          {t("shell.reload")}
        </Button>
      }
    >
      {t("shell.session.tooNew.text")}
    </Notice>
  );
}

/** For states in which this page has nothing more to show. */
export function SessionClosed({
  status,
  refusal,
}: {
  status: "heldBack" | "takenOver" | "refused" | "tooOld";
  refusal?: string | undefined;
}) {
  const { t } = useTranslation();
  const words = status === "heldBack" && refusal === "server/refuses_writes" ? "notStoring" : status;
  const text =
    status === "refused" && refusal !== undefined ? sayRefusal(t, refusal) : t(`shell.session.${words}.text`);
  return (
    <PageShell>
      <section className={classes.closed} role="alert">
        <ShoreScene className={classes.scene} balloon={0.2} />
        <div className={classes.words}>
          <h1>{t(`shell.session.${words}.title`)}</h1>
          <p>{text}</p>
          <div className={classes.actions}>
            {words === "refused" ? null : (
              <Button size="lg" h={56} color="coral" onClick={() => location.reload()}>
                {t(`shell.session.${words}.action`)}
              </Button>
            )}
            <Button size="lg" h={56} variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
              {t("shell.toHome")}
            </Button>
          </div>
        </div>
      </section>
    </PageShell>
  );
}
