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

/** Characters from which three lines of the large type would push the count away. */
const LONG = 36;
const LONG_BESIDE_PICTURE = 24;

export function MomentCard({ moment, exercise }: { moment: Moment; exercise: Exercise | undefined }) {
  const { t, i18n } = useTranslation();
  const hasPicture = moment.kind === "cue" || moment.kind === "tracking";
  const words = wordsOf(moment, exercise, i18n.language, t);
  return (
    <div
      className={classes.card}
      data-kind={moment.kind}
      data-long={words.length > (hasPicture ? LONG_BESIDE_PICTURE : LONG)}
    >
      <MomentPicture moment={moment} exercise={exercise} />
      <p className={classes.words} aria-live="polite" lang={i18n.language}>
        {words}
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
      if (moment.reason === "feet_out_of_picture") return <BodyPartPicture part="feet" className={classes.body} />;
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
  hands_out_of_picture: "hands_out_of_picture",
  too_close: "step_back",
  too_far: "step_closer",
};
