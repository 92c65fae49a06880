// One set looked back at: the figure, the player, the time line, and beside them what happened and what was noted.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import type {
  CommentBody,
  ReviewComment,
  ReviewCurve,
  ReviewedSet,
  SessionReview,
  Stroke,
} from "@ensemble/shared/protocol/review-messages.ts";
import { Button, Paper, Title } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DrawnBody } from "../../camera/draw-skeleton.ts";
import { findMark } from "../../ui/marks.ts";
import { useCommandKeys } from "../../ui/use-command-keys.ts";
import { useTravel } from "../therapist/use-travel.ts";
import { CommentForm } from "./comment-form.tsx";
import { CommentList } from "./comment-list.tsx";
import { EventList } from "./event-list.tsx";
import { FigurePicture } from "./figure-picture.tsx";
import type { FigureSource } from "./figure-source.ts";
import { sayCue, sayMoment } from "./moment-words.ts";
import { nextStart, previousStart, shownFrameAt, spanAt, type Track } from "./playback-rules.ts";
import { PlayerBar } from "./player-bar.tsx";
import { RecordedPicture, recordingAt } from "./recorded-picture.tsx";
import classes from "./review.module.css";
import { Timeline } from "./timeline.tsx";
import { usePlayback } from "./use-playback.ts";

export interface SetReviewProps {
  readonly review: SessionReview;
  readonly set: ReviewedSet;
  readonly exercise: TrackedExercise | undefined;
  readonly curve: ReviewCurve;
  readonly figures: FigureSource;
  /** Of the session; none where no video was recorded. */
  readonly recordings: readonly RecordingListing[];
  readonly onComment: (body: CommentBody) => Promise<void>;
  readonly onDecide: (commentId: string, what: "send" | "remove") => Promise<void>;
}

const USUAL_TARGET_DEGREES = 90;
const NOTHING: readonly Stroke[] = [];

