// Recorded voices: on or off, and how loud.
import { ActionIcon } from "@mantine/core";
import { IconVolume, IconVolumeOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./review.module.css";
import type { SoundLevel } from "./use-sound-level.ts";

export const SOUND_KEY = "m";
const PERCENT = 100;
const STEP_PERCENT = 5;

export function SoundControl({ sound }: { sound: SoundLevel }) {
  const { t } = useTranslation();
  const { off, level, turn, setLevel } = sound;
  const Icon = off ? IconVolumeOff : IconVolume;
  const word = t(off ? "review.soundOn" : "review.soundOff");
  return (
    <span className={classes.sound}>
      <ActionIcon
        variant="default"
        size={48}
        aria-label={word}
        aria-keyshortcuts={SOUND_KEY.toUpperCase()}
        title={`${word} (${SOUND_KEY.toUpperCase()})`}
        onClick={turn}
      >
        <Icon size={22} aria-hidden />
      </ActionIcon>
      <input
        type="range"
        className={classes.volume}
        aria-label={t("review.volume")}
        min={0}
        max={PERCENT}
        step={STEP_PERCENT}
        value={off ? 0 : Math.round(PERCENT * level)}
        onChange={(event) => setLevel(Number(event.currentTarget.value) / PERCENT)}
        // Set by hand, it lets the page have its keys back.
        onPointerUp={(event) => event.currentTarget.blur()}
      />
    </span>
  );
}
