// The exercise, shown: a figure to be turned, slowed down and stopped; with the keyboard, a finger or buttons alike.
import type { Exercise } from "@ensemble/shared/exercise/exercise.ts";
import { drawStill, farthestPhase, shownSide } from "@ensemble/shared/exercise/figure.ts";
import type { SideChoice } from "@ensemble/shared/movement/motion.ts";
import { Button } from "@mantine/core";
import { useReducedMotion } from "@mantine/hooks";
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconRotate, IconRotateClockwise } from "@tabler/icons-react";
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExerciseSceneControls } from "../../scene/exercise-scene.ts";
import { currentLanguage } from "../../ui/language.ts";
import { localised } from "../patient/localised.ts";
import { ChoiceRow } from "./choice-row.tsx";
import classes from "./demonstration.module.css";
import { StageCanvas } from "./stage-canvas.tsx";
import { StageDrawing } from "./stage-drawing.tsx";
import { dragView, NAMED_VIEWS, nameOfView, pressView, viewNamed } from "./stage-view-rules.ts";

const SPEEDS = [0.25, 0.5, 1, 1.5, 2] as const;

export interface DemonstrationPanelProps {
  readonly exercise: Exercise;
  readonly name: string;
  /** Id of the error that is shown. */
  readonly error: string | undefined;
  /** Drawn instead of in 3D. */
  readonly flat: boolean;
}

export function DemonstrationPanel({ exercise, name, error, flat }: DemonstrationPanelProps) {
  const { t } = useTranslation();
  const calm = useReducedMotion(false, { getInitialValueInEffect: false });
  const [side, setSide] = useState<SideChoice>(() => firstSide(exercise));
  const [view, setView] = useState(() => drawStill(exercise).view);
  const [speed, setSpeed] = useState(1);
  const [playing, setPlaying] = useState(!calm);
  const [without3d, setWithout3d] = useState(false);
  const controls = useRef<ExerciseSceneControls>({
    ...view,
    speed,
    playing,
    // Who asked for stillness sees the height of the movement.
    elapsedMs: calm ? farthestPhase(exercise, shownSide(exercise)) * exercise.reference.tempoMs : 0,
  });
  Object.assign(controls.current, view, { speed, playing });
  const shown = { exercise, side, error };
  const fault = exercise.errors.find(({ cue }) => cue === error);
  const drag = useDrag((right, down) => setView((now) => dragView(now, right, down)));
  return (
    <section className={classes.panel} aria-label={t("library.watch.title")}>
      {/* biome-ignore lint/a11y/useSemanticElements: no fieldset, there is nothing to fill in. */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys turn what is in it.
        tabIndex={0}
        className={classes.stage}
        aria-label={t("library.watch.stage", { name })}
        onKeyDown={(event) => {
          const next = pressView(view, event.key);
          if (next === undefined) return;
          event.preventDefault();
          setView(next);
        }}
        {...drag}
      >
        {flat || without3d ? (
          <StageDrawing shown={shown} controls={controls} playing={playing} view={view} />
        ) : (
          <StageCanvas shown={shown} controls={controls} calm={calm} onFailed={() => setWithout3d(true)} />
        )}
        {fault === undefined ? null : (
          <p className={classes.fault}>
            <strong>
              {t("library.watch.notLikeThis")}: {localised(fault.name, currentLanguage())}
            </strong>
            <q>{localised(fault.cueText, currentLanguage())}</q>
          </p>
        )}
        <span className={classes.hint} aria-hidden="true">
          {t("library.watch.hint")}
        </span>
      </div>
      {without3d ? <p className={classes.notice}>{t("library.watch.drawing")}</p> : null}
      <div className={classes.controls}>
        <Button
          h={48}
          className={classes.play}
          leftSection={
            playing ? <IconPlayerPauseFilled size={20} aria-hidden /> : <IconPlayerPlayFilled size={20} aria-hidden />
          }
          onClick={() => setPlaying(!playing)}
        >
          {t(playing ? "library.watch.pause" : "library.watch.play")}
        </Button>
        <ChoiceRow
          label={t("library.watch.speed")}
          options={SPEEDS.map((each) => ({
            value: each,
            label: t("library.watch.times", { speed: each.toLocaleString(currentLanguage()) }),
          }))}
          chosen={speed}
          onChoose={setSpeed}
        />
        {exercise.sides.length < 2 ? null : (
          <ChoiceRow
            label={t("library.watch.side")}
            options={exercise.sides.map((each) => ({ value: each, label: t(`library.watch.${each}`) }))}
            chosen={side}
            onChoose={setSide}
          />
        )}
        <div className={classes.turning}>
          <Turn label={t("library.watch.turnLeft")} onTurn={() => setView(pressView(view, "ArrowRight") ?? view)}>
            <IconRotate size={22} aria-hidden />
          </Turn>
          <ChoiceRow
            label={t("library.watch.view")}
            options={NAMED_VIEWS.map((each) => ({ value: each, label: t(`library.watch.${each}`) }))}
            chosen={nameOfView(view)}
            onChoose={(each) => setView(viewNamed(each, view))}
          />
          <Turn label={t("library.watch.turnRight")} onTurn={() => setView(pressView(view, "ArrowLeft") ?? view)}>
            <IconRotateClockwise size={22} aria-hidden />
          </Turn>
        </div>
      </div>
    </section>
  );
}

function Turn(props: { label: string; onTurn: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className={classes.turn} aria-label={props.label} title={props.label} onClick={props.onTurn}>
      {props.children}
    </button>
  );
}

/** Both in turn where an exercise alternates, else both at once, else the first there is. */
function firstSide({ sides }: Exercise): SideChoice {
  return sides.includes("both") ? "both" : sides[0]!;
}

/** Tells how far the pointer has gone since it was asked last. */
function useDrag(onDrag: (right: number, down: number) => void) {
  const last = useRef<{ x: number; y: number }>(undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      last.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: ({ clientX: x, clientY: y }: PointerEvent) => {
      if (last.current === undefined) return;
      onDrag(x - last.current.x, y - last.current.y);
      last.current = { x, y };
    },
    onPointerUp: () => {
      last.current = undefined;
    },
    onPointerCancel: () => {
      last.current = undefined;
    },
  };
}
