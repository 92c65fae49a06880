// While the class is recorded everybody sees it, and whether that is with them: one press takes the own yes back, or asks again.
import { IconCircleFilled, IconCircleOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSessionPart } from "../../ui/session-context.tsx";
import { recordingSignOf } from "./own-recording.ts";
import { findMe } from "./patient-stage.ts";
import classes from "./recording-sign.module.css";
import { useChange } from "./use-change.ts";
import { useCommand } from "./use-command.ts";
import { useVoice } from "./voice-context.tsx";

/** `wide`: across what it belongs to. */
export function RecordingSign({ onAsk, wide }: { onAsk: () => void; wide: boolean }) {
  const { t } = useTranslation();
  const { send, busy } = useCommand();
  const sign = useSessionPart((session) => recordingSignOf(session.view, findMe(session)));
  if (sign === "none") return null;
  const isMine = sign !== "others";
  const Icon = sign === "me" ? IconCircleFilled : IconCircleOff;
  return (
    <button
      type="button"
      className={classes.sign}
      data-sign={sign}
      data-wide={wide || undefined}
      aria-busy={busy}
      onClick={() => (isMine ? void send({ name: "answerRecording", given: false }) : onAsk())}
    >
      <Icon aria-hidden className={classes.icon} />
      <span>{t(`patient.recording.${sign}`)}</span>
      {isMine ? <span className={classes.stop}>{t("patient.recording.stop")}</span> : null}
      <span className="visually-hidden">{t(`patient.recording.${sign}Label`)}</span>
    </button>
  );
}

/** Says it once when one begins to be recorded, and when one is not any more. */
export function RecordingVoice() {
  const { t } = useTranslation();
  const { speech } = useVoice();
  const isRecorded = useSessionPart((session) => findMe(session)?.takesPartInRecording === true);
  useChange(isRecorded, () => {
    const words = t(isRecorded ? "patient.recording.beginsSaid" : "patient.recording.endsSaid");
    speech.say(words, { priority: "coach", topic: "recording" });
  });
  return (
    <p role="status" className="visually-hidden">
      {isRecorded ? t("patient.recording.beginsSaid") : ""}
    </p>
  );
}
