// Every repetition of the set as a dot with its interval: where the range goes with fatigue. Unmeasurable ones are open dots at the ground.
import type { Travel } from "@ensemble/shared/movement/attained.ts";
import { useTranslation } from "react-i18next";
import { AngleChart } from "./angle-chart.tsx";
import { scaleAngles } from "./angle-scale.ts";
import classes from "./curves.module.css";
import type { RepetitionSample } from "./movement-history.ts";

const HEIGHT = 84;
const STEP = 22;
const MINIMUM_SHOWN = 14;

export function RepetitionPlot(props: {
  repetitions: readonly RepetitionSample[];
  targetDegrees: number;
  travel: Travel;
  colour: string;
}) {
  const { t } = useTranslation();
  const { repetitions, targetDegrees } = props;
  const places = Math.max(MINIMUM_SHOWN, repetitions.at(-1)?.ordinal ?? 0);
  const width = places * STEP;
  const drawn = repetitions.flatMap(({ degrees, below95, above95, measurable }) =>
    measurable && degrees !== undefined ? [degrees - below95, degrees + above95] : [],
  );
  const scale = scaleAngles(props.travel, targetDegrees, drawn);
  const y = (degrees: number) => 4 + (HEIGHT - 8) * (1 - scale.shareOf(degrees));
  return (
    <figure className={classes.figure}>
      <figcaption>{t("therapist.curve.repetitions")}</figcaption>
      {repetitions.length === 0 ? (
        <p className={classes.empty}>{t("therapist.curve.empty")}</p>
      ) : (
        <AngleChart scale={scale}>
          <svg
            viewBox={`0 0 ${width} ${HEIGHT}`}
            className={classes.curve}
            role="img"
            aria-label={summaryOf(repetitions)}
          >
            <line x1="0" x2={width} y1={y(targetDegrees)} y2={y(targetDegrees)} className={classes.target} />
            {repetitions.map((each) => {
              const x = (each.ordinal - 0.5) * STEP;
              if (!each.measurable || each.degrees === undefined) {
                return <circle key={each.ordinal} cx={x} cy={HEIGHT - 7} r="5" className={classes.unmeasured} />;
              }
              return (
                <g key={each.ordinal}>
                  <line
                    x1={x}
                    x2={x}
                    y1={y(each.degrees - each.below95)}
                    y2={y(each.degrees + each.above95)}
                    className={classes.whisker}
                  />
                  <circle cx={x} cy={y(each.degrees)} r="5" className={classes.dot} style={{ fill: props.colour }} />
                </g>
              );
            })}
          </svg>
        </AngleChart>
      )}
    </figure>
  );

  function summaryOf(samples: readonly RepetitionSample[]): string {
    return samples
      .map((each) =>
        each.measurable && each.degrees !== undefined
          ? `${each.ordinal}: ${Math.round(each.degrees)}° ${t("therapist.range.interval", {
              from: Math.round(each.degrees - each.below95),
              to: Math.round(each.degrees + each.above95),
            })}`
          : `${each.ordinal}: ${t("therapist.range.notMeasured")}`,
      )
      .join(", ");
  }
}
