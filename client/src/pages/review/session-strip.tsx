// The whole session from left to right: its sets to choose from, rests between them no longer than what happened in them needs, and when somebody
// was in pain, spoken with alone, drawn for, or recorded.
import type { ReviewedSet, SessionReview } from "@ensemble/shared/protocol/review-messages.ts";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { sayDuration } from "../../ui/say-time.ts";
import type { Span } from "./playback-rules.ts";
import classes from "./session-strip.module.css";
import { type StripPart, sharesIn, stripOf } from "./session-strip-rules.ts";
import { StripMoments } from "./strip-moments.tsx";

export interface SessionStripProps {
  readonly review: SessionReview;
  readonly nameOf: (set: ReviewedSet) => string;
  readonly chosen: ReviewedSet | undefined;
  /** When picture or sound of this person was recorded. */
  readonly recorded: readonly Span[];
  /** `atMs`: a moment of it. */
  readonly onChoose: (set: ReviewedSet, atMs?: number) => void;
}

const MINUTE_MS = 60_000;

export function SessionStrip(props: SessionStripProps) {
  const { t } = useTranslation();
  const parts = stripOf(props.review);
  return (
    <nav aria-label={t("review.sets")}>
      <ol className={classes.strip}>
        {parts.map((part) =>
          part.set === undefined ? (
            <Rest key={`rest ${part.startMs}`} part={part} recorded={props.recorded} />
          ) : (
            <SetPart key={part.set.setId} {...props} part={part} set={part.set} />
          ),
        )}
      </ol>
    </nav>
  );
}

function SetPart({
  part,
  set,
  nameOf,
  chosen,
  recorded,
  onChoose,
}: SessionStripProps & { part: StripPart; set: ReviewedSet }) {
  const { t } = useTranslation();
  return (
    <li className={classes.part} style={{ flexGrow: (part.endMs - part.startMs) / MINUTE_MS }}>
      <button
        type="button"
        className={classes.set}
        aria-current={set.setId === chosen?.setId || undefined}
        onClick={() => onChoose(set)}
      >
        <span className={classes.ordinal}>{set.ordinal}</span>
        <span className={classes.name}>{nameOf(set)}</span>
        <span className={classes.quiet}>{t("review.count", { count: set.repetitions.length })}</span>
        <Bar part={part} recorded={recorded} pauses={set.pauses} />
        <SaidSpan part={part} recorded={recorded} pauses={set.pauses} />
      </button>
      <StripMoments part={part} onShow={(atMs) => onChoose(set, atMs)} />
    </li>
  );
}

function Rest({ part, recorded }: { part: StripPart; recorded: readonly Span[] }) {
  const { t } = useTranslation();
  return (
    <li className={classes.rest}>
      <span className={classes.gap}>
        <span className="visually-hidden">{t("review.strip.rest")} </span>
        <span aria-hidden>{sayDuration(part.endMs - part.startMs)}</span>
        <Bar part={part} recorded={recorded} pauses={NO_PAUSES} />
        <SaidSpan part={part} recorded={recorded} pauses={NO_PAUSES} />
      </span>
      <StripMoments part={part} />
    </li>
  );
}

const NO_PAUSES: readonly Span[] = [];

interface Marked {
  readonly part: StripPart;
  readonly recorded: readonly Span[];
  readonly pauses: readonly Span[];
}

function Bar({ part, recorded, pauses }: Marked) {
  return (
    <span className={classes.bar} aria-hidden>
      {sharesIn(part, recorded).map((share) => (
        <i key={share.from} className={classes.recorded} style={placeOf(share)} />
      ))}
      {sharesIn(part, pauses).map((share) => (
        <i key={share.from} className={classes.paused} style={placeOf(share)} />
      ))}
    </span>
  );
}

const placeOf = ({ from, to }: { from: number; to: number }): CSSProperties => ({
  left: `${from}%`,
  width: `${to - from}%`,
});

/** For whoever does not see the bar. */
function SaidSpan({ part, recorded, pauses }: Marked) {
  const { t } = useTranslation();
  const pausedMs = pauses.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const isRecorded = sharesIn(part, recorded).length > 0;
  const words = [
    t("review.strip.span", { from: sayDuration(part.startMs), to: sayDuration(part.endMs) }),
    ...(pausedMs === 0 ? [] : [t("review.strip.pausedFor", { time: sayDuration(pausedMs) })]),
    ...(isRecorded ? [t("review.strip.recorded")] : []),
  ];
  return <span className="visually-hidden">, {words.join(", ")}</span>;
}

/** What the bars of the strip mean. */
export function StripLegend({ review, recorded }: Pick<SessionStripProps, "review" | "recorded">) {
  const { t } = useTranslation();
  const isPaused = review.sets.some(({ pauses }) => pauses.length > 0);
  if (recorded.length === 0 && !isPaused) return null;
  return (
    <p className={classes.legend} aria-hidden>
      {recorded.length === 0 ? null : (
        <span>
          <i className={classes.recorded} /> {t("review.strip.recorded")}
        </span>
      )}
      {isPaused ? (
        <span>
          <i className={classes.paused} /> {t("review.strip.paused")}
        </span>
      ) : null}
    </p>
  );
}
