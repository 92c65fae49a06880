// Camera and microphone: permission, one's own picture, the check of all that a class needs, other devices; and an honest way without a camera.
import { IconCamera, IconVideo, IconVideoOff } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { type CameraStatus, isCameraFailure } from "../../camera/camera-status.ts";
import { BigButton } from "./big-button.tsx";
import { CameraComparison } from "./camera-comparison.tsx";
import { CheckList } from "./check-list.tsx";
import type { DeviceCheck } from "./device-check.ts";
import { overallTone } from "./device-check-rules.ts";
import { DeviceChoice, useDevices } from "./device-choice.tsx";
import classes from "./devices-step.module.css";
import { LobbyFrame } from "./lobby-frame.tsx";
import { OwnPicture } from "./own-picture.tsx";
import { isPictureShown, useCamera } from "./use-camera.ts";
import { useFound, useSaidAloud } from "./use-device-check.ts";

export interface DevicesStepProps {
  readonly feed: CameraFeed | undefined;
  /** Undefined until a camera was opened. */
  readonly check: DeviceCheck | undefined;
  readonly onOpenCamera: () => void;
  readonly onRight: () => void;
  readonly onWithoutCamera: () => void;
  readonly onBack: () => void;
}

export function DevicesStep({ feed, check, onOpenCamera, onRight, onWithoutCamera, onBack }: DevicesStepProps) {
  const { t } = useTranslation();
  const camera = useCamera(feed);
  const [leaving, setLeaving] = useState(false);
  const failure = isCameraFailure(camera.status) ? camera.status : undefined;
  const seen = isPictureShown(camera);
  const found = useFound(check);
  const tone = found === undefined ? "checking" : overallTone(found);
  // Also in the moments in which another camera opens.
  const trying = failure === undefined && found !== undefined && (seen || found.camera !== "checking");
  useSaidAloud(check);
  const devices = useDevices(feed, camera.stream);

  const actions = leaving ? (
    <BigButton tone="call" onClick={onWithoutCamera}>
      {t("lobby.devices.withoutConfirm")}
    </BigButton>
  ) : feed === undefined ? (
    <BigButton tone="call" onClick={onOpenCamera}>
      <IconCamera aria-hidden size={32} />
      {t("lobby.devices.open")}
    </BigButton>
  ) : failure === undefined ? (
    <BigButton tone={tone === "checking" ? "calm" : "call"} disabled={!seen} onClick={onRight}>
      {t(!trying || tone === "good" || tone === "open" ? "lobby.devices.right" : "lobby.check.goOn")}
    </BigButton>
  ) : (
    <BigButton tone="call" onClick={() => void feed.restart()}>
      {t("lobby.devices.again")}
    </BigButton>
  );

  return (
    <LobbyFrame
      step="devices"
      title={t(!leaving && trying ? `lobby.check.title.${tone}` : "lobby.devices.title")}
      onBack={leaving ? () => setLeaving(false) : onBack}
      actions={
        <>
          {actions}
          {leaving ? null : (
            <BigButton tone="quiet" onClick={() => setLeaving(true)}>
              {t("lobby.devices.without")}
            </BigButton>
          )}
        </>
      }
    >
      {leaving ? (
        <Explained icon={<IconVideoOff aria-hidden size={56} />} text={t("lobby.devices.withoutExplained")} />
      ) : null}
      {leaving || feed !== undefined ? null : (
        <Explained icon={<IconVideo aria-hidden size={56} />} text={t("lobby.devices.lead")} />
      )}
      {leaving || feed === undefined ? null : (
        <div className={classes.check}>
          <div className={classes.devices}>
            <div className={classes.picture}>
              {seen ? <OwnPicture feed={feed} /> : <NoPicture status={camera.status} />}
            </div>
            {failure === undefined ? <CameraComparison feed={feed} cameras={devices.cameras} /> : null}
            <DeviceChoice onRestart={feed.restart} stream={camera.stream} devices={devices} />
          </div>
          {check === undefined || !trying ? null : <CheckList check={check} />}
        </div>
      )}
    </LobbyFrame>
  );
}

/** In place of the picture: why there is none, and what to do about it. */
function NoPicture({ status }: { status: CameraStatus }) {
  const { t } = useTranslation();
  const Icon = status === "asking" ? IconVideo : IconVideoOff;
  return (
    <div className={classes.noPicture} role={isCameraFailure(status) ? "alert" : "status"}>
      <Icon aria-hidden size={48} />
      <strong>{t(`camera.status.${status}`)}</strong>
      <span>{t(`camera.help.${status}`)}</span>
    </div>
  );
}

function Explained({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <div className={classes.explained}>
      {icon}
      <p>{text}</p>
    </div>
  );
}
