// What a patient's device check has found: one quiet line when all is well, else only what is not, with its cause.
import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import { IconCheck, IconMicrophoneOff, IconVideoOff, IconVolumeOff, IconWifiOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./checked-devices.module.css";

const ICONS = { camera: IconVideoOff, microphone: IconMicrophoneOff, speaker: IconVolumeOff, line: IconWifiOff };
const PARTS = ["camera", "microphone", "speaker", "line"] as const;
/** Nothing to act on: known as not known, or as enough. */
const QUIET: readonly string[] = ["unanswered", "untested", "enough"];

export function CheckedDevices({ found }: { found: DeviceCheckMessage }) {
  const { t } = useTranslation();
  const wanting = PARTS.filter((part) => found[part] !== "good");
  if (wanting.length === 0) {
    return (
      <p className={classes.good}>
        <IconCheck size={16} stroke={3} aria-hidden />
        {t("therapist.check.good")}
      </p>
    );
  }
  return (
    <ul className={classes.parts} aria-label={t("therapist.check.title")}>
      {wanting.map((part) => {
        const Icon = ICONS[part];
        const cause =
          part === "line" && found.lineCause !== "" ? ` (${t(`therapist.check.cause.${found.lineCause}`)})` : "";
        return (
          <li key={part} data-quiet={QUIET.includes(found[part]) || undefined}>
            <Icon size={16} aria-hidden />
            {t(`therapist.check.${part}.${found[part]}`)}
            {cause}
          </li>
        );
      })}
    </ul>
  );
}
