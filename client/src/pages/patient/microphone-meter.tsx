// A bar that moves when one speaks: the plainest proof that the microphone works.
import { IconCheck, IconMicrophone } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { openMicrophoneLevel } from "../../camera/microphone-level.ts";
import classes from "./microphone-meter.module.css";

/** A speaking voice lies above this; a quiet room below. */
const HEARD_FROM = 0.5;
const STEPS = 12;

export function MicrophoneMeter({ stream }: { stream: MediaStream }) {
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    const meter = openMicrophoneLevel(stream, (loudness) => {
      setLevel(Math.round(loudness * STEPS) / STEPS);
      if (loudness >= HEARD_FROM) setHeard(true);
    });
    return () => meter.dispose();
  }, [stream]);
  return <LevelBar level={level} heard={heard} />;
}

export function LevelBar({ level, heard }: { level: number; heard: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes.meter}>
      <p className={classes.words} data-heard={heard}>
        {heard ? <IconCheck aria-hidden size={28} stroke={3} /> : <IconMicrophone aria-hidden size={28} />}
        <span role="status">{t(heard ? "lobby.devices.levelHeard" : "lobby.devices.level")}</span>
      </p>
      <meter className={classes.said} aria-label={t("lobby.devices.levelLabel")} value={level} />
      <div className={classes.bar} aria-hidden="true">
        {Array.from({ length: STEPS }, (_, step) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of the bar are their places
          <span key={step} data-on={step < level * STEPS} />
        ))}
      </div>
    </div>
  );
}
