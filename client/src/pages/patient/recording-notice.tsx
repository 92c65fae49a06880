// Who is recorded by a standing consent is told so at the beginning of each recording, before the next set: one press to be left out of this one,
// one to take the consent back.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDate } from "../../ui/say-time.ts";
import { BigButton } from "./big-button.tsx";
import classes from "./recording-question.module.css";
import { RefusalLine } from "./refusal-line.tsx";
import { useCommand } from "./use-command.ts";
import { useVoice } from "./voice-context.tsx";

export function RecordingNotice({ untilMs, onRead }: { untilMs: number; onRead: () => void }) {
  const { t } = useTranslation();
  const { speech } = useVoice();
  const command = useCommand();
  const { send, busy } = command;
  const heading = useRef<HTMLHeadingElement>(null);
  const words = t("patient.recordingNotice.text", { day: sayDate(untilMs, formatLanguage()) });
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    speech.say(`${t("patient.recordingNotice.title")} ${words}`, { priority: "coach", topic: "recording" });
  }, [speech, t, words]);
  return (
    <section className={classes.screen}>
      <h1 ref={heading} tabIndex={-1} className={classes.title}>
        {t("patient.recordingNotice.title")}
      </h1>
      <p className={classes.text}>{words}</p>
      <div className={classes.answers}>
        <BigButton className={classes.answer ?? ""} onClick={onRead}>
          {t("patient.recordingNotice.read")}
        </BigButton>
        <BigButton
          className={classes.answer ?? ""}
          busy={busy}
          onClick={() => void send({ name: "answerRecording", given: false })}
        >
          {t("patient.recordingNotice.leaveOut")}
        </BigButton>
        <BigButton
          className={classes.answer ?? ""}
          busy={busy}
          onClick={() => void send({ name: "takeBackStandingConsent" })}
        >
          {t("patient.recordingNotice.takeBack")}
        </BigButton>
      </div>
      <RefusalLine command={command} />
    </section>
  );
}
