// A plain face for a level of 0…10, own drawing: from a smile to a grimace. It helps to choose, the number is what counts.

import classes from "./scale-face.module.css";
import { faceOf } from "./scale-face-geometry.ts";

export function ScaleFace({ level, className }: { level: number; className?: string | undefined }) {
  const face = faceOf(level);
  return (
    <svg viewBox="0 0 100 100" aria-hidden="true" className={`${classes.face} ${className ?? ""}`}>
      <circle
        cx="50"
        cy="50"
        r="46"
        className={classes.head}
        style={{ "--strain": `${level * 10}%` } as React.CSSProperties}
      />
      <path d={face.brows} className={classes.line} />
      <path d={face.eyes} className={classes.line} />
      <path d={face.mouth} className={classes.line} />
    </svg>
  );
}
