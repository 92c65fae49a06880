// What a cue is about, as a large picture over a corner of the scene: seen without reading.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { Framing } from "../../camera/camera-status.ts";
import { BodyPartPicture } from "./body-part-picture.tsx";
import { FramingIcon } from "./framing-icon.tsx";
import { findError } from "./localised.ts";
import classes from "./moment-picture.module.css";
import type { Moment } from "./moment-rules.ts";

const TRACKING_PICTURES: Readonly<Record<string, Exclude<Framing, "">>> = {
  feet_out_of_picture: "feet_out_of_picture",
  hands_out_of_picture: "hands_out_of_picture",
  too_close: "step_back",
  too_far: "step_closer",
};

export function MomentPicture({ moment, exercise }: { moment: Moment; exercise: TrackedExercise | undefined }) {
  if (moment.kind === "tracking") {
    return (
      <div className={classes.card}>
        <FramingIcon framing={TRACKING_PICTURES[moment.reason] ?? "no_person"} className={classes.picture} />
      </div>
    );
  }
  const error = moment.kind === "cue" ? findError(exercise, moment.cue) : undefined;
  if (error === undefined) return null;
  return (
    <div className={classes.card}>
      <BodyPartPicture part={error.bodyPart} className={classes.picture} />
    </div>
  );
}
