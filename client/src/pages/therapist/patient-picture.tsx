// A patient's picture with the figure over it; without a picture the figure stands alone, so that movement can be watched over the thinnest line.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { hasMovingPicture } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isFigureOnly } from "../../call/picture-step-rules.ts";
import { bodyOfFigure, drawSkeleton, type SkeletonLook } from "../../camera/draw-skeleton.ts";
import { usePictureOf, usePreferredSize } from "../../ui/call-context.tsx";
import { VideoPicture } from "../../ui/video-picture.tsx";
import { useShownStep } from "../session/use-shown-step.ts";
import { FigureIn3D } from "./figure-in-3d/figure-in-3d.tsx";
import type { FigureStore } from "./figure-store.ts";
import { nameOf } from "./patient-name.ts";
import classes from "./patient-picture.module.css";
import { PictureStepMark } from "./picture-step-mark.tsx";

const LOOK: SkeletonLook = { mirrored: false, colour: "#f6efe3", outline: "#0f2a33" };

/** Of the picture, before the first figure has said it. */
const USUAL_ASPECT = 4 / 3;

export function PatientPicture({ patient, figures }: { patient: ParticipantView; figures: FigureStore }) {
  const { t } = useTranslation();
  const received = usePictureOf(patient.participantId);
  const shown = useShownStep(patient.participantId);
  const picture = hasMovingPicture(shown.step) ? received : undefined;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  usePreferredSize(box, patient.participantId);
  const [aspect, setAspect] = useState(USUAL_ASPECT);
  const { mark } = patient;
  // Over a figure the exercise is compared with it point by point, as over a picture: then it stays flat.
  const standsIn3D = patient.present && isFigureOnly(shown.step) && patient.clinical?.sideBySide.place !== "over";
  useEffect(() => {
    const draw = () => {
      const figure = figures.figureOf(mark);
      if (figure !== undefined && figure.aspect > 0) setAspect(figure.aspect);
      if (canvas.current !== null) drawSkeleton(canvas.current, figure && bodyOfFigure(figure), LOOK);
    };
    draw();
    return figures.subscribe(draw);
  }, [figures, mark]);
  return (
    <div className={classes.picture}>
      <div ref={box} className={classes.box} style={{ "--aspect": aspect } as CSSProperties}>
        {picture === undefined ? null : (
          <VideoPicture
            stream={picture}
            className={classes.video}
            label={t("therapist.pictureOf", { name: nameOf(patient).full })}
          />
        )}
        <canvas ref={canvas} className={classes.figure} aria-hidden />
        {standsIn3D ? <FigureIn3D mark={mark} /> : null}
      </div>
      {shown.step !== "full" && patient.present ? (
        <PictureStepMark shown={shown} />
      ) : picture === undefined ? (
        <span className={classes.note}>{t(patient.present ? "therapist.noPicture" : "therapist.status.away")}</span>
      ) : null}
    </div>
  );
}
