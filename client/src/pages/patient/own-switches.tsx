// Who sees me, who hears me, and whether the voice speaks: always visible, one tap on, one tap off.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import {
  IconCloudUp,
  IconEye,
  IconLock,
  IconMicrophone,
  IconUsersGroup,
  IconVolume,
  IconVolumeOff,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./own-switches.module.css";
import { useChoice } from "./use-choice.ts";
import { useCommand } from "./use-command.ts";
import { useVoiceSettings } from "./voice-context.tsx";

/** Only where the session's mode lets people see each other. */
export function SharePicture({ mode, me }: { mode: SessionView["pictureMode"]; me: ParticipantView }) {
  const { t } = useTranslation();
  const { send, busy, waiting } = useCommand();
  const { chosen: shared, choose } = useChoice(me.pictureConsent, (given) => send({ name: "consentToPicture", given }));
  if (mode !== "everybody") return null;
  const Icon = shared ? IconEye : IconLock;
  return (
    <button
      type="button"
      className={classes.share}
      data-on={shared}
      aria-busy={busy}
      aria-label={t(shared ? "patient.share.onLabel" : "patient.share.offLabel")}
      onClick={() => choose(!shared)}
    >
      <Icon aria-hidden />
      <WaitingMark waiting={waiting} />
      <span className={classes.word}>{t(shared ? "patient.share.on" : "patient.share.off")}</span>
    </button>
  );
}

export function OpenMicrophone({ me }: { me: ParticipantView }) {
  const { t } = useTranslation();
  const { send, busy, waiting } = useCommand();
  const { chosen: open, choose } = useChoice(me.microphoneToGroup, (toGroup) =>
    send({ name: "openMicrophone", toGroup }),
  );
  return (
    <button
      type="button"
      className={classes.round}
      data-on={open}
      aria-busy={busy}
      aria-label={t(open ? "patient.microphone.onLabel" : "patient.microphone.offLabel")}
      onClick={() => choose(!open)}
    >
      <IconMicrophone aria-hidden />
      {open ? <IconUsersGroup aria-hidden /> : <IconLock aria-hidden />}
      <WaitingMark waiting={waiting} />
    </button>
  );
}

/** What the switch shows is asked for, and the answer takes its time. */
function WaitingMark({ waiting }: { waiting: boolean }) {
  const { t } = useTranslation();
  if (!waiting) return null;
  return (
    <span role="status" className={classes.waiting}>
      <IconCloudUp role="img" aria-label={t("lobby.waitingForLine")} />
    </span>
  );
}

export function QuietSwitch() {
  const { t } = useTranslation();
  const voice = useVoiceSettings();
  const on = voice.speech || voice.sounds;
  const turn = () => {
    voice.setSpeech(!on);
    voice.setSounds(!on);
  };
  return (
    <button
      type="button"
      className={classes.round}
      aria-label={t(on ? "patient.quiet.onLabel" : "patient.quiet.offLabel")}
      onClick={turn}
    >
      {on ? <IconVolume aria-hidden /> : <IconVolumeOff aria-hidden />}
    </button>
  );
}
