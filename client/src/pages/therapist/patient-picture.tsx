// A patient's picture with the figure over it; without a picture the figure stands alone, so that movement can be watched over the thinnest line.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { type CSSProperties, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isFigureOnly, isMoving } from "../../call/picture-step-rules.ts";
import { drawSkeleton, type SkeletonLook } from "../../camera/draw-skeleton.ts";
import { AnnotationLayer, type Stroke } from "../../drawing/annotation-layer.tsx";
import { useAnnotations } from "../../drawing/use-annotations.ts";
import { useVideoAspect } from "../../drawing/use-video-aspect.ts";
import { usePictureOf, usePreferredSize } from "../../ui/call-context.tsx";
import { HeldPicture } from "../../ui/held-picture.tsx";
import { useSessionActions } from "../../ui/session-context.tsx";
import { useStandingPicture } from "../../ui/use-standing-picture.ts";
import { VideoPicture } from "../../ui/video-picture.tsx";
import { useShownStep } from "../session/use-shown-step.ts";
import { FigureIn3D } from "./figure-in-3d/figure-in-3d.tsx";
import type { FigureStore } from "./figure-store.ts";
import { nameOf } from "./patient-name.ts";
import classes from "./patient-picture.module.css";
import { PictureStepMark } from "./picture-step-mark.tsx";
import { useShownBody } from "./pointing/use-shown-body.ts";

const LOOK: SkeletonLook = { mirrored: false, colour: "#f6efe3", outline: "#0f2a33" };

/** Of the picture, before it or the first figure has said it. */
const USUAL_ASPECT = 4 / 3;

export interface PatientPictureProps {
  readonly patient: ParticipantView;
  readonly figures: FigureStore;
  /** Shown to be judged: in full quality, however small its place is. */
  readonly large?: boolean | undefined;
  /** Stands still, as this page knows before the referee has said so. */
  readonly held?: boolean | undefined;
  readonly strokes?: readonly Stroke[] | undefined;
  /** Fills the picture's own box. */
  readonly over?: ReactNode;
}

export function PatientPicture({ patient, figures, strokes, over, ...props }: PatientPictureProps) {
  const { t } = useTranslation();
  const { serverNowMs } = useSessionActions();
  const received = usePictureOf(patient.participantId);
  const shown = useShownStep(patient.participantId);
  const picture = isMoving(shown) ? received : undefined;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  usePreferredSize(box, patient.participantId, props.large);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [figureAspect, setFigureAspect] = useState(USUAL_ASPECT);
  const pictureAspect = useVideoAspect(video);
  const trouble = useStandingPicture(video);
  const aspect = pictureAspect ?? figureAspect;
  const annotations = useAnnotations(patient.clinical?.annotations);
  const held = props.held ?? patient.clinical?.held ?? false;
  const bodyNow = useShownBody(figures, patient.mark, held);
  const source = useCallback(() => video, [video]);
  // Over a figure the exercise is compared with it point by point, and what is drawn sticks to it: then it stays flat.
  const isDrawnOn = over != null || annotations.length > 0 || (strokes?.length ?? 0) > 0;
  const standsIn3D =
    patient.present && isFigureOnly(shown.step) && patient.clinical?.sideBySide.place !== "over" && !isDrawnOn;
  useEffect(() => {
    const draw = () => {
      const body = bodyNow();
      if (body !== undefined && body.aspect > 0) setFigureAspect(body.aspect);
      if (canvas.current !== null) drawSkeleton(canvas.current, body, LOOK);
    };
    draw();
    return figures.subscribe(draw);
  }, [figures, bodyNow]);
  return (
    <div className={classes.picture}>
      <div ref={box} className={classes.box} style={{ "--aspect": aspect } as CSSProperties}>
        {picture === undefined ? null : (
          <VideoPicture
            stream={picture}
            className={classes.video}
            label={t("therapist.pictureOf", { name: nameOf(patient).full })}
            onElement={setVideo}
          />
        )}
        {held ? <HeldPicture source={source} className={classes.video} /> : null}
        <canvas ref={canvas} className={classes.figure} aria-hidden />
        {standsIn3D ? <FigureIn3D mark={patient.mark} /> : null}
        {/* The box has the picture's shape, so that nothing of it is cut off or left beside it. */}
        <AnnotationLayer
          annotations={annotations}
          strokes={strokes}
          shown={{ fit: "contain", aspect, mirrored: false }}
          bodyNow={bodyNow}
          nowMs={serverNowMs}
        />
        {over}
      </div>
      {shown.step !== "full" && patient.present ? (
        <PictureStepMark shown={shown} />
      ) : (
        <PictureNote held={held} trouble={picture === undefined ? "none" : trouble} present={patient.present} />
      )}
    </div>
  );
}

/** Why nothing moves in this picture, where that is so. */
function PictureNote(props: {
  /** The therapist explains on it. */
  readonly held: boolean;
  readonly trouble: ReturnType<typeof useStandingPicture>;
  readonly present: boolean;
}) {
  const { held, trouble, present } = props;
  const { t } = useTranslation();
  if (!held && trouble === undefined) return null;
  const key = held
    ? "therapist.pointing.held"
    : !present
      ? "therapist.status.away"
      : trouble === "stands"
        ? "therapist.pictureStands"
        : "therapist.noPicture";
  return (
    <span className={classes.note} data-over={held || trouble === "stands" || undefined}>
      {t(key)}
    </span>
  );
}
