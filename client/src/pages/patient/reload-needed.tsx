// The page cannot go on: said at once, large enough to be read from the mat, and aloud; one press brings it back. Pain · stop stays where it is.
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ReloadNeed } from "../session/use-reload-need.ts";
import { BigButton } from "./big-button.tsx";
import classes from "./reload-needed.module.css";
import layout from "./stopped-screen.module.css";
import { useVoice } from "./voice-context.tsx";

export function ReloadNeeded({ need, stopped }: { need: ReloadNeed; stopped: boolean }) {
  const { t } = useTranslation();
  const { speech } = useVoice();
  const button = useRef<HTMLButtonElement>(null);
  const title = t("patient.renewed.title");
  const words = t(stopped ? "patient.renewed.stopped" : `patient.renewed.${need}`);
  useEffect(() => speech.say(`${title}. ${words}`, { priority: "safety", topic: "renewed" }), [speech, title, words]);
  // Who comes to the computer presses the enter key.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <section className={layout.screen} role="alert">
      <h1 className={layout.title}>{title}</h1>
      <p className={classes.words}>{words}</p>
      <BigButton ref={button} tone="call" className={classes.reload ?? ""} onClick={() => location.reload()}>
        <IconRefresh aria-hidden className={classes.icon} />
        {t("shell.reload")}
      </BigButton>
    </section>
  );
}

/** Where there is no class around it: in the lobby and at the end. */
export function ReloadPage({ need }: { need: ReloadNeed }) {
  return (
    <main className={classes.page}>
      <ReloadNeeded need={need} stopped={false} />
    </main>
  );
}
