// The count, as large as a hand, in a ring that fills with the movement. Pending means: seen here, not yet confirmed by the referee.
import { useTranslation } from "react-i18next";
import { useSessionPart } from "../../ui/session-context.tsx";
import classes from "./count-ring.module.css";
import { ringHalves, ringShare } from "./count-ring-geometry.ts";

const STROKE = 22;
const HEIGHT = 272;
const RADIUS = 104;
/** By number of digits, so that a hundred stays as tall as one. */
const WIDTHS = [420, 420, 640] as const;
const DIGITS_BASELINE = 237;

export interface CountRingProps {
  readonly repetitions: number;
  readonly pending: number;
  readonly target: number;
}

export function CountRing({ repetitions, pending, target }: CountRingProps) {
  const { t } = useTranslation();
  const digits = Math.max(String(repetitions).length, String(target).length);
  const width = WIDTHS[digits - 1] ?? 640;
  return (
    <div className={classes.ring} data-pending={pending > 0}>
      {/* A new picture with every confirmed repetition, so that the pulse begins again. */}
      <svg
        key={repetitions - pending}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        style={{ "--width": width } as React.CSSProperties}
        aria-hidden="true"
      >
        <Halves width={width} />
        <text x={width / 2} y={DIGITS_BASELINE} className={classes.count}>
          {repetitions}
        </text>
      </svg>
      <span className={classes.said} aria-live="polite">
        {t("patient.count", { count: repetitions - pending, target })}
      </span>
    </div>
  );
}

/** By itself, because it is drawn anew with every frame of the camera. */
function Halves({ width }: { width: number }) {
  const progress = useSessionPart((session) => session.own.reading?.progress ?? 0);
  const met = useSessionPart((session) => session.own.reading?.targetMet ?? false);
  const share = ringShare(met ? 1 : progress);
  const halves = ringHalves({ width, height: HEIGHT, stroke: STROKE, radius: RADIUS });
  return (
    <>
      <rect width={width} height={HEIGHT} rx={RADIUS} className={classes.ground} />
      {halves.map((half) => (
        <path key={half} d={half} className={classes.track} strokeWidth={STROKE} />
      ))}
      {halves.map((half) => (
        <path
          key={half}
          d={half}
          pathLength={1}
          className={classes.filled}
          data-met={met}
          strokeWidth={STROKE}
          strokeDasharray={`${share} 1.01`}
        />
      ))}
      <path d={`M${width / 2} ${-3}v${STROKE + 10}`} className={classes.targetGround} />
      <path d={`M${width / 2} ${1}v${STROKE + 2}`} className={classes.target} />
    </>
  );
}
