// The state of line, storage, camera and call in one or two words, in whole sentences for screen readers. It never stands in the way of the exercise.
import { IconAntennaBars3, IconCloudUp, IconVideoOff, IconVolumeOff, IconWifiOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./line-chip.module.css";
import type { LineState } from "./line-rules.ts";

const ICONS = {
  reconnecting: IconWifiOff,
  provisional: IconCloudUp,
  uncounted: IconVideoOff,
  "call:connecting": IconVolumeOff,
  "call:reconnecting": IconAntennaBars3,
  "call:away": IconVolumeOff,
  "call:unsupported": IconVolumeOff,
  "call:failed": IconVolumeOff,
};

export function LineChip({ state }: { state: LineState }) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  const call = state.startsWith("call:") ? state.slice("call:".length) : undefined;
  return (
    <p role="status" className={classes.chip}>
      <Icon aria-hidden className={classes.icon} />
      {call === undefined ? (
        t(state === "uncounted" ? "patient.uncounted" : `patient.line.${state}`)
      ) : (
        <>
          <span aria-hidden="true">{t(`call.chip.${call}`)}</span>
          <span className="visually-hidden">{t(`call.status.${call}`)}</span>
        </>
      )}
    </p>
  );
}
