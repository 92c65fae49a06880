// The tile's last line: one sentence about connection, tracking or form, with an icon so that colour is never alone.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconEyeExclamation,
  IconPlayerPause,
  IconVideoOff,
  IconWifiOff,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import { findError, localised } from "../patient/localised.ts";
import classes from "./status-words.module.css";
import { tileWords } from "./tile-words.ts";

export function StatusWords(props: {
  patient: ParticipantView;
  exercise: TrackedExercise | undefined;
  moving: boolean;
}) {
  const { t } = useTranslation();
  const words = tileWords(props.patient, props.moving);
  const cue = words.cue === undefined ? undefined : findError(props.exercise, words.cue);
  return (
    <div className={classes.status} data-tone={words.tone}>
      <Icon name={words.key} />
      <span>{cue === undefined ? t(words.key) : localised(cue.name, currentLanguage())}</span>
    </div>
  );
}

function Icon({ name }: { name: string }) {
  const shared = { size: 16, "aria-hidden": true } as const;
  if (name.startsWith("therapist.tracking.") || name.startsWith("therapist.framing."))
    return <IconEyeExclamation {...shared} />;
  if (name === "therapist.status.cue") return <IconAlertTriangleFilled {...shared} />;
  if (name === "therapist.status.seen" || name === "therapist.status.here") return <IconCircleCheck {...shared} />;
  if (name === "therapist.stop.title") return <IconAlertOctagonFilled {...shared} />;
  if (name === "therapist.status.noCamera") return <IconVideoOff {...shared} />;
  if (name === "therapist.status.stopped") return <IconPlayerPause {...shared} />;
  return <IconWifiOff {...shared} />;
}
