// The measured angle over the last half minute with the target as a line: shows tempo, depth and evenness at one glance.
import { useTranslation } from "react-i18next";
import classes from "./curves.module.css";
import { type AngleSample, KEPT_MS } from "./movement-history.ts";

const WIDTH = 320;
const HEIGHT = 84;

export function AngleCurve(props: {
  angles: readonly AngleSample[];
  targetDegrees: number;
  nowMs: number;
  colour: string;
}) {
  const { t } = useTranslation();
  const top = Math.max(props.targetDegrees * 1.2, ...props.angles.map((sample) => sample.degrees ?? 0), 10);
  const x = (atMs: number) => WIDTH * (1 - (props.nowMs - atMs) / KEPT_MS);
  const y = (degrees: number) => HEIGHT * (1 - Math.max(0, degrees) / top);
  return (
    <figure className={classes.figure}>
      <figcaption>
        {t("therapist.curve.angle", { seconds: KEPT_MS / 1000, degrees: Math.round(props.targetDegrees) })}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={classes.curve} aria-hidden="true">
        <line x1="0" x2={WIDTH} y1={y(props.targetDegrees)} y2={y(props.targetDegrees)} className={classes.target} />
        <path d={pathOf(props.angles, x, y)} className={classes.line} style={{ stroke: props.colour }} />
      </svg>
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
