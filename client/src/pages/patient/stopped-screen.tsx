// After pain · stop: calm, certain that somebody knows, and nothing moves on before patient and therapist both want it.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { IconCircleCheck, IconClock, IconWifiOff } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionStatus } from "../../connection/client-session.ts";
import { BigButton } from "./big-button.tsx";
import { stoppedState } from "./stopped-rules.ts";
import classes from "./stopped-screen.module.css";
import { useCommand } from "./use-command.ts";

export interface StoppedScreenProps {
  readonly me: ParticipantView;
  readonly status: ConnectionStatus;
  /** Name of the therapist, empty while nobody is there. */
  readonly therapistName: string;
  /** What is to be said of the line. */
  readonly line: ReactNode;
}

const ICONS = {
  offline: IconWifiOff,
  telling: IconClock,
  told: IconCircleCheck,
  taken: IconCircleCheck,
  theyAgree: IconCircleCheck,
  waiting: IconClock,
};

export function StoppedScreen({ me, status, therapistName, line }: StoppedScreenProps) {
  const { t } = useTranslation();
  const { send, busy } = useCommand();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const state = stoppedState(me, status);
  const name = therapistName === "" ? t("patient.stopped.yourTherapist") : therapistName;
  const Icon = ICONS[state];
  return (
    <section className={classes.screen}>
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {t("patient.stopped.title")}
      </h1>
      <p className={classes.state} role="status">
        <Icon aria-hidden className={classes.icon} />
        {t(`patient.stopped.${state}`, { name })}
      </p>
      <p className={classes.emergency}>{t("patient.stopped.emergency")}</p>
      <div className={classes.bottom}>
        {/* "offline" says it in its own words. */}
        {state === "offline" ? null : line}
        {state === "offline" || state === "telling" || state === "waiting" ? null : (
          <BigButton
            className={classes.goOn ?? ""}
            tone={state === "theyAgree" ? "call" : "calm"}
            busy={busy}
            onClick={() => void send({ name: "agreeResume" })}
          >
            {t("patient.stopped.goOn")}
          </BigButton>
        )}
      </div>
    </section>
  );
}
