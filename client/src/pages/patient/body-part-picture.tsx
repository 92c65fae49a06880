// A body with the part marked that a cue is about: understood before the words are read.
import type { ExerciseError } from "@ensemble/shared/exercise/exercise.ts";
import classes from "./body-part-picture.module.css";

type BodyPart = ExerciseError["bodyPart"];

/** Limbs and trunk of a standing figure in a 120 × 200 box. */
const BODY = [
  "M60 48V112",
  "M42 56H78",
  "M42 56 30 88 26 118",
  "M78 56 90 88 94 118",
  "M50 114 48 152 46 188",
  "M70 114 72 152 74 188",
  "M50 114H70",
] as const;

const MARKED: Readonly<
  Record<BodyPart, { readonly lines: readonly string[]; readonly joints: readonly [number, number][] }>
> = {
  head: { lines: [], joints: [[60, 24]] },
  trunk: { lines: ["M60 54V108"], joints: [] },
  pelvis: { lines: ["M48 114H72"], joints: [] },
  shoulders: { lines: ["M42 56H78"], joints: [] },
  arms: { lines: ["M42 56 30 88 26 118", "M78 56 90 88 94 118"], joints: [] },
  elbows: {
    lines: [],
    joints: [
      [30, 88],
      [90, 88],
    ],
  },
  hips: {
    lines: [],
    joints: [
      [50, 114],
      [70, 114],
    ],
  },
  knees: {
    lines: [],
    joints: [
      [48, 152],
      [72, 152],
    ],
  },
  feet: { lines: ["M46 188H34", "M74 188H86"], joints: [] },
};

export function BodyPartPicture({ part, className }: { part: BodyPart; className?: string | undefined }) {
  const { lines, joints } = MARKED[part];
  return (
    <svg viewBox="0 0 120 206" aria-hidden="true" className={className}>
      <g className={classes.body}>
        <circle cx="60" cy="24" r="15" />
        {BODY.map((line) => (
          <path key={line} d={line} />
        ))}
        <path d="M46 188H38M74 188H82" />
      </g>
      <g className={classes.marked}>
        {lines.map((line) => (
          <path key={line} d={line} />
        ))}
        {joints.map(([x, y]) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r={part === "head" ? 19 : 12} />
        ))}
      </g>
    </svg>
  );
}
