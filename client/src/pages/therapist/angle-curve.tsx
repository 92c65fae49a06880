// The measured angle over the last half minute with the target as a line: shows tempo, depth and evenness at one glance.
import type { Travel } from "@ensemble/shared/movement/attained.ts";
import { useTranslation } from "react-i18next";
import { AngleChart } from "./angle-chart.tsx";
import { scaleAngles } from "./angle-scale.ts";
import classes from "./curves.module.css";
import { type AngleSample, KEPT_MS } from "./movement-history.ts";

const WIDTH = 320;
const HEIGHT = 84;

export function AngleCurve(props: {
  angles: readonly AngleSample[];
  targetDegrees: number;
  travel: Travel;
  nowMs: number;
  colour: string;
}) {
  const { t } = useTranslation();
  const seen = props.angles.flatMap((sample) => sample.degrees ?? []);
  const scale = scaleAngles(props.travel, props.targetDegrees, seen);
  const x = (atMs: number) => WIDTH * (1 - (props.nowMs - atMs) / KEPT_MS);
  const y = (degrees: number) => HEIGHT * (1 - scale.shareOf(degrees));
  return (
    <figure className={classes.figure}>
      <figcaption>
        {t("therapist.curve.angle", { seconds: KEPT_MS / 1000, degrees: Math.round(props.targetDegrees) })}
      </figcaption>
      <AngleChart scale={scale}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={classes.curve} aria-hidden="true">
          <line x1="0" x2={WIDTH} y1={y(props.targetDegrees)} y2={y(props.targetDegrees)} className={classes.target} />
          <path d={pathOf(props.angles, x, y)} className={classes.line} style={{ stroke: props.colour }} />
        </svg>
      </AngleChart>
    </figure>
  );
}

function pathOf(angles: readonly AngleSample[], x: (atMs: number) => number, y: (degrees: number) => number): string {
  let path = "";
  let drawing = false;
  for (const { atMs, degrees } of angles) {
    if (degrees === undefined) {
      drawing = false;
      continue;
    }
    path += `${drawing ? "L" : "M"}${x(atMs).toFixed(1)} ${y(degrees).toFixed(1)}`;
    drawing = true;
  }
  return path;
}
