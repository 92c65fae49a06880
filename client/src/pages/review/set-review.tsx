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
import { useCallback, useEffect, useId, useMemo, useReducer, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DrawnBody } from "../../camera/draw-skeleton.ts";
import { DrawingSurface } from "../../drawing/drawing-surface.tsx";
import { findMark } from "../../ui/marks.ts";
import { type CommandKeys, useCommandKeys } from "../../ui/use-command-keys.ts";
import { ACTION_KEYS, TOOL_KEYS } from "../therapist/pointing/pointing-keys.ts";
import { useTravel } from "../therapist/use-travel.ts";
import { COMMENT_TOOLS } from "./comment-drawing-rules.ts";
import { CommentForm } from "./comment-form.tsx";
import { CommentList, type CommentListProps } from "./comment-list.tsx";
import { drawnAt, pictureMomentAt } from "./drawing-rules.ts";
import { EventList } from "./event-list.tsx";
import { FigurePicture, USUAL_ASPECT } from "./figure-picture.tsx";
import type { FigureSource } from "./figure-source.ts";
import { sayCue, sayMoment } from "./moment-words.ts";
import { nextStart, previousStart, shownFrameAt, spanAt } from "./playback-rules.ts";
import { PlayerBar } from "./player-bar.tsx";
import { RecordedPicture } from "./recorded-picture.tsx";
import { RecordedSounds } from "./recorded-sounds.tsx";
import { pictureAt, soundsAt, soundsOf } from "./recording-rules.ts";
import classes from "./review.module.css";
import { playableOf } from "./review-queries.ts";
import { marksOfDrawings, momentsOfCues, trackOf } from "./set-moments.ts";
import { SOUND_KEY } from "./sound-control.tsx";
import { Timeline } from "./timeline.tsx";
import { type CommentDrawing, useCommentDrawing } from "./use-comment-drawing.ts";
import { usePlayback } from "./use-playback.ts";
import { useSoundLevel } from "./use-sound-level.ts";

/** Jumped to from elsewhere; undefined `atMs`: the set as a whole. Each press is another one. */
export interface AskedMoment {
  readonly setId: string;
  readonly atMs: number | undefined;
}

export interface SetReviewProps {
  readonly review: SessionReview;
  readonly set: ReviewedSet;
  readonly exercise: TrackedExercise | undefined;
  readonly curve: ReviewCurve;
  readonly figures: FigureSource;
  /** Of the session; none where no video was recorded. */
  readonly recordings: readonly RecordingListing[];
  /** Which there are is not known yet; it is asked for again by itself. */
  readonly recordingsLate?: boolean;
  readonly asked?: AskedMoment | undefined;
  /** A comment is being written from the start. */
  readonly writing?: boolean;
  readonly onComment: (body: CommentBody) => Promise<void>;
  readonly onDecide: CommentListProps["onDecide"];
}

const USUAL_TARGET_DEGREES = 90;
const NOTHING: readonly Stroke[] = [];

