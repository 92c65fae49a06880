// One calm line across the page: what is the case, what happens next, and at most one thing to do. Blames nobody.
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./notice.module.css";

export type NoticeTone = "calm" | "waiting" | "alarm" | "good";

const ICONS = { calm: IconInfoCircle, waiting: IconAlertTriangle, alarm: IconAlertTriangle, good: IconCircleCheck };

export function Notice(props: { tone: NoticeTone; title: string; children?: ReactNode; action?: ReactNode }) {
  const Icon = ICONS[props.tone];
  return (
    <div className={classes.notice} data-tone={props.tone} role={props.tone === "alarm" ? "alert" : "status"}>
      <Icon size={24} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <strong>{props.title}</strong>
        {props.children === undefined ? null : <span>{props.children}</span>}
      </div>
      {props.action}
    </div>
  );
}
