// Another camera, microphone or loudspeaker; folded, for most people have the right ones.
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { createChosenDevices } from "../../camera/chosen-devices.ts";
import type { Device, Devices } from "../../camera/list-devices.ts";
import { isOutputChoosable } from "../../ui/sound-output.ts";
import { useSoundOutput } from "../../ui/use-sound-output.ts";
import classes from "./device-choice.module.css";

interface DeviceChoiceProps {
  /** Of a camera's feed: opens what was chosen. */
  readonly onRestart: CameraFeed["restart"];
  readonly stream: MediaStream | undefined;
  readonly devices: Devices;
}

export function DeviceChoice({ onRestart, stream, devices }: DeviceChoiceProps) {
  const { t } = useTranslation();
  const chosen = createChosenDevices(localStorage);
  const [camera, microphone] = [stream?.getVideoTracks()[0], stream?.getAudioTracks()[0]];
  const output = useSoundOutput();
  return (
    <details className={classes.choices}>
      <summary>{t("lobby.devices.others")}</summary>
      <Choice
        label={t("lobby.devices.camera")}
        devices={devices.cameras}
        chosen={camera?.getSettings().deviceId}
        onChoose={(id) => {
          chosen.keepCamera(id);
          void onRestart(id);
        }}
      />
      <Choice
        label={t("lobby.devices.microphone")}
        devices={devices.microphones}
        chosen={microphone?.getSettings().deviceId}
        onChoose={(id) => {
          chosen.keepMicrophone(id);
          void onRestart(undefined, id);
        }}
      />
      <Choice
        label={t("lobby.devices.speaker")}
        devices={isOutputChoosable() ? devices.speakers : []}
        chosen={output.deviceId === "" ? "default" : output.deviceId}
        onChoose={output.choose}
      />
    </details>
  );
}

function Choice(props: {
  label: string;
  devices: readonly Device[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  if (props.devices.length === 0) return null;
  return (
    <div className={classes.choice}>
      <label htmlFor={id}>{props.label}</label>
      <select id={id} value={props.chosen} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {props.devices.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.name === "" ? t("lobby.devices.defaultDevice", { number: index + 1 }) : device.name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Asked again with every new stream: names come with the permission, devices come and go. */
export function useDevices(
  feed: Pick<CameraFeed, "listDevices"> | undefined,
  stream: MediaStream | undefined,
): Devices {
  const [devices, setDevices] = useState<Devices>({ cameras: [], microphones: [], speakers: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new stream is a reason to look again
  useEffect(() => {
    let wanted = true;
    const look = () => void feed?.listDevices().then((found) => wanted && setDevices(found));
    look();
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => {
      wanted = false;
      navigator.mediaDevices?.removeEventListener("devicechange", look);
    };
  }, [feed, stream]);
  return devices;
}
