// The recorded picture under the figure, in step with the player: it stands and runs where the time line does, and is not there where nothing
// was recorded.
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import classes from "./figure-picture.module.css";
import { loadRecorded, piecesQuery } from "./review-queries.ts";
import { openVideoFeed, type VideoFeed } from "./video-feed.ts";
import { isRecordedAt } from "./video-run-rules.ts";

/** A picture this far from the figure is moved to it; nearer, it catches up by itself. */
const APART_SECONDS = 0.2;
const STILL_APART_SECONDS = 0.02;
const LOOK_AGAIN_MS = 200;

export interface RecordedPictureProps {
  readonly recording: RecordingListing;
  /** Session time. */
  readonly atMs: number;
  readonly playing: boolean;
  readonly speed: number;
}

export function RecordedPicture({ recording, atMs, playing, speed }: RecordedPictureProps) {
  const { data } = useQuery(piecesQuery(recording.recordingId));
  const video = useRef<HTMLVideoElement>(null);
  const feed = useRef<VideoFeed>(undefined);
  const pieces = data?.pieces;
  const wantedMs = atMs - recording.beginsAtMs;
  const isThere = pieces !== undefined && isRecordedAt(pieces, wantedMs);
  useEffect(() => {
    if (video.current === null || pieces === undefined) return;
    const { recordingId } = recording;
    const opened = openVideoFeed(video.current, pieces, (begin, end) => loadRecorded(recordingId, begin, end));
    feed.current = opened;
    return () => {
      feed.current = undefined;
      opened.close();
    };
  }, [pieces, recording]);
  const latest = useRef({ wantedMs, isThere, playing, speed });
  latest.current = { wantedMs, isThere, playing, speed };
  const keepInStep = useCallback(() => {
    if (video.current !== null && feed.current !== undefined) showMoment(video.current, feed.current, latest.current);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them moves the picture
  useEffect(keepInStep, [wantedMs, isThere, pieces, playing, speed]);
  // While the time line stands still, what was asked for comes.
  useEffect(() => {
    const timer = setInterval(keepInStep, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [keepInStep]);
  return (
    <video
      ref={video}
      className={classes.layer}
      data-recorded={isThere || undefined}
      preload="auto"
      muted
      playsInline
      aria-hidden
    />
  );
}

function showMoment(
  video: HTMLVideoElement,
  feed: VideoFeed,
  { wantedMs, isThere, playing, speed }: { wantedMs: number; isThere: boolean; playing: boolean; speed: number },
): void {
  feed.want(wantedMs);
  if (!isThere) {
    video.pause();
    return;
  }
  // Before the file's header is there, there is no time to move to; and who runs after a running time line never arrives.
  if (video.readyState === HTMLMediaElement.HAVE_NOTHING || (playing && video.seeking)) return;
  const apart = Math.abs(video.currentTime - wantedMs / 1000);
  if (apart > (playing ? APART_SECONDS : STILL_APART_SECONDS)) video.currentTime = wantedMs / 1000;
  video.playbackRate = speed;
  // Refused while nothing is there to play; asked again with the next step.
  if (playing && video.paused) video.play().catch(() => undefined);
  if (!playing && !video.paused) video.pause();
}

/** Of the recordings of a camera that can be played, the one that has this moment. */
export function recordingAt(
  recordings: readonly RecordingListing[],
  participantId: string,
  atMs: number,
): RecordingListing | undefined {
  return recordings.find(
    (one) =>
      one.participantId === participantId &&
      one.source === "camera" &&
      (one.state === "whole" || one.state === "cutOff") &&
      one.beginsAtMs <= atMs &&
      atMs <= one.beginsAtMs + one.durationMs,
  );
}
