// The lake at dawn as a small picture: hills, water, and the group's balloon at its height. Decoration; the same place the class happens in.
import classes from "./shore-scene.module.css";

/** `balloon` is 0 on the shore, 1 at the top. */
export function ShoreScene({ balloon, className }: { balloon: number; className?: string | undefined }) {
  const y = 172 - 132 * Math.min(1, Math.max(0, balloon));
  return (
    <svg
      viewBox="0 0 760 240"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      className={`${classes.scene} ${className ?? ""}`}
    >
      <defs>
        <linearGradient id="dawn-sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className={classes.skyTop} />
          <stop offset="0.62" className={classes.skyLow} />
          <stop offset="1" className={classes.skyGlow} />
        </linearGradient>
        <linearGradient id="dawn-water" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className={classes.waterFar} />
          <stop offset="1" className={classes.waterNear} />
        </linearGradient>
      </defs>
      <rect width="760" height="180" fill="url(#dawn-sky)" />
      <circle cx="306" cy="150" r="34" className={classes.sun} />
      <path d="M0 150c60-30 110-34 170-10s120 12 180-16 130-34 200 0 140 30 210-2v60H0z" className={classes.hillFar} />
      <path d="M0 166c70-18 150-22 240-6s170 8 260-8 170-12 260 4v30H0z" className={classes.hillNear} />
      <rect y="178" width="760" height="62" fill="url(#dawn-water)" />
      <path d="M250 190h110M276 200h60M440 196h120M480 208h70M180 210h60M600 192h70" className={classes.shimmer} />
      <path d="M0 240v-14c120-16 220-10 330-2s280 8 430-8v24z" className={classes.sand} />
      <g transform={`translate(420 ${y})`} className={classes.balloon}>
        <path
          d="M0-44c-25 0-40 18-40 38 0 22 20 34 31 46h18C20 28 40 16 40-6c0-20-15-38-40-38z"
          className={classes.silk}
        />
        <path
          d="M0-44c-11 6-17 20-17 38 0 20 8 34 12 46h10c4-12 12-26 12-46 0-18-6-32-17-38z"
          className={classes.stripe}
        />
        <path d="M-8 40-6 54M8 40 6 54" className={classes.rope} />
        <rect x="-9" y="54" width="18" height="12" rx="3" className={classes.basket} />
      </g>
    </svg>
  );
}
