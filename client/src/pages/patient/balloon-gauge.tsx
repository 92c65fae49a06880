// How high the group has lifted its balloon: the one number that belongs to everybody.
import { useTranslation } from "react-i18next";
import classes from "./balloon-gauge.module.css";

const GROUND_Y = 280;
const TOP_Y = 84;

/** `thousandths` of the way up; `strip`: flat where the screen stands upright and something else needs the room. */
export function BalloonGauge({ thousandths, strip }: { thousandths: number; strip: boolean }) {
  const { t } = useTranslation();
  const share = Math.min(1, Math.max(0, thousandths / 1_000));
  const percent = Math.round(share * 100);
  const y = GROUND_Y - (GROUND_Y - TOP_Y) * share;
  return (
    <figure className={classes.gauge} data-strip={strip}>
      <svg
        viewBox="0 0 300 400"
        preserveAspectRatio="xMidYMax meet"
        role="img"
        aria-label={t("patient.balloonLabel", { percent })}
      >
        <path d="M30 120h70M190 90h80M40 230h60M210 250h60" className={classes.cloud} />
        <path
          d="M-1500 410V310c500 40 1000 40 1500 16 50-34 90-34 150-8s100 14 150-18c500-30 1000 30 1500-10v110z"
          className={classes.hills}
        />
        <path d="M-1500 360h3300v50h-3300z" className={classes.water} />
        <g transform={`translate(150 ${y}) scale(1.35)`} className={classes.balloon}>
          <path
            d="M0-58c-33 0-53 24-53 51 0 29 27 45 41 61h24c14-16 41-32 41-61 0-27-20-51-53-51z"
            className={classes.silk}
          />
          <path
            d="M0-58c-15 8-23 27-23 51 0 27 11 45 16 61H7c5-16 16-34 16-61 0-24-8-43-23-51z"
            className={classes.stripe}
          />
          <path d="M-10 54-7 68M10 54 7 68" className={classes.rope} />
          <rect x="-12" y="68" width="24" height="17" rx="4" className={classes.basket} />
        </g>
      </svg>
      <figcaption aria-hidden="true" className={classes.percent}>
        {percent}&#8201;%
      </figcaption>
    </figure>
  );
}
