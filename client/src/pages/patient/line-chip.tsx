// The state of line, storage, camera and call in one or two words, in whole sentences for screen readers. It never stands in the way of the exercise.
import {
  IconAntennaBars3,
  IconCloudUp,
  IconVideoOff,
  IconVolume,
  IconVolumeOff,
  IconWifiOff,
} from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { ShownStep } from "../../call/picture-step-rules.ts";
import classes from "./line-chip.module.css";
import type { LineState } from "./line-rules.ts";

const ICONS = {
  "step:lower": IconAntennaBars3,
  "step:lowest": IconAntennaBars3,
  "step:audioOnly": IconVolume,
  "step:poseOnly": IconVolumeOff,
  "step:reconnecting": IconWifiOff,
  reconnecting: IconWifiOff,
  provisional: IconCloudUp,
  uncounted: IconVideoOff,
  "call:connecting": IconVolumeOff,
  "call:reconnecting": IconAntennaBars3,
  "call:away": IconVolumeOff,
  "call:blocked": IconVolumeOff,
  "call:unsupported": IconVolumeOff,
  "call:failed": IconVolumeOff,
};

/** `cause`: whose line it is, where less than everything passes between patient and therapist. */
export function LineChip({ state, cause }: { state: LineState; cause: ShownStep["cause"] }) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  const call = state.startsWith("call:") ? state.slice("call:".length) : undefined;
  const step = state.startsWith("step:") ? state.slice("step:".length) : undefined;
  return (
    <p role="status" className={classes.chip} data-line={state}>
      <Icon aria-hidden className={classes.icon} />
      {step !== undefined ? (
        <>
          <span aria-hidden="true" className={classes.step}>
            {t(`patient.step.${step}`)}
            <small>{t(`patient.step.why.${cause}`)}</small>
          </span>
          <span className="visually-hidden">{sayStep(t, step, cause)}</span>
        </>
      ) : call === undefined ? (
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

/** In a sentence each: whose line, what that means, and that movement counts on. */
export function sayStep(t: TFunction, step: string, cause: ShownStep["cause"]): string {
  return `${t(`patient.step.cause.${cause}`)} ${t(`patient.step.said.${step}`)}`;
}
