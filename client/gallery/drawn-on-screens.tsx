// The patient's screen while the therapist has drawn on their picture.
import { annotationsToWire } from "@ensemble/shared/protocol/annotation-form.ts";
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import type { CameraFeed } from "../src/camera/camera-feed.ts";
import { bodyOfFigure, drawSkeleton, OWN_SKELETON } from "../src/camera/draw-skeleton.ts";
import { HeldScreen } from "../src/pages/patient/held-screen.tsx";
import { OwnTile } from "../src/pages/patient/own-tile.tsx";
import { squattingFigures } from "./fixture-figures.ts";
import { NOW_MS, THERAPIST } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";
import { feedOf } from "./patient-fixtures.tsx";
import { Session } from "./patient-screens.tsx";

/** Turned a little to the side. */
const SHOWN_MARK = 2;
const TARGET = { annotationId: "1", tool: "target", joint: "leftKnee", degrees: 90, atMs: NOW_MS } as const;
/** From the edge of the picture, which a narrow place cuts off. */
const FROM_THE_SIDE: PlacedAnnotation = {
  annotationId: "2",
  tool: "arrow",
  points: [
    [150, 1_500],
    [760, 1_450],
  ],
  stays: true,
  atMs: NOW_MS,
};

/** A camera in which somebody stands still half-way down in a squat. */
function stillFeed(): CameraFeed {
  const figure = squattingFigures().figureOf(SHOWN_MARK);
  const body = figure && bodyOfFigure(figure);
  const feed = feedOf();
  // Of a camera's picture; what stands here for one has none.
  Object.defineProperties(feed.video, { videoWidth: { value: 640 }, videoHeight: { value: 480 } });
  return { ...feed, bodyNow: () => body, drawSkeleton: (canvas) => drawSkeleton(canvas, body, OWN_SKELETON) };
}

const drawn = (...annotations: readonly PlacedAnnotation[]) => ({ annotations: annotationsToWire(annotations) });

export const screens: Screens = {
  "patient-session-drawn-on": () => (
    <Session fixture={{ clinical: drawn(TARGET) }} ownPicture={<OwnTile feed={stillFeed()} />} />
  ),
  "patient-session-drawn-at-side": () => (
    <Session fixture={{ clinical: drawn(TARGET, FROM_THE_SIDE) }} ownPicture={<OwnTile feed={stillFeed()} />} />
  ),
  "patient-session-held": () => (
    <Session
      fixture={{ clinical: { ...drawn(TARGET), held: true } }}
      ownPicture={<OwnTile feed={stillFeed()} />}
      heldPicture={<HeldScreen feed={stillFeed()} therapistName={THERAPIST.name} />}
    />
  ),
};
