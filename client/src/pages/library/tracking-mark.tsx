// Who counts: the camera, the clock, or the person.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { IconCamera, IconClock, IconHandFinger } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./marks.module.css";

const ICONS = { camera: IconCamera, clock: IconClock, self: IconHandFinger };

export function TrackingMark({ tracking }: { tracking: Exercise["tracking"] }) {
  const { t } = useTranslation();
  const Icon = ICONS[tracking];
  return (
    <span className={classes.tracking} data-tracking={tracking}>
      <Icon size={18} aria-hidden />
      {t(`library.tracking.${tracking}`)}
    </span>
  );
}
