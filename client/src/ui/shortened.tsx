// Words that give way where there is no room, in dots after so many lines; the whole stands in their title.
import type { CSSProperties, ReactNode } from "react";
import classes from "./shortened.module.css";

export function Shortened(props: {
  whole: string;
  lines: number;
  className?: string | undefined;
  children: ReactNode;
}) {
  const { whole, lines, className = "", children } = props;
  return (
    <span title={whole} className={`${classes.shortened} ${className}`} style={{ "--lines": lines } as CSSProperties}>
      {children}
    </span>
  );
}
