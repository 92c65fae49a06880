// The patient's screen while the exercise is shown with their own picture.

import type { CameraFeed } from "../src/camera/camera-feed.ts";
import { bodyOfFigure, drawSkeleton, OWN_SKELETON } from "../src/camera/draw-skeleton.ts";
import { OwnTile } from "../src/pages/patient/own-tile.tsx";
import { ShownDemonstration } from "../src/pages/session/shown-demonstration.tsx";
import { QUALITY_SETTINGS } from "../src/quality-rules.ts";
import { squattingFigures } from "./fixture-figures.ts";
import type { Screens } from "./main.tsx";
import { feedOf, SQUAT_EXERCISE } from "./patient-fixtures.tsx";
import { Session } from "./patient-screens.tsx";

const SHOWN_MARK = 3;

/** A camera in which somebody squats. */
function squattingFeed(): CameraFeed {
  const figures = squattingFigures();
  const bodyNow = () => {
    const figure = figures.figureOf(SHOWN_MARK);
    return figure && bodyOfFigure(figure);
  };
  return { ...feedOf(), bodyNow, drawSkeleton: (canvas) => drawSkeleton(canvas, bodyNow(), OWN_SKELETON) };
}

export const screens: Screens = {
  "patient-session-beside": () => (
    <Session
      fixture={{ clinical: { sideBySide: { place: "beside", inStep: false } } }}
      ownPicture={<OwnTile feed={squattingFeed()} exercise={SQUAT_EXERCISE} />}
      demonstration={<ShownDemonstration exercise={SQUAT_EXERCISE} side="both" quality={QUALITY_SETTINGS.low} />}
    />
  ),
  "patient-session-over": () => (
    <Session
      fixture={{ clinical: { sideBySide: { place: "over", inStep: true } } }}
      ownPicture={<OwnTile feed={squattingFeed()} exercise={SQUAT_EXERCISE} />}
    />
  ),
};
