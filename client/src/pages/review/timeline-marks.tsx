// What a time line can be jumped to besides its repetitions, as buttons under it: cues, stops for pain, drawings of the class, comments.
import type { ReviewComment, ReviewedCue, ReviewedSet } from "@ensemble/shared/protocol/review-messages.ts";
import { IconAlertTriangleFilled, IconMessageFilled, IconPencil, IconPlayerStopFilled } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { DrawingGroup } from "./drawing-rules.ts";
import { lanesOf } from "./lane-rules.ts";
import { sayMoment, sayTools } from "./moment-words.ts";
import type { Track } from "./playback-rules.ts";
import classes from "./timeline.module.css";

/** Of the line: marks nearer than this do not stand beside each other. */
const CROWDED_PERCENT = 4;

export interface TimelineMarksProps {
  readonly set: ReviewedSet;
  readonly track: Track;
  readonly cues: readonly ReviewedCue[];
  readonly cueName: (cue: string) => string;
  /** In the class. */
  readonly drawings: readonly DrawingGroup[];
  readonly comments: readonly ReviewComment[];
  readonly onSeek: (atMs: number) => void;
  readonly onComment: (comment: ReviewComment) => void;
}
interface TimeMark {
  readonly name: string;
  readonly atMs: number;
  readonly kind: "cue" | "stop" | "drawing" | "comment";
  readonly label: string;
  readonly onPress: () => void;
}

const ICONS = {
  cue: <IconAlertTriangleFilled size={16} aria-hidden />,
  stop: <IconPlayerStopFilled size={16} aria-hidden />,
  drawing: <IconPencil size={18} aria-hidden />,
  comment: <IconMessageFilled size={16} aria-hidden />,
};

export function TimelineMarks(props: TimelineMarksProps & { percentOf: (atMs: number) => number }) {
  const { t } = useTranslation();
  const { track, percentOf } = props;
  const marks = marksOf(props, (atMs) => sayMoment(atMs, track.startMs), t);
  if (marks.length === 0) return null;
  const places = marks.map(({ atMs }) => Math.min(100, Math.max(0, percentOf(atMs))));
  const lanes = lanesOf(places, CROWDED_PERCENT);
  return (
    <ul
      className={classes.marks}
      style={{ "--lanes": 1 + Math.max(...lanes) } as CSSProperties}
      aria-label={t("review.marks")}
    >
      {marks.map(({ name, kind, label, onPress }, i) => (
        <li key={name} style={{ left: `${places[i]}%`, "--lane": lanes[i] } as CSSProperties}>
          <button
            type="button"
            className={classes.mark}
            data-kind={kind}
            title={label}
            aria-label={label}
            onClick={onPress}
          >
            {ICONS[kind]}
          </button>
        </li>
      ))}
    </ul>
  );
}

function marksOf(
  { set, cues, comments, drawings, cueName, onSeek, onComment }: TimelineMarksProps,
  said: (atMs: number) => string,
  t: TFunction,
): readonly TimeMark[] {
  const marks: TimeMark[] = [
    ...cues.map(({ atMs, cue }) => ({
      name: `cue ${atMs}`,
      atMs,
      kind: "cue" as const,
      label: t("review.cueAt", { time: said(atMs), cue: cueName(cue) }),
      onPress: () => onSeek(atMs),
    })),
    ...set.stopsMs.map((atMs) => ({
      name: `stop ${atMs}`,
      atMs,
      kind: "stop" as const,
      label: t("review.stopAt", { time: said(atMs) }),
      onPress: () => onSeek(atMs),
    })),
    ...drawings.map((group) => ({
      name: `drawing ${group.atMs}`,
      atMs: group.atMs,
      kind: "drawing" as const,
      label: t("review.drawnAt", { time: said(group.atMs), tools: sayTools(group.drawings, t) }),
      onPress: () => onSeek(group.atMs),
    })),
    ...comments.map((comment) => ({
      name: comment.commentId,
      atMs: comment.atMs,
      kind: "comment" as const,
      label: t("review.commentAt", { time: said(comment.atMs) }),
      onPress: () => onComment(comment),
    })),
  ];
  return marks.sort((a, b) => a.atMs - b.atMs);
}
