// One question from 0 to 10: large numbers with faces and words at the ends; by touch, mouse, arrows or digit keys.
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { BigButton } from "./big-button.tsx";
import { RefusalLine } from "./refusal-line.tsx";
import { ScaleFace } from "./scale-face.tsx";
import classes from "./scale-question.module.css";
import type { CommandSender } from "./use-command.ts";

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export interface ScaleQuestionProps {
  readonly about: "pain" | "effort";
  readonly command: Pick<CommandSender, "busy" | "waiting" | "refused">;
  readonly onAnswer: (level: number) => void;
  readonly onSkip: () => void;
}

export function ScaleQuestion({ about, command, onAnswer, onSkip }: ScaleQuestionProps) {
  const { t } = useTranslation();
  const name = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const [level, setLevel] = useState<number>();
  const [tried, setTried] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another page
  useEffect(() => heading.current?.focus(), [about]);
  useDigits(setLevel);
  const go = () => {
    setTried(true);
    if (level !== undefined) onAnswer(level);
  };
  const words = { 0: "none", 5: "middle", 10: "most" } as Readonly<Record<number, string>>;
  return (
    <main className={classes.page}>
      <h1 ref={heading} id={`${name}-question`} tabIndex={-1} className={classes.question}>
        {t(`patient.end.${about}`)}
      </h1>
      <div role="radiogroup" aria-labelledby={`${name}-question`} className={classes.scale}>
        {LEVELS.map((each) => (
          <label key={each} className={classes.level} data-anchor={each in words}>
            <input
              type="radio"
              name={name}
              checked={level === each}
              onChange={() => setLevel(each)}
              aria-label={`${t("patient.end.scaleLabel", { level: each })}${each in words ? `, ${t(`patient.end.${about}Anchors.${words[each]}`)}` : ""}`}
            />
            <span className={classes.button}>
              <ScaleFace level={each} className={classes.face} />
              <span className={classes.number}>{each}</span>
            </span>
            {each in words ? (
              <span className={classes.anchor} aria-hidden="true">
                {t(`patient.end.${about}Anchors.${words[each]}`)}
              </span>
            ) : null}
          </label>
        ))}
      </div>
      <div className={classes.actions}>
        <BigButton tone="call" className={classes.continue ?? ""} busy={command.busy} onClick={go}>
          {t("patient.end.continue")}
        </BigButton>
        <BigButton tone="quiet" onClick={onSkip}>
          {t("patient.end.skip")}
        </BigButton>
        {tried && level === undefined ? (
          <p role="alert" className={classes.choose}>
            {t("patient.end.choose")}
          </p>
        ) : null}
        <RefusalLine command={command} />
      </div>
    </main>
  );
}

/** Keys 0…9; ten is reached with the arrows. */
function useDigits(choose: (level: number) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
      choose(Number(event.key));
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [choose]);
}
