// What to do now, readable from three metres: a picture where one helps, and a few words.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { IconCheck, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Framing } from "../../camera/camera-status.ts";
import { BodyPartPicture } from "./body-part-picture.tsx";
import { FramingIcon } from "./framing-icon.tsx";
import { findError } from "./localised.ts";
import classes from "./moment-card.module.css";
import type { Moment } from "./moment-rules.ts";
import { wordsOf } from "./moment-words.ts";

export function MomentCard({ moment, exercise }: { moment: Moment; exercise: Exercise | undefined }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={classes.card} data-kind={moment.kind}>
      <MomentPicture moment={moment} exercise={exercise} />
      <p className={classes.words} aria-live="polite" lang={i18n.language}>
        {wordsOf(moment, exercise, i18n.language, t)}
      </p>
    </div>
  );
}

function MomentPicture({ moment, exercise }: { moment: Moment; exercise: Exercise | undefined }) {
  switch (moment.kind) {
    case "cue": {
      const error = findError(exercise, moment.cue);
      return error === undefined ? null : <BodyPartPicture part={error.bodyPart} className={classes.body} />;
    }
    case "tracking":
      return <FramingIcon framing={TRACKING_PICTURES[moment.reason] ?? "no_person"} className={classes.icon} />;
    case "paused":
      return <IconPlayerPause aria-hidden className={classes.icon} />;
    case "done":
      return <IconCheck aria-hidden className={classes.icon} stroke={3} />;
    default:
      return null;
  }
}

const TRACKING_PICTURES: Readonly<Record<string, Exclude<Framing, "">>> = {
  feet_out_of_picture: "feet_out_of_picture",
  hands_out_of_picture: "hands_out_of_picture",
  too_close: "step_back",
  too_far: "step_closer",
};
