// What angles are drawn on over time: further is up, also where further is a smaller angle; the degrees of both ends stand beside it.
import type { ReactNode } from "react";
import type { AngleScale } from "./angle-scale.ts";
import classes from "./curves.module.css";

export function AngleChart({ scale, children }: { scale: AngleScale; children: ReactNode }) {
  return (
    <div className={classes.chart}>
      <div className={classes.ends} aria-hidden>
        <span>{scale.farDegrees}°</span>
        <span>{scale.nearDegrees}°</span>
      </div>
      {children}
    </div>
  );
}
