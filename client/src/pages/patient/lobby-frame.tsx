// The frame around every step of the lobby: the way as stones, one title, one thing to do.
import { IconArrowLeft, IconCheck } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./lobby-frame.module.css";
import { LOBBY_STEPS, type LobbyStep } from "./lobby-steps.ts";
import { PrivateWordSign } from "./private-word-sign.tsx";

export interface LobbyFrameProps {
  readonly step: LobbyStep;
  readonly title: string;
  readonly lead?: string | undefined;
  readonly onBack?: (() => void) | undefined;
  readonly children: ReactNode;
  /** The one thing to do, always at the bottom. */
  readonly actions?: ReactNode;
}

export function LobbyFrame({ step, title, lead, onBack, children, actions }: LobbyFrameProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // Each step is a new page to a screen reader: its title is read out and the keyboard starts there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what changes the page
  useEffect(() => heading.current?.focus({ preventScroll: true }), [step]);
  return (
    <main className={classes.page} data-step={step}>
      <header className={classes.header}>
        {onBack === undefined ? (
          <span className={classes.back} />
        ) : (
          <button type="button" className={classes.back} onClick={onBack}>
            <IconArrowLeft aria-hidden size={24} />
            <span>{t("lobby.back")}</span>
          </button>
        )}
        <Stones step={step} />
        <span className={classes.back} />
      </header>
      <div className={classes.content}>
        <PrivateWordSign />
        <h1 ref={heading} tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
      {actions === undefined ? null : <footer className={classes.actions}>{actions}</footer>}
    </main>
  );
}

function Stones({ step }: { step: LobbyStep }) {
  const { t } = useTranslation();
  const present = LOBBY_STEPS.indexOf(step);
  const name = t(`lobby.steps.${step}`);
  const said = t("lobby.progress", { step: present + 1, steps: LOBBY_STEPS.length, name });
  return (
    <div className={classes.stones} role="img" aria-label={said}>
      {LOBBY_STEPS.map((each, index) => (
        <span key={each} className={classes.stone} data-state={stateOf(index, present)}>
          {index < present ? <IconCheck aria-hidden size={18} stroke={3} /> : index + 1}
        </span>
      ))}
    </div>
  );
}

function stateOf(index: number, present: number): "done" | "now" | "later" {
  if (index === present) return "now";
  return index < present ? "done" : "later";
}
