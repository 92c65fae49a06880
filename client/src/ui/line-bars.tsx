// How well somebody's line does, as three bars: told apart by their number and by what is struck through, in words on hover and for screen
// readers. Quiet while all is well.
import type { LineQuality } from "@ensemble/shared/session/line-quality.ts";
import { useTranslation } from "react-i18next";
import classes from "./line-bars.module.css";

/** Full bars of three. */
const BARS: Readonly<Record<LineQuality, number>> = { excellent: 3, good: 2, poor: 1, lost: 0 };
const HEIGHTS = [7, 12, 17];

/** `whose`: "their" in a place that says of whom it is. `size`: of the icon, as CSS has it. Nothing while nothing is measured. */
export function LineBars(props: {
  quality: LineQuality | undefined;
  whose: "own" | "their" | "therapists";
  size: string;
  className?: string | undefined;
}) {
  const { t } = useTranslation();
  const { quality } = props;
  if (quality === undefined) return null;
  const words = t(`call.quality.${props.whose}.${quality}`);
  return (
    <span
      role="img"
      className={`${classes.bars} ${props.className ?? ""}`}
      data-quality={quality}
      aria-label={words}
      title={words}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" style={{ width: props.size, height: props.size }}>
        {HEIGHTS.map((height, index) => (
          <rect
            key={height}
            x={2 + 7.5 * index}
            y={21 - height}
            width={5}
            height={height}
            rx={1.5}
            data-full={index < BARS[quality] || undefined}
          />
        ))}
        {quality === "lost" ? <path d="M3 3 21 21" /> : null}
      </svg>
    </span>
  );
}
