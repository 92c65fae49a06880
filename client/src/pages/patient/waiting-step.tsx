// Ready: who is here, how one appears, what the others may see; and the way back to change any of it.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { IconCheck, IconStethoscope } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { BigButton } from "./big-button.tsx";
import { DeviceNotice } from "./device-notice.tsx";
import { deviceTrouble } from "./device-trouble.ts";
import { FullScreenOffer } from "./full-screen-offer.tsx";
import type { CallState } from "./line-rules.ts";
import { LobbyFrame } from "./lobby-frame.tsx";
import { OwnStandingConsent } from "./own-standing-consent.tsx";
import { findTherapist } from "./patient-stage.ts";
import { RefusalLine } from "./refusal-line.tsx";
import { SharingChoices } from "./sharing-choices.tsx";
import { useCamera } from "./use-camera.ts";
import { useCommand } from "./use-command.ts";
import classes from "./waiting-step.module.css";

export interface WaitingStepProps {
  readonly view: SessionView;
  readonly me: ParticipantView;
  readonly person: { readonly name: string; readonly nickname: string };
  readonly feed: CameraFeed | undefined;
  readonly withoutCamera: boolean;
  readonly call: CallState;
  readonly onBack: () => void;
}

export function WaitingStep({ view, me, person, feed, withoutCamera, call, onBack }: WaitingStepProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const { send, busy } = command;
  const trouble = deviceTrouble(useCamera(feed));
  const therapist = findTherapist(view);
  const others = view.participants.filter((each) => each.role === "patient" && each.present);
  const here = therapist?.present === true;
  return (
    <LobbyFrame
      step="waiting"
      title={t(me.ready && trouble?.device !== "camera" ? "lobby.waiting.title" : "lobby.waiting.titleUnready")}
      lead={here ? t("lobby.waiting.therapistHere", { name: therapist?.name }) : t("lobby.waiting.therapistMissing")}
      onBack={onBack}
      actions={
        <>
          {me.ready ? (
            <BigButton tone="calm" busy={busy} onClick={() => void send({ name: "declareReady", ready: false })}>
              {t("lobby.waiting.notReady")}
            </BigButton>
          ) : (
            <BigButton tone="call" busy={busy} onClick={() => void send({ name: "declareReady", ready: true })}>
              {t("lobby.waiting.declareReady")}
            </BigButton>
          )}
          <FullScreenOffer />
          <RefusalLine command={command} />
        </>
      }
    >
      {feed === undefined || trouble === undefined ? null : (
        <div className={classes.trouble}>
          <DeviceNotice feed={feed} trouble={trouble} />
        </div>
      )}
      {withoutCamera ? <p className={classes.remark}>{t("lobby.waiting.uncounted")}</p> : null}
      {call === undefined || call === "connected" ? null : (
        <p className={classes.remark} role="status">
          {t(`call.status.${call}`)}
        </p>
      )}
      <div className={classes.halves}>
        <section className={classes.card} aria-labelledby="lobby-here">
          <h2 id="lobby-here" className={classes.heading}>
            {t("lobby.waiting.here")}
          </h2>
          <ul className={classes.people}>
            {here && therapist !== undefined ? (
              <li className={classes.person}>
                <span className={classes.lead}>
                  <IconStethoscope aria-hidden size={26} />
                </span>
                <span className={classes.name}>{therapist.name}</span>
              </li>
            ) : null}
            {others.map((each) => (
              <Person key={each.participantId} person={each} me={each.participantId === me.participantId} />
            ))}
          </ul>
          {others.length <= 1 && !here ? <p className={classes.alone}>{t("lobby.waiting.alone")}</p> : null}
        </section>
        <SharingChoices view={view} me={me} person={person} />
        <OwnStandingConsent me={me} />
      </div>
    </LobbyFrame>
  );
}

function Person({ person, me }: { person: ParticipantView; me: boolean }) {
  const { t } = useTranslation();
  const notes = [me ? t("lobby.waiting.me") : "", person.simulated ? t("lobby.waiting.simulated") : ""].filter(Boolean);
  return (
    <li className={classes.person}>
      <ParticipantMark mark={person.mark} size={40} />
      <span className={classes.name}>
        {person.name}
        {notes.length === 0 ? null : <span className={classes.note}> ({notes.join(", ")})</span>}
      </span>
      <span className={classes.state} data-ready={person.ready}>
        {person.ready ? <IconCheck aria-hidden size={24} stroke={3} /> : null}
        {t(person.ready ? "lobby.waiting.isReady" : "lobby.waiting.isPreparing")}
      </span>
    </li>
  );
}
