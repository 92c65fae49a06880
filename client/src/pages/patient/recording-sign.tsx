// While the class is recorded everybody sees it, and whether that is with them: one press takes the own yes back, or asks again.
import { IconCircleFilled, IconCircleOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDate } from "../../ui/say-time.ts";
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
  const day = useStandingDay();
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
      <span className="visually-hidden">
        {sign === "me" && day !== ""
          ? t("patient.recording.meStandingLabel", { day })
          : t(`patient.recording.${sign}Label`)}
      </span>
    </button>
  );
}

/** Says it once when one begins to be recorded, and when one is not any more. */
export function RecordingVoice() {
  const { t } = useTranslation();
  const { speech } = useVoice();
  const isRecorded = useSessionPart((session) => findMe(session)?.takesPartInRecording === true);
  const day = useStandingDay();
  const begins = day === "" ? t("patient.recording.beginsSaid") : t("patient.recording.beginsStandingSaid", { day });
  useChange(isRecorded, () => {
    speech.say(isRecorded ? begins : t("patient.recording.endsSaid"), { priority: "coach", topic: "recording" });
  });
  return (
    <p role="status" className="visually-hidden">
      {isRecorded ? begins : ""}
    </p>
  );
}

/** Until when the standing consent holds that the own yes rests on; empty where one has said yes here. */
function useStandingDay(): string {
  const untilMs = useSessionPart((session) => findMe(session)?.clinical?.answerStandsUntilMs);
  return untilMs === undefined ? "" : sayDate(untilMs, formatLanguage());
}
