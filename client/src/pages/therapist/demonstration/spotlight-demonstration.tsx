// The exercise with the picture that is shown large: a figure beside it, or a pale one over the body in it.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { useReducedMotion } from "@mantine/hooks";
import { useCallback } from "react";
import { bodyOfFigure } from "../../../camera/draw-skeleton.ts";
import { isDrawnByProcessor } from "../../../camera/graphics-driver.ts";
import { ExerciseStills } from "../../../comparison/exercise-stills.tsx";
import { OverFigureCanvas } from "../../../comparison/over-figure.tsx";
import { usePace } from "../../../comparison/use-pace.ts";
import { QUALITY_SETTINGS } from "../../../quality-rules.ts";
import { sideOf } from "../../patient/side-rules.ts";
import { DemonstrationCanvas } from "../../session/demonstration-canvas.tsx";
import type { FigureStore } from "../figure-store.ts";
import classes from "./demonstration.module.css";

export interface SpotlightDemonstrationProps {
  readonly patient: ParticipantView;
  readonly exercise: TrackedExercise | undefined;
  readonly figures: FigureStore;
}

export function SpotlightDemonstration({ patient, exercise, figures }: SpotlightDemonstrationProps) {
  const shown = patient.clinical?.sideBySide;
  if (shown === undefined || shown.place === "off" || exercise === undefined) return null;
  const props = { patient, exercise, figures, inStep: shown.inStep };
  // Over a picture that stands still a figure that moves on would lie beside the body.
  if (shown.place === "over" && patient.clinical?.held) return null;
  return shown.place === "over" ? <Over {...props} /> : <Beside {...props} />;
}

interface ShownProps extends SpotlightDemonstrationProps {
  readonly exercise: TrackedExercise;
  readonly inStep: boolean;
}

function Over({ patient, exercise, figures, inStep }: ShownProps) {
  const side = sideOf(exercise, patient);
  const pace = usePace(exercise, side, inStep ? patient.participantId : undefined);
  const { mark } = patient;
  const bodyNow = useCallback(() => {
    const figure = figures.figureOf(mark);
    return figure && bodyOfFigure(figure);
  }, [figures, mark]);
  return (
    <OverFigureCanvas exercise={exercise} side={side} pace={pace} bodyNow={bodyNow} fit="contain" mirrored={false} />
  );
}

function Beside({ patient, exercise, inStep }: ShownProps) {
  const calm = useReducedMotion() ?? false;
  const side = sideOf(exercise, patient);
  const pace = usePace(exercise, side, inStep ? patient.participantId : undefined);
  const stills = <ExerciseStills exercise={exercise} />;
  return (
    <div className={classes.beside}>
      {calm ? (
        stills
      ) : (
        <DemonstrationCanvas
          exercise={exercise}
          side={side}
          quality={isDrawnByProcessor() ? QUALITY_SETTINGS.low : QUALITY_SETTINGS.reduced}
          mirrored={false}
          pace={pace}
          instead={stills}
        />
      )}
    </div>
  );
}
