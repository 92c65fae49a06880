// On a patient's picture while less of it gets through than there is: what, and whose line is the reason.
import { IconAntennaBars3, IconVolume, IconWalk, IconWifiOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { ShownStep } from "../../call/picture-step-rules.ts";
import classes from "./picture-step-mark.module.css";

const ICONS = {
  lower: IconAntennaBars3,
  lowest: IconAntennaBars3,
  audioOnly: IconVolume,
  poseOnly: IconWalk,
  reconnecting: IconWifiOff,
};

export function PictureStepMark({ shown }: { shown: ShownStep }) {
  const { t } = useTranslation();
  const { step, cause } = shown;
  if (step === "full") return null;
  const Icon = ICONS[step];
  return (
    <p className={classes.mark} role="status" data-step={step}>
      <Icon size={18} aria-hidden />
      <span className={classes.words}>
        <strong>{t(`therapist.pictureStep.${step}`)}</strong>
        <span>{t(`therapist.pictureStep.cause.${cause}`)}</span>
      </span>
    </p>
  );
}
