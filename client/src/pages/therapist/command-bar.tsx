// Every command of the therapist with its key beside it. The primary one is always first and always under the same key.
import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import { Button } from "@mantine/core";
import {
  IconDoorExit,
  IconKeyboard,
  IconMicrophone,
  IconMicrophoneOff,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconStretching,
  IconVideo,
  IconVideoOff,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { SendingState } from "../../call/outgoing.ts";
import { KeyHint } from "../../ui/key-hint.tsx";
import classes from "./command-bar.module.css";
import { nextStep, setIsOpen } from "./next-step.ts";
import { PictureModeButtons, type PictureModeButtonsProps } from "./picture-mode-buttons.tsx";

export interface OwnDevices {
  /** `none`: there is none; its command opens it again. */
  readonly microphone: SendingState;
  readonly camera: SendingState;
  readonly toggleMicrophone: () => void;
  readonly toggleCamera: () => void;
}

export interface CommandBarProps {
  readonly view: SessionView;
  /** Undefined while there is no call. */
  readonly devices: OwnDevices | undefined;
  readonly onPrimary: () => void;
  readonly onChoose: () => void;
  readonly onFinishSet: () => void;
  readonly pictures: PictureModeButtonsProps;
  readonly onFinishSession: () => void;
  readonly onHelp: () => void;
}

const PRIMARY_ICON = {
  choose: IconStretching,
  start: IconPlayerPlayFilled,
  pause: IconPlayerPauseFilled,
  goOn: IconPlayerPlayFilled,
};

export function CommandBar(props: CommandBarProps) {
  const { t } = useTranslation();
  const step = nextStep(props.view);
  const PrimaryIcon = step === "none" ? undefined : PRIMARY_ICON[step];
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("therapist.commands")}>
      {PrimaryIcon === undefined ? null : (
        <Button
          className={classes.primary}
          color={step === "pause" ? "deep" : "coral"}
          leftSection={<PrimaryIcon size={20} aria-hidden />}
          rightSection={<KeyHint>{t("therapist.key.space")}</KeyHint>}
          onClick={props.onPrimary}
        >
          {t(`therapist.step.${step}`)}
        </Button>
      )}
      {setIsOpen(props.view) ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStopFilled size={18} aria-hidden />}
          rightSection={<KeyHint>F</KeyHint>}
          onClick={props.onFinishSet}
        >
          {t("therapist.finishSet")}
        </Button>
      ) : null}
      {step === "choose" || step === "none" ? null : (
        <Button
          variant="default"
          leftSection={<IconStretching size={18} aria-hidden />}
          rightSection={<KeyHint>E</KeyHint>}
          onClick={props.onChoose}
        >
          {t("therapist.chooseExercise")}
        </Button>
      )}
      <span className={classes.gap} />
      <PictureModeButtons {...props.pictures} />
      {props.devices === undefined ? null : <Devices {...props.devices} />}
      <Button
        variant="subtle"
        leftSection={<IconKeyboard size={18} aria-hidden />}
        rightSection={<KeyHint>?</KeyHint>}
        onClick={props.onHelp}
      >
        <span className={classes.label}>{t("therapist.keys")}</span>
      </Button>
      <Button
        variant="subtle"
        color="alarm"
        className={classes.end}
        leftSection={<IconDoorExit size={18} aria-hidden />}
        rightSection={<KeyHint>X</KeyHint>}
        onClick={props.onFinishSession}
      >
        {t("therapist.finishSession")}
      </Button>
    </div>
  );
}

function Devices({ microphone, camera, toggleMicrophone, toggleCamera }: OwnDevices) {
  const { t } = useTranslation();
  const Microphone = microphone === "sending" ? IconMicrophone : IconMicrophoneOff;
  const Camera = camera === "sending" ? IconVideo : IconVideoOff;
  return (
    <>
      <Button
        {...looksOf(microphone)}
        leftSection={<Microphone size={18} aria-hidden />}
        rightSection={<KeyHint>M</KeyHint>}
        onClick={toggleMicrophone}
      >
        <span className={classes.label}>{t(`therapist.microphone.${microphone}`)}</span>
      </Button>
      <Button
        {...looksOf(camera)}
        leftSection={<Camera size={18} aria-hidden />}
        rightSection={<KeyHint>C</KeyHint>}
        onClick={toggleCamera}
      >
        <span className={classes.label}>{t(`therapist.camera.${camera}`)}</span>
      </Button>
    </>
  );
}

/** What is not on shows it from afar; what is missing looks like nothing that could be switched. */
function looksOf(state: SendingState) {
  if (state === "none") return { variant: "light", color: "alarm" } as const;
  return { variant: state === "sending" ? "subtle" : "light", "aria-pressed": state === "off" } as const;
}
