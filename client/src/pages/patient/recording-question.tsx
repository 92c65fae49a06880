// Whether one may be recorded, asked in plain words: yes and no weigh the same, and neither is chosen beforehand.
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { BigButton } from "./big-button.tsx";
import classes from "./recording-question.module.css";
import { RefusalLine } from "./refusal-line.tsx";
import { useCommand } from "./use-command.ts";
import { useVoice } from "./voice-context.tsx";

/** `onAnswered`: also where the question was asked again and the answer is the one there was. */
export function RecordingQuestion({ onAnswered }: { onAnswered: () => void }) {
  const { t } = useTranslation();
  const { speech } = useVoice();
  const command = useCommand();
  const { send, busy } = command;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    speech.say(`${t("patient.recording.title")} ${t("patient.recording.text")}`, {
      priority: "coach",
      topic: "recording",
    });
  }, [speech, t]);
  const answer = async (given: boolean) => {
    const said = given ? ({ given, audience: RECORDING_AUDIENCE } as const) : ({ given } as const);
    if (await send({ name: "answerRecording", ...said })) onAnswered();
  };
  return (
    <section className={classes.screen}>
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {t("patient.recording.title")}
      </h1>
      <p className={classes.text}>{t("patient.recording.text")}</p>
      <div className={classes.answers}>
        <BigButton className={classes.answer ?? ""} busy={busy} onClick={() => void answer(true)}>
          {t("patient.recording.yes")}
        </BigButton>
        <BigButton className={classes.answer ?? ""} busy={busy} onClick={() => void answer(false)}>
          {t("patient.recording.no")}
        </BigButton>
      </div>
      <RefusalLine command={command} />
    </section>
  );
}
