// What a hand does with the player, each with its key.
import { ActionIcon, Button, Kbd } from "@mantine/core";
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import classes from "./review.module.css";
import { SoundControl } from "./sound-control.tsx";
import type { Playback } from "./use-playback.ts";
import type { SoundLevel } from "./use-sound-level.ts";

export function PlayerBar(props: {
  playback: Playback;
  canPlay: boolean;
  /** Undefined where no voice was recorded. */
  sound: SoundLevel | undefined;
  time: string;
  end: string;
  onPrevious: () => void;
  onNext: () => void;
}) {
  const { t } = useTranslation();
  const { playing, speed, toggle, changeSpeed } = props.playback;
  const Icon = playing ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  return (
    <div className={classes.bar} role="toolbar" aria-label={t("review.player")}>
      <ActionIcon
        variant="default"
        size={48}
        aria-label={t("review.previous")}
        aria-keyshortcuts="ArrowLeft"
        title={t("review.previous")}
        onClick={props.onPrevious}
      >
        <IconPlayerSkipBackFilled size={20} aria-hidden />
      </ActionIcon>
      <Button
        color="coral"
        h={48}
        miw={132}
        leftSection={<Icon size={20} aria-hidden />}
        rightSection={<KeyHint>{t("therapist.key.space")}</KeyHint>}
        disabled={!props.canPlay}
        onClick={toggle}
      >
        {t(playing ? "review.pause" : "review.play")}
      </Button>
      <ActionIcon
        variant="default"
        size={48}
        aria-label={t("review.next")}
        aria-keyshortcuts="ArrowRight"
        title={t("review.next")}
        onClick={props.onNext}
      >
        <IconPlayerSkipForwardFilled size={20} aria-hidden />
      </ActionIcon>
      <span className={classes.clock}>
        <strong>{props.time}</strong> / {props.end}
      </span>
      <Button
        variant="default"
        h={48}
        aria-label={t("review.speed", { speed: t(`review.speedOf.${speed === 1 ? "whole" : "half"}`) })}
        onClick={changeSpeed}
      >
        {t(`review.speedOf.${speed === 1 ? "whole" : "half"}`)}
      </Button>
      {props.sound === undefined ? null : <SoundControl sound={props.sound} />}
      <span className={classes.hints} aria-hidden>
        <Kbd>←</Kbd> <Kbd>→</Kbd> {t("review.hint.repetitions")} <KeyHint>C</KeyHint>
        <span className={classes.hintOfC}>{t("review.hint.comment")}</span>
      </span>
    </div>
  );
}
