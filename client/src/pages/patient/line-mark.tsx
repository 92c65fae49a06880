// How the own line does and the therapist's, each in the corner of its picture: small while all is well, to be read from three metres otherwise.
import type { LineQuality } from "@ensemble/shared/session/line-quality.ts";
import { LineBars } from "../../ui/line-bars.tsx";
import classes from "./line-mark.module.css";

export function LineMark({ quality, whose }: { quality: LineQuality | undefined; whose: "own" | "therapists" }) {
  const className = `${classes.mark} ${whose === "own" ? "" : classes.therapists}`;
  const size = quality === "excellent" ? "calc(40 * var(--u))" : "calc(60 * var(--u))";
  return <LineBars quality={quality} whose={whose} size={size} className={className} />;
}
