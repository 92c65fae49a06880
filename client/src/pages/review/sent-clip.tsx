// The stretch of a class that was sent with a comment: it stands at the moment with what was drawn on it, and moves when it is asked to.
import type { ClipFigures, SentClip, SentComment, StillFigure } from "@ensemble/shared/protocol/review-messages.ts";
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DrawnBody } from "../../camera/draw-skeleton.ts";
import { sayRefusal } from "../../ui/refusal-words.ts";
import { BigButton } from "../patient/big-button.tsx";
import { FigurePicture } from "./figure-picture.tsx";
import { shownFrameAt, type Track } from "./playback-rules.ts";
import { RecordedPicture } from "./recorded-picture.tsx";
import { clipAddress, clipQuery, type Playable } from "./review-queries.ts";
import classes from "./sent-comments.module.css";
import { usePlayback } from "./use-playback.ts";

type Sent = Pick<SentComment, "commentId" | "atMs" | "figure" | "drawing">;
type SentWithClip = Sent & { readonly clip: SentClip };

const NOTHING: ClipFigures = { atMs: [], figures: [] };
const NO_DRAWING: Sent["drawing"] = [];

/** Asks for nothing, and nothing is noted as looked at, before somebody wants to see it. */
export function SentClipPlayer({ comment }: { comment: SentWithClip }) {
  const [isWanted, setIsWanted] = useState(false);
  const figures = useQuery({ ...clipQuery(comment.commentId), enabled: isWanted });
  return (
    <ClipView
      comment={comment}
      figures={figures.data}
      busy={figures.isFetching}
      refusal={figures.isError ? figures.error.message : undefined}
      onAsk={() => (isWanted ? void figures.refetch() : setIsWanted(true))}
    />
  );
}

export function ClipView(props: {
  readonly comment: SentWithClip;
  /** Undefined until they were asked for. */
  readonly figures: ClipFigures | undefined;
  readonly busy?: boolean;
  readonly refusal?: string | undefined;
  readonly onAsk?: () => void;
  /** It plays from the start. */
  readonly begun?: boolean;
}) {
  const { comment, figures } = props;
  const { clip } = comment;
  const { t } = useTranslation();
  const track = useMemo(() => trackOf(clip, figures ?? NOTHING), [clip, figures]);
  const playback = usePlayback(track, props.begun);
  const { playing } = playback;
  const [pictureAspect, setPictureAspect] = useState<number>();
  const atMs = playing ? playback.atMs : comment.atMs;
  const figure = playing ? figureAt(figures ?? NOTHING, atMs) : comment.figure;
  const body = useBody(figure);
  // What was asked for begins as soon as it is there.
  const isAwaited = useRef(false);
  const { toggle } = playback;
  const latestToggle = useRef(toggle);
  latestToggle.current = toggle;
  useEffect(() => {
    if (figures === undefined || !isAwaited.current) return;
    isAwaited.current = false;
    latestToggle.current();
  }, [figures]);
  const press = () => {
    if (figures !== undefined) return toggle();
    isAwaited.current = true;
    props.onAsk?.();
  };
  const Icon = playing ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  return (
    <>
      <div className={classes.figure}>
        <FigurePicture
          body={body}
          drawing={playing ? NO_DRAWING : comment.drawing}
          label={t(playing ? "review.yourMovement" : "review.yourFigure")}
          pictureAspect={pictureAspect}
          picture={
            figures === undefined || clip.picture === null ? null : (
              <RecordedPicture
                recording={playableOf(comment.commentId, clip.picture)}
                atMs={atMs}
                playing={playing}
                speed={1}
                onAspect={setPictureAspect}
              />
            )
          }
        />
      </div>
      {props.refusal === undefined ? null : (
        <p role="alert" className={classes.failed}>
          {sayRefusal(t, props.refusal)}
        </p>
      )}
      {/* The same button while it plays: whoever pressed it by a key stays on it. */}
      <BigButton tone="calm" busy={props.busy ?? false} className={classes.play} onClick={press}>
        <Icon aria-hidden size={26} />
        {t(playing ? "review.stopMovement" : "review.seeMovement")}
      </BigButton>
    </>
  );
}

/** The moment itself, with what was drawn on it. */
export function StillMoment({ comment: { figure, drawing } }: { comment: Pick<Sent, "figure" | "drawing"> }) {
  const { t } = useTranslation();
  const body = useBody(figure);
  return (
    <div className={classes.figure}>
      <FigurePicture body={body} drawing={drawing} label={t("review.yourFigure")} />
    </div>
  );
}

function useBody(figure: StillFigure | null): DrawnBody | undefined {
  return useMemo(() => (figure === null ? undefined : bodyOf(figure)), [figure]);
}

function figureAt({ atMs, figures }: ClipFigures, momentMs: number): StillFigure | null {
  const index = shownFrameAt(atMs, momentMs);
  return index === undefined ? null : (figures[index] ?? null);
}

function trackOf({ fromMs, untilMs }: SentClip, { atMs }: ClipFigures): Track {
  const seconds = Math.ceil((untilMs - fromMs) / 1_000);
  // Where no movement was stored, in a rest, the picture runs all the same.
  const everySecond = Array.from({ length: seconds }, (_, second) => fromMs + 1_000 * second);
  const frameTimes = [...atMs, ...everySecond].sort((one, other) => one - other);
  return { startMs: fromMs, endMs: untilMs, frameTimes };
}

function playableOf(commentId: string, { beginsAtMs }: NonNullable<SentClip["picture"]>): Playable {
  return { address: clipAddress(commentId), source: "camera", beginsAtMs };
}

function bodyOf({ aspect, points, visibility }: StillFigure): DrawnBody {
  return { aspect, points, visibility, stride: 2 };
}
