// The state of line and storage in one or two words. It never stands in the way of the exercise.
import { IconCloudUp, IconVideoOff, IconWifi1, IconWifiOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./line-chip.module.css";

export const LINE_STATES = ["reconnecting", "provisional", "weak", "uncounted"] as const;
export type LineState = (typeof LINE_STATES)[number];

const ICONS = { reconnecting: IconWifiOff, provisional: IconCloudUp, weak: IconWifi1, uncounted: IconVideoOff };

export function LineChip({ state }: { state: LineState }) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  return (
    <p role="status" className={classes.chip}>
      <Icon aria-hidden className={classes.icon} />
      {t(state === "uncounted" ? "patient.uncounted" : `patient.line.${state}`)}
    </p>
  );
}
