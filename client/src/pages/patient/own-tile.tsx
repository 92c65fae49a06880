// One's own place at the side of the class: the picture as in a mirror, or what is the matter with camera or microphone and the way to try again.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { IconVideoOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { isLight } from "../../camera/framing-rules.ts";
import { DeviceNotice } from "./device-notice.tsx";
import { troubleInClass } from "./device-trouble.ts";
import { FramingIcon } from "./framing-icon.tsx";
import { OwnOverFigure } from "./own-over-figure.tsx";
import { OwnPicture } from "./own-picture.tsx";
import classes from "./own-tile.module.css";
import { isPictureShown, useCamera } from "./use-camera.ts";

/** `feed`: of the camera or of the microphone alone; undefined before anything is open. */
export function OwnTile({ feed, exercise }: { feed: CameraFeed | undefined; exercise?: TrackedExercise | undefined }) {
  const camera = useCamera(feed);
  const trouble = troubleInClass(camera);
  const { t } = useTranslation();
  return (
    <div className={classes.tile}>
      {feed !== undefined && isPictureShown(camera) ? (
        <div className={classes.picture}>
          <OwnPicture feed={feed} over={<OwnOverFigure feed={feed} exercise={exercise} />} />
          {isLight(camera.framing) ? (
            <p className={classes.light} role="status">
              <FramingIcon framing={camera.framing} />
              {t(`cues.framing.${camera.framing}`)}
            </p>
          ) : null}
        </div>
      ) : trouble?.device === "camera" ? null : (
        <IconVideoOff aria-hidden className={classes.none} />
      )}
      {feed === undefined || trouble === undefined ? null : (
        <DeviceNotice feed={feed} trouble={trouble} short={trouble.device === "microphone"} />
      )}
    </div>
  );
}
