// The therapist's own check before the class: camera, microphone, loudspeaker and line, as every patient's, with other devices to choose.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LineCheck } from "../../call/line-check-rules.ts";
import type { MicrophoneStatus } from "../../camera/camera-status.ts";
import { type Devices, listDevices } from "../../camera/list-devices.ts";
import { lookAtPicture } from "../../camera/look-at-picture.ts";
import { openMicrophoneLevel } from "../../camera/microphone-level.ts";
import { openSounds } from "../../ui/sounds.ts";
import { useSoundOutput } from "../../ui/use-sound-output.ts";
import { VideoPicture } from "../../ui/video-picture.tsx";
import { CheckList } from "../patient/check-list.tsx";
import { createDeviceCheck, type DeviceCheck } from "../patient/device-check.ts";
import { DeviceChoice, useDevices } from "../patient/device-choice.tsx";
import classes from "./own-check.module.css";

export interface OwnCheckProps {
  /** Undefined while the browser asks, and where there is neither. */
  readonly stream: MediaStream | undefined;
  /** Why there is none. */
  readonly missing: { readonly camera?: string; readonly microphone?: MicrophoneStatus };
  /** Undefined while there is no call. */
  readonly checkLine: (() => Promise<LineCheck>) | undefined;
  /** Opens what was chosen. */
  readonly onRestart: () => void;
}

const LISTED = { listDevices };

/** Begins when it is shown, and ends with it. */
export function OwnCheck({ stream, missing, checkLine, onRestart }: OwnCheckProps) {
  const devices = useDevices(LISTED, stream);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const check = useCheck(video);
  const hasSound = stream !== undefined && stream.getAudioTracks().length > 0;
  const hasPicture = stream !== undefined && stream.getVideoTracks().length > 0;
  const microphone = hasSound ? "running" : (missing.microphone ?? "off");
  const picture = hasPicture ? "shown" : missing.camera === undefined ? "waiting" : "failed";
  useEffect(() => {
    check?.follow({ stream, microphone, picture, shown: true, checkLine });
  }, [check, stream, microphone, picture, checkLine]);
  return (
    <OwnCheckView
      check={check}
      stream={stream}
      devices={devices}
      onRestart={async () => onRestart()}
      onVideo={setVideo}
    />
  );
}

export function OwnCheckView(props: {
  readonly check: DeviceCheck | undefined;
  readonly stream: MediaStream | undefined;
  readonly devices: Devices;
  readonly onRestart: () => Promise<void>;
  readonly onVideo?: (video: HTMLVideoElement | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.check}>
      <div className={classes.devices}>
        <VideoPicture
          stream={props.stream}
          className={classes.picture}
          label={t("therapist.ownCheck.picture")}
          onElement={props.onVideo}
        />
        <DeviceChoice onRestart={props.onRestart} stream={props.stream} devices={props.devices} />
      </div>
      {props.check === undefined ? null : <CheckList check={props.check} of="therapist" />}
    </div>
  );
}

/** Undefined until there is an element to look at. */
function useCheck(video: HTMLVideoElement | null): DeviceCheck | undefined {
  const [check, setCheck] = useState<DeviceCheck>();
  const { deviceId } = useSoundOutput();
  const [sounds, setSounds] = useState<ReturnType<typeof openSounds>>();
  useEffect(() => {
    if (video === null) return;
    const opened = openSounds({ on: true, createContext: () => new AudioContext() });
    const made = createDeviceCheck({
      kept: undefined,
      lookAtPicture: (onSeen) => lookAtPicture(video, onSeen),
      listen: (stream, onLevel) => openMicrophoneLevel(stream, onLevel).dispose,
      playTone: () => opened.test("check"),
      isSpeaking: () => false,
      nowMs: () => performance.now(),
      beginsWithoutPicture: true,
    });
    setSounds(opened);
    setCheck(made);
    return () => {
      made.dispose();
      opened.dispose();
      setCheck(undefined);
      setSounds(undefined);
    };
  }, [video]);
  useEffect(() => sounds?.playOn(deviceId), [sounds, deviceId]);
  return check;
}
