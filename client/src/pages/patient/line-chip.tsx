// The state of line and storage in one or two words. It never stands in the way of the exercise.
import { IconAntennaBars3, IconCloudUp, IconVideoOff, IconWifiOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./line-chip.module.css";

export type LineState = "reconnecting" | "provisional" | "weak" | "uncounted";

const ICONS = { reconnecting: IconWifiOff, provisional: IconCloudUp, weak: IconAntennaBars3, uncounted: IconVideoOff };

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
