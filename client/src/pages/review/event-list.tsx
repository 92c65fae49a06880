// What happened in a set, in its order: each line leads to its moment.
import type { ReviewedCue, ReviewedRepetition, ReviewedSet } from "@ensemble/shared/protocol/review-messages.ts";
import { IconAlertTriangleFilled, IconPencil, IconPlayerStopFilled } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DrawingGroup } from "./drawing-rules.ts";
import classes from "./event-list.module.css";
import { sayMoment, sayTools } from "./moment-words.ts";

export interface EventListProps {
  readonly set: ReviewedSet;
  readonly startMs: number;
  readonly cues: readonly ReviewedCue[];
  readonly cueName: (cue: string) => string;
  /** In the class. */
  readonly drawings: readonly DrawingGroup[];
  /** Of the repetition that is under way. */
  readonly current: number | undefined;
  readonly onSeek: (atMs: number) => void;
}

type SetEvent =
  | { readonly kind: "repetition"; readonly atMs: number; readonly repetition: ReviewedRepetition }
  | { readonly kind: "cue"; readonly atMs: number; readonly cue: string }
  | { readonly kind: "drawings"; readonly atMs: number; readonly group: DrawingGroup }
  | { readonly kind: "stop"; readonly atMs: number };

export const EventList = memo(function EventList(props: EventListProps) {
  const { set, startMs, cues, cueName, drawings, current, onSeek } = props;
  const { t } = useTranslation();
  const events: SetEvent[] = [
    ...set.repetitions.map((repetition) => ({ kind: "repetition" as const, atMs: repetition.startMs, repetition })),
    ...cues.map(({ atMs, cue }) => ({ kind: "cue" as const, atMs, cue })),
    ...drawings.map((group) => ({ kind: "drawings" as const, atMs: group.atMs, group })),
    ...set.stopsMs.map((atMs) => ({ kind: "stop" as const, atMs })),
  ].sort((a, b) => a.atMs - b.atMs);
  if (events.length === 0) return <p className={classes.empty}>{t("review.noRepetitions")}</p>;
  return (
    <ol className={classes.list}>
      {events.map((event) => {
        const time = sayMoment(event.atMs, startMs);
        if (event.kind === "repetition") {
          const { repetition } = event;
          return (
            <li key={`repetition ${repetition.ordinal}`}>
              <Line time={time} current={repetition.ordinal === current} onPress={() => onSeek(event.atMs)}>
                <Repetition repetition={repetition} />
              </Line>
            </li>
          );
        }
        return (
          <li key={`${event.kind} ${event.atMs}`}>
            <Line time={time} current={false} onPress={() => onSeek(event.atMs)}>
              {event.kind === "cue" ? (
                <span className={classes.cue}>
                  <IconAlertTriangleFilled size={16} aria-label={t("review.cue")} /> {cueName(event.cue)}
                </span>
              ) : event.kind === "drawings" ? (
                <span className={classes.drawn}>
                  <IconPencil size={16} aria-hidden /> {t("review.drawn", { tools: sayTools(event.group.drawings, t) })}
                </span>
              ) : (
                <span className={classes.stop}>
                  <IconPlayerStopFilled size={16} aria-hidden /> {t("review.stop")}
                </span>
              )}
            </Line>
          </li>
        );
      })}
    </ol>
  );
});

function Line(props: { time: string; current: boolean; onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" className={classes.line} aria-current={props.current || undefined} onClick={props.onPress}>
      <span className={classes.time}>{props.time}</span>
      {props.children}
    </button>
  );
}

function Repetition({ repetition }: { repetition: ReviewedRepetition }) {
  const { t } = useTranslation();
  const { ordinal, side, attainedDegrees, below95, above95, quality } = repetition;
  return (
    <span className={classes.repetition}>
      <strong>
        {side === "both" ? t("review.repetition", { ordinal }) : t(`review.repetitionOf.${side}`, { ordinal })}
      </strong>
      <span className={classes.measured}>
        {attainedDegrees === undefined
          ? t("therapist.range.notMeasured")
          : `${Math.round(attainedDegrees)}° ${t("therapist.range.interval", {
              from: Math.round(attainedDegrees - below95),
              to: Math.round(attainedDegrees + above95),
            })}`}
      </span>
      <span className={classes.quality}>{t("review.quality", { quality: Math.round(quality) })}</span>
    </span>
  );
}