export function SetReview(props: SetReviewProps) {
  const { review, set, exercise, curve, figures, recordings, asked, onComment, onDecide } = props;
  const { t } = useTranslation();
  const track = useMemo(() => trackOf(set, curve), [set, curve]);
  const playback = usePlayback(track);
  const { atMs, seek } = playback;
  const travel = useTravel(exercise);
  const writeButton = useRef<HTMLButtonElement>(null);
  const [shownId, setShownId] = useState<string>();
  const [isWriting, setIsWriting] = useState(props.writing ?? false);
  const [pictureAspect, setPictureAspect] = useState<number>();
  const index = shownFrameAt(curve.atMs, atMs);
  const comments = useMemo(
    () => review.comments.filter((one) => one.setId === set.setId),
    [review.comments, set.setId],
  );
  const shown = comments.find((one) => one.commentId === shownId);
  const isAtComment = shown !== undefined && Math.abs(shown.atMs - atMs) < 1 && !playback.playing;
  // While a comment is written or shown, what is seen is the moment itself.
  const pictureMs = isWriting || isAtComment ? atMs : pictureMomentAt(review, atMs);
  const stands = pictureMs !== atMs;
  const body = useBodyAt(figures, (stands ? shownFrameAt(curve.atMs, pictureMs) : undefined) ?? index);
  const drawing = useCommentDrawing(body?.aspect ?? pictureAspect ?? USUAL_ASPECT);
  const sound = useSoundLevel();
  const hintId = useId();
  const textField = useRef<HTMLTextAreaElement>(null);
  const degrees = index === undefined ? undefined : (curve.degrees[index] ?? undefined);
  const repetition = spanAt(set.repetitions, atMs);
  const cues = useMemo(() => momentsOfCues(set, curve), [set, curve]);
  const drawings = useMemo(() => marksOfDrawings(review.drawings, track), [review.drawings, track]);
  const cueName = useCallback((cue: string) => sayCue(exercise, cue), [exercise]);
  const heard = [review.participantId, ...review.therapistIds];
  const picture = pictureAt(recordings, review.participantId, pictureMs);
  const time = sayMoment(atMs, track.startMs);
  const jump = (to: number | undefined) => {
    // What is drawn belongs to the figure it was drawn on.
    if (to === undefined || (isWriting && drawing.shown.length > 0)) return;
    setShownId(undefined);
    seek(to);
  };
  const latestJump = useRef(jump);
  latestJump.current = jump;
  useEffect(() => latestJump.current(asked?.atMs), [asked]);
  const previous = () => jump(previousStart(set.repetitions, atMs));
  const next = () => jump(nextStart(set.repetitions, atMs));
  const begin = () => {
    playback.pause();
    setShownId(undefined);
    drawing.begin();
    setIsWriting(true);
  };
  const show = (comment: ReviewComment) => {
    // What is being written is not lost by a press beside it.
    if (isWriting) return;
    playback.pause();
    seek(comment.atMs);
    setShownId(comment.commentId);
  };
  const leave = () => {
    setIsWriting(false);
    // The field that had the keyboard is gone.
    requestAnimationFrame(() => writeButton.current?.focus());
  };
  const keep = async (text: string) => {
    const frame = index === undefined ? null : (curve.frames[index] ?? null);
    await onComment({ setId: set.setId, atMs: Math.round(atMs), frame, text, drawing: [...drawing.strokes] });
    leave();
  };
  const hasSound = soundsOf(recordings, heard).length > 0;
  const canDraw = isWriting && index !== undefined;
  useCommandKeys({
    ...(isWriting ? {} : { space: playback.toggle, left: previous, right: next, c: begin }),
    ...(canDraw ? drawingKeys(drawing) : {}),
    ...(hasSound ? { [SOUND_KEY]: sound.turn } : {}),
  });
  const strokes = isWriting ? drawing.shown : isAtComment ? shown.drawing : NOTHING;
  const said = [
    t("review.at", { time, end: sayMoment(track.endMs, track.startMs) }),
    ...(repetition === undefined ? [] : [t("review.repetition", { ordinal: repetition.ordinal })]),
    degrees === undefined ? t("review.notSeen") : t("review.degrees", { degrees: Math.round(degrees) }),
  ].join(", ");
  const step = { atMs, playing: playback.playing, speed: playback.speed };
  const pictureStep = stands ? { ...step, atMs: pictureMs, playing: false } : step;
  return (
    <div className={classes.columns}>
      <div className={classes.left}>
        <div className={classes.stage}>
          <FigurePicture
            body={body}
            drawing={strokes}
            // A comment shows what its patient is shown of it.
            drawn={isWriting || isAtComment ? undefined : { annotations: drawnAt(review.drawings, atMs), atMs }}
            label={t("review.figure", { name: review.name, time })}
            pictureAspect={pictureAspect}
            picture={
              picture === undefined ? null : (
                <RecordedPicture
                  key={picture.recordingId}
                  recording={playableOf(picture)}
                  {...pictureStep}
                  onAspect={setPictureAspect}
                />
              )
            }
            surface={
              canDraw ? (
                <DrawingSurface
                  onInput={drawing.input}
                  label={t("review.surface", { name: review.name })}
                  describedBy={hintId}
                  focusCalls={drawing.focusCalls}
                  onEscape={() => {
                    if (!drawing.giveUp()) textField.current?.focus();
                  }}
                />
              ) : null
            }
          >
            {stands ? <p className={classes.stands}>{t("review.stands")}</p> : null}
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
        <RecordedSounds recordings={soundsAt(recordings, heard, atMs)} {...step} volume={sound.volume} />
        <PlayerBar
          playback={playback}
          canPlay={curve.frames.length > 0 && !isWriting}
          sound={hasSound ? sound : undefined}
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
            drawings={drawings}
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
          <Notes curve={curve} recordingsLate={props.recordingsLate === true} />
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
              drawings={drawings}
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
              drawing={canDraw ? drawing : undefined}
              hintId={hintId}
              field={textField}
              onKeep={keep}
              onLeave={leave}
            />
          ) : null}
          <CommentList
            comments={comments}
            startMs={track.startMs}
            patientName={review.name}
            shownId={isAtComment ? shownId : undefined}
            hasMovement={curve.frames.length > 0}
            isRecordedAt={(momentMs) => pictureAt(recordings, review.participantId, momentMs) !== undefined}
            onShow={show}
            onDecide={onDecide}
          />
        </Paper>
      </div>
    </div>
  );
}

function Notes({ curve, recordingsLate }: { curve: ReviewCurve; recordingsLate: boolean }) {
  const { t } = useTranslation();
  const notes = [
    ...(recordingsLate ? [t("review.recordingsLate")] : []),
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

function drawingKeys({ choose, undo }: CommentDrawing): CommandKeys {
  const tools = COMMENT_TOOLS.map((tool) => [TOOL_KEYS[tool], () => choose(tool)] as const);
  return { ...Object.fromEntries(tools), [ACTION_KEYS.undo]: undo };
}
