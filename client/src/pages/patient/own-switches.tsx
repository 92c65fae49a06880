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
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import classes from "./own-switches.module.css";
import { useChoice } from "./use-choice.ts";
import { useCommand } from "./use-command.ts";
import { usePictureConsent } from "./use-picture-consent.ts";
import { useVoiceSettings } from "./voice-context.tsx";

/** Only where the session's mode lets people see each other: by name who sees it, where that is a partner. */
export function SharePicture({ view, me }: { view: SessionView; me: ParticipantView }) {
  const { t } = useTranslation();
  const { send, busy, waiting } = useCommand();
  const { chosen: shared, choose, audience, partners, names } = usePictureConsent(view, me, send);
  if (audience === "nobody") return null;
  const Icon = shared ? IconEye : IconLock;
  const [partner, ...more] = shared ? partners : [];
  return (
    <button
      type="button"
      className={classes.share}
      data-on={shared}
      aria-busy={busy}
      aria-label={t(`patient.share.${audience}.${shared ? "onLabel" : "offLabel"}`, { names })}
      onClick={() => choose(!shared)}
    >
      <Icon aria-hidden />
      <WaitingMark waiting={waiting} />
      {partner === undefined ? (
        <span className={classes.word}>{t(shared ? "patient.share.on" : "patient.share.off")}</span>
      ) : (
        <>
          {[partner, ...more].map(({ participantId, mark }) => (
            <span key={participantId} className={classes.partner}>
              <ParticipantMark mark={mark} size="calc(52 * var(--u))" />
            </span>
          ))}
          {/* Of several the marks say it: their names would be too many words. */}
          {more.length === 0 ? <span className={classes.name}>{partner.name}</span> : null}
        </>
      )}
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
