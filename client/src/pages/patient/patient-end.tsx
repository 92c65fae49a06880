// After the class: pain, effort, thanks, and what one has done. Every question may be left out.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSessionPart } from "../../ui/session-context.tsx";
import { type EndStep, endStep } from "./end-steps.ts";
import classes from "./patient-end.module.css";
import { findMe } from "./patient-stage.ts";
import { ScaleQuestion } from "./scale-question.tsx";
import { useCommand } from "./use-command.ts";

export interface PatientEndProps {
  /** What the patient did today. */
  readonly summary: ReactNode;
}

export function PatientEnd({ summary }: PatientEndProps) {
  const { t } = useTranslation();
  const me = useSessionPart(findMe);
  const command = useCommand();
  const [leftOut, setLeftOut] = useState<readonly EndStep[]>([]);
  if (me === undefined) return null;
  const step = endStep(me, leftOut);
  const leaveOut = () => setLeftOut((before) => [...before, step]);
  if (step === "pain" || step === "effort") {
    const name = step === "pain" ? "reportPain" : "reportEffort";
    return (
      <ScaleQuestion
        key={step}
        about={step}
        command={command}
        onAnswer={(level) => void command.send({ name, level })}
        onSkip={leaveOut}
      />
    );
  }
  return (
    <main className={classes.page}>
      <Thanks>{t("patient.end.thanks", { name: me.name })}</Thanks>
      <p className={classes.text}>{t("patient.end.thanksText")}</p>
      {summary}
    </main>
  );
}

function Thanks({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1} className={classes.thanks}>
      {children}
    </h1>
  );
}