export function SetReview({ review, set, exercise, curve, figures, recordings, onComment, onDecide }: SetReviewProps) {
  const { t } = useTranslation();
  const track = useMemo(() => trackOf(set, curve), [set, curve]);
  const playback = usePlayback(track);
  const { atMs, seek } = playback;
  const travel = useTravel(exercise);
  const writeButton = useRef<HTMLButtonElement>(null);
  const [shownId, setShownId] = useState<string>();
  const [drawing, setDrawing] = useState<readonly Stroke[]>();
  const index = shownFrameAt(curve.atMs, atMs);
  const body = useBodyAt(figures, index);
  const degrees = index === undefined ? undefined : (curve.degrees[index] ?? undefined);
  const repetition = spanAt(set.repetitions, atMs);
  const cues = useMemo(() => momentsOfCues(set, curve), [set, curve]);
  const comments = useMemo(
    () => review.comments.filter((one) => one.setId === set.setId),
    [review.comments, set.setId],
  );
  const cueName = useCallback((cue: string) => sayCue(exercise, cue), [exercise]);
  const recording = recordingAt(recordings, review.participantId, atMs);
  const shown = comments.find((one) => one.commentId === shownId);
  const time = sayMoment(atMs, track.startMs);
  const isWriting = drawing !== undefined;
  const jump = (to: number | undefined) => {
    // What is drawn belongs to the figure it was drawn on.
    if (to === undefined || (drawing?.length ?? 0) > 0) return;
    setShownId(undefined);
    seek(to);
  };
  const previous = () => jump(previousStart(set.repetitions, atMs));
  const next = () => jump(nextStart(set.repetitions, atMs));
  const begin = () => {
    playback.pause();
    setShownId(undefined);
    setDrawing(NOTHING);
  };
  const show = (comment: ReviewComment) => {
    // What is being written is not lost by a press beside it.
    if (isWriting) return;
    playback.pause();
    seek(comment.atMs);
    setShownId(comment.commentId);
  };
  const leave = () => {
    setDrawing(undefined);
    // The field that had the keyboard is gone.
    requestAnimationFrame(() => writeButton.current?.focus());
  };
  const keep = async (text: string) => {
    const frame = index === undefined ? null : (curve.frames[index] ?? null);
    await onComment({ setId: set.setId, atMs: Math.round(atMs), frame, text, drawing: [...(drawing ?? NOTHING)] });
    leave();
  };
  const still = isWriting ? undefined : { space: playback.toggle, left: previous, right: next };
  useCommandKeys({ ...still, c: isWriting ? undefined : begin });
  const isAtComment = shown !== undefined && Math.abs(shown.atMs - atMs) < 1 && !playback.playing;
  const strokes = drawing ?? (isAtComment ? shown.drawing : NOTHING);
  const said = [
    t("review.at", { time, end: sayMoment(track.endMs, track.startMs) }),
    ...(repetition === undefined ? [] : [t("review.repetition", { ordinal: repetition.ordinal })]),
    degrees === undefined ? t("review.notSeen") : t("review.degrees", { degrees: Math.round(degrees) }),
  ].join(", ");
  return (
    <div className={classes.columns}>
      <div className={classes.left}>
        <div className={classes.stage}>
          <FigurePicture
            body={body}
            drawing={strokes}
            onDraw={isWriting && index !== undefined ? setDrawing : undefined}
            label={t("review.figure", { name: review.name, time })}
            picture={
              recording === undefined ? null : (
                <RecordedPicture
                  key={recording.recordingId}
                  recording={recording}
                  atMs={atMs}
                  playing={playback.playing}
                  speed={playback.speed}
                />
              )
            }
          >
            {curve.frames.length === 0 ? (
              <p className={classes.noFigure}>{t("review.noFigure")}</p>
            ) : (
              <div className={classes.readout} aria-hidden>
                <strong>{degrees === undefined ? "–" : `${Math.round(degrees)}°`}</strong>
                <span>{repetition === undefined ? "" : t("review.repetition", { ordinal: repetition.ordinal })}</span>
              </div>
            )}
          </FigurePicture>
        </div>
        <PlayerBar
          playback={playback}
          canPlay={curve.frames.length > 0 && !isWriting}
          time={time}
          end={sayMoment(track.endMs, track.startMs)}
          onPrevious={previous}
          onNext={next}
        />
        <Paper p="sm">
          <Timeline
            set={set}
            track={track}
            curve={curve}
            comments={comments}
            cues={cues}
            cueName={cueName}
            travel={travel}
            targetDegrees={set.target.rangeDegrees ?? exercise?.romTargetDegrees ?? USUAL_TARGET_DEGREES}
            colour={findMark(review.mark)?.colour ?? "currentColor"}
            atMs={atMs}
            valueText={said}
            onSeek={jump}
            onToggle={isWriting ? undefined : playback.toggle}
            onPrevious={previous}
            onNext={next}
            onComment={show}
          />
          <Notes curve={curve} />
        </Paper>
      </div>
      <div className={classes.right}>
        <Paper p="sm">
          <Title order={2} id="happened" size="h4" px="sm" pt={4} pb={8}>
            {t("review.happened")}
          </Title>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section className={classes.scroll} aria-labelledby="happened" tabIndex={0}>
            <EventList
              set={set}
              startMs={track.startMs}
              cues={cues}
              cueName={cueName}
              current={repetition?.ordinal}
              onSeek={jump}
            />
          </section>
        </Paper>
        <Paper p="sm" component="section" aria-labelledby="comments" className={classes.noted}>
          <div className={classes.notedHead}>
            <Title order={2} id="comments" size="h4">
              {t("review.comments")}
            </Title>
            {isWriting ? null : (
              <Button
                ref={writeButton}
                variant="light"
                h={44}
                leftSection={<IconMessagePlus size={20} aria-hidden />}
                onClick={begin}
              >
                {t("review.write")}
              </Button>
            )}
          </div>
          {isWriting ? (
            <CommentForm
              time={time}
              drawing={index === undefined ? undefined : drawing}
              onDraw={setDrawing}
              onKeep={keep}
              onLeave={leave}
            />
          ) : null}
          <CommentList
            comments={comments}
            startMs={track.startMs}
            patientName={review.name}
            shownId={isAtComment ? shownId : undefined}
            onShow={show}
            onDecide={onDecide}
          />
        </Paper>
      </div>
    </div>
  );
}

function Notes({ curve }: { curve: ReviewCurve }) {
  const { t } = useTranslation();
  const notes = [
    ...(curve.frames.length === 0 ? [t("review.nothingRecorded")] : []),
    ...(curve.agrees === false ? [t("review.countedOtherwise")] : []),
    ...(curve.agrees === null ? [t("review.exerciseGone")] : []),
    ...(curve.whole ? [] : [t("review.cutShort")]),
  ];
  return notes.map((note) => (
    <p key={note} className={classes.note}>
      {note}
    </p>
  ));
}

function useBodyAt(figures: FigureSource, index: number | undefined): DrawnBody | undefined {
  const [, redraw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => figures.subscribe(redraw), [figures]);
  return index === undefined ? undefined : figures.bodyAt(index);
}

function trackOf(set: ReviewedSet, { atMs: frameTimes }: ReviewCurve): Track {
  const last = Math.max(set.startMs + 1, frameTimes.at(-1) ?? 0, set.repetitions.at(-1)?.endMs ?? 0);
  return {
    startMs: Math.min(set.startMs, frameTimes[0] ?? set.startMs),
    // The set may stand open for long after the last movement: nothing of that is to be seen.
    endMs: frameTimes.length === 0 ? Math.max(last, set.endMs ?? 0) : last,
    frameTimes,
  };
}

/** At the frame after which it was given, where that is known. */
function momentsOfCues(set: ReviewedSet, curve: ReviewCurve) {
  const times = new Map(curve.frames.map((frame, i) => [frame, curve.atMs[i] ?? 0]));
  return set.cues.map((cue) => ({ ...cue, atMs: (cue.frame === null ? undefined : times.get(cue.frame)) ?? cue.atMs }));
}
