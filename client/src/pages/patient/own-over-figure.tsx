// Over one's own picture: the exercise, where one's own body is.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import { OverFigureCanvas } from "../../comparison/over-figure.tsx";
import { usePace } from "../../comparison/use-pace.ts";
import { useSessionPart } from "../../ui/session-context.tsx";
import { findMe } from "./patient-stage.ts";
import { useSideBySide } from "./side-by-side-context.tsx";
import { sideOf } from "./side-rules.ts";

export function OwnOverFigure({ feed, exercise }: { feed: CameraFeed; exercise: TrackedExercise | undefined }) {
  const { shown } = useSideBySide();
  return shown.place === "over" && exercise !== undefined ? (
    <Over feed={feed} exercise={exercise} inStep={shown.inStep} />
  ) : null;
}

function Over({ feed, exercise, inStep }: { feed: CameraFeed; exercise: TrackedExercise; inStep: boolean }) {
  const meId = useSessionPart((session) => session.meId);
  const side = useSessionPart((session) => sideOf(exercise, findMe(session)));
  const pace = usePace(exercise, side, inStep ? meId : undefined);
  return <OverFigureCanvas exercise={exercise} side={side} pace={pace} bodyNow={feed.bodyNow} fit="cover" mirrored />;
}
