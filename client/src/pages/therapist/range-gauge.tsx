// Range of motion as value, interval and target, never a bare number, and called an estimate; what cannot be measured is said, with what helps.
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./range-gauge.module.css";
import { type RangeReading, scaleRange } from "./range-scale.ts";

export interface RangeGaugeProps {
  readonly reading: RangeReading;
  /** From where the exercise's range can be measured, for the words that ask for it. */
  readonly turn: "side" | "front";
  /** In a summary there is nobody to ask any more. */
  readonly past?: boolean;
}

export function RangeGauge({ reading, turn, past = false }: RangeGaugeProps) {
  const { t } = useTranslation();
  const scale = scaleRange(reading);
  const target = Math.round(reading.targetDegrees);
  return (
    <div className={classes.gauge} data-state={scale.state}>
      <div className={classes.words}>
        {scale.value === undefined ? (
          <span className={classes.none}>
            {t(
              past
                ? "therapist.range.notMeasured"
                : scale.state === "empty"
                  ? "therapist.range.empty"
                  : `therapist.range.turn.${turn}`,
            )}
          </span>
        ) : (
          <span>
            <strong className={classes.number}>{Math.round(scale.value.degrees)}°</strong>{" "}
            {t("therapist.range.interval", {
              from: Math.round(scale.value.degrees - reading.below95),
              to: Math.round(scale.value.degrees + reading.above95),
            })}{" "}
            <span className={classes.quiet}>{t("therapist.range.estimate")}</span>
          </span>
        )}
        <span className={classes.target}>
          {scale.state === "met" ? <IconCheck size={15} stroke={3} aria-label={t("therapist.range.met")} /> : null}
          {t("therapist.range.target", { degrees: target })}
        </span>
      </div>
      <div className={classes.track} aria-hidden>
        {scale.value === undefined ? null : (
          <>
            <span
              className={classes.interval}
              style={{
                left: `${scale.value.fromPercent}%`,
                width: `${scale.value.toPercent - scale.value.fromPercent}%`,
              }}
            />
            <span className={classes.value} style={{ left: `${scale.value.percent}%` }} />
          </>
        )}
        <span className={classes.goal} style={{ left: `${scale.targetPercent}%` }} />
      </div>
    </div>
  );
}
