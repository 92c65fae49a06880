// One time line of a set: the curve of the measured angle, the repetitions as bands, cues and comments as marks under it, where the player
// stands. A slider for the keyboard and for screen readers; the marks are buttons of their own beside it.
import type { Travel } from "@ensemble/shared/movement/attained.ts";
import type { ReviewCurve } from "@ensemble/shared/protocol/review-messages.ts";
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type AngleScale, scaleAngles } from "../therapist/angle-scale.ts";
import { sayMoment } from "./moment-words.ts";
import type { Track } from "./playback-rules.ts";
import classes from "./timeline.module.css";
import { TimelineMarks, type TimelineMarksProps } from "./timeline-marks.tsx";

const WIDTH = 1000;
const HEIGHT = 100;
const STEP_MS = 1_000;
/** Labels of the axis: the shortest step that leaves them room. */
const AXIS_STEPS_S = [5, 10, 15, 30, 60, 120, 300, 600];
const MOST_LABELS = 9;
/** A label further to the right ends at its place instead of standing about it. */
const LAST_SHARE = 0.96;

export interface TimelineProps extends TimelineMarksProps {
  readonly curve: ReviewCurve;
  readonly travel: Travel;
  readonly targetDegrees: number;
  readonly colour: string;
  readonly atMs: number;
  /** What stands at this moment, for screen readers. */
  readonly valueText: string;
  readonly onToggle: (() => void) | undefined;
  readonly onPrevious: () => void;
  readonly onNext: () => void;
}

export function Timeline(props: TimelineProps) {
  const { track, atMs, onSeek } = props;
  const { t } = useTranslation();
  const area = useRef<HTMLDivElement>(null);
  const percentOf = (moment: number) => (100 * (moment - track.startMs)) / Math.max(1, track.endMs - track.startMs);
  const scale = useScale(props);
  const seekTo = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (box === undefined) return;
    onSeek(track.startMs + ((event.clientX - box.left) / box.width) * (track.endMs - track.startMs));
  };
  const actOf = (key: string): (() => void) | undefined => {
    switch (key) {
      case "ArrowLeft":
      case "ArrowDown":
        return () => onSeek(atMs - STEP_MS);
      case "ArrowRight":
      case "ArrowUp":
        return () => onSeek(atMs + STEP_MS);
      case "PageUp":
        return props.onPrevious;
      case "PageDown":
        return props.onNext;
      case "Home":
        return () => onSeek(track.startMs);
      case "End":
        return () => onSeek(track.endMs);
      case " ":
        return props.onToggle;
      default:
        return undefined;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = actOf(event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div className={classes.timeline}>
      <div className={classes.ends} aria-hidden>
        <span>{scale.farDegrees}°</span>
        <span>{scale.nearDegrees}°</span>
      </div>
      <div
        ref={area}
        role="slider"
        tabIndex={0}
        className={classes.area}
        aria-label={t("review.timeline")}
        aria-valuemin={Math.round(track.startMs)}
        aria-valuemax={Math.round(track.endMs)}
        aria-valuenow={Math.round(atMs)}
        aria-valuetext={props.valueText}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          // The keyboard's arrows go on to mean repetitions for whoever uses a mouse.
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
        }}
      >
        <Curve {...props} scale={scale} />
        <div className={classes.cursor} data-cursor style={{ left: `${percentOf(atMs)}%` }} />
      </div>
      <Axis track={track} />
      <TimelineMarks {...props} percentOf={percentOf} />
    </div>
  );
}

function useScale({ curve, travel, targetDegrees }: TimelineProps): AngleScale {
  return useMemo(() => {
    const seen = curve.degrees.filter((degrees) => degrees !== null);
    // Two numbers say as much as all of them.
    const ends =
      seen.length === 0 ? [] : [seen.reduce((a, b) => Math.min(a, b)), seen.reduce((a, b) => Math.max(a, b))];
    return scaleAngles(travel, targetDegrees, ends);
  }, [curve, travel, targetDegrees]);
}

/** Everything that stands still while the player runs. */
const Curve = memo(
  function Curve({ set, track, curve, scale, targetDegrees, colour }: TimelineProps & { scale: AngleScale }) {
    const x = (atMs: number) => (WIDTH * (atMs - track.startMs)) / Math.max(1, track.endMs - track.startMs);
    const y = (degrees: number) => HEIGHT * (1 - scale.shareOf(degrees));
    return (
      <>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={classes.curve} aria-hidden="true">
          {set.pauses.map(({ startMs, endMs }) => (
            <rect
              key={startMs}
              x={x(startMs)}
              width={Math.max(0, x(endMs) - x(startMs))}
              y="0"
              height={HEIGHT}
              className={classes.pause}
            />
          ))}
          {set.repetitions.map(({ ordinal, startMs, endMs }) => (
            <rect
              key={ordinal}
              x={x(startMs)}
              width={Math.max(1, x(endMs) - x(startMs))}
              y="0"
              height={HEIGHT}
              className={classes.band}
            />
          ))}
          <line x1="0" x2={WIDTH} y1={y(targetDegrees)} y2={y(targetDegrees)} className={classes.target} />
          <path d={pathOf(curve, x, y)} className={classes.rim} />
          <path d={pathOf(curve, x, y)} className={classes.line} style={{ stroke: colour }} />
        </svg>
        {set.repetitions.map(({ ordinal, startMs, endMs }) => (
          <span
            key={ordinal}
            className={classes.number}
            style={{ left: `${(100 * x((startMs + endMs) / 2)) / WIDTH}%` }}
          >
            {ordinal}
          </span>
        ))}
      </>
    );
  },
  (before, after) =>
    before.set === after.set &&
    before.curve === after.curve &&
    before.scale === after.scale &&
    before.colour === after.colour,
);

/** A line breaks where the angle was not seen, and where nothing was recorded. */
const LONGEST_LINK_MS = 500;

function pathOf(curve: ReviewCurve, x: (atMs: number) => number, y: (degrees: number) => number): string {
  let path = "";
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const [i, degrees] of curve.degrees.entries()) {
    const atMs = curve.atMs[i] ?? 0;
    if (degrees === null) {
      lastMs = Number.NEGATIVE_INFINITY;
      continue;
    }
    path += `${atMs - lastMs > LONGEST_LINK_MS ? "M" : "L"}${x(atMs).toFixed(1)} ${y(degrees).toFixed(1)}`;
    lastMs = atMs;
  }
  return path;
}

function Axis({ track }: { track: Track }) {
  const seconds = (track.endMs - track.startMs) / 1000;
  const step = AXIS_STEPS_S.find((each) => seconds / each <= MOST_LABELS) ?? 1800;
  const labels = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => i * step);
  return (
    <div className={classes.axis} aria-hidden>
      {labels.map((at) => (
        <span key={at} data-last={at / seconds > LAST_SHARE || undefined} style={{ left: `${(100 * at) / seconds}%` }}>
          {sayMoment(1000 * at, 0)}
        </span>
      ))}
    </div>
  );
}
