// A recording that stands and runs where the time line does: the element is fed with the pieces that are wanted, and moved where it is not in step.
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { isRecordedAt, placeAt } from "./feed-run-rules.ts";
import { type MediaFeed, openMediaFeed } from "./media-feed.ts";
import { isMissing, loadRecorded, type Playable, piecesQuery } from "./review-queries.ts";

export interface RecordedMediaProps {
  readonly recording: Playable;
  /** Session time. */
  readonly atMs: number;
  readonly playing: boolean;
  readonly speed: number;
}

/** What is this far from the figure is moved to it; nearer, it catches up by itself. */
const APART_SECONDS = 0.2;
const STILL_APART_SECONDS = 0.02;
const LOOK_AGAIN_MS = 200;

export interface RecordedMedia<Element extends HTMLMediaElement> {
  readonly media: RefObject<Element | null>;
  /** There was something at this moment. */
  readonly isThere: boolean;
  /** It does not come; it is asked for again by itself. */
  readonly isLate: boolean;
}

export function useRecordedMedia<Element extends HTMLMediaElement>({
  recording,
  atMs,
  playing,
  speed,
}: RecordedMediaProps): RecordedMedia<Element> {
  const { address, source, beginsAtMs } = recording;
  const asked = useQuery(piecesQuery(address));
  const { data } = asked;
  const [late, setLate] = useState(false);
  const media = useRef<Element>(null);
  const feed = useRef<MediaFeed>(undefined);
  const pieces = data?.pieces;
  const momentMs = atMs - beginsAtMs;
  const isThere = pieces !== undefined && isRecordedAt(pieces, momentMs);
  const wantedMs = pieces === undefined ? momentMs : placeAt(pieces, momentMs);
  useEffect(() => {
    if (media.current === null || pieces === undefined) return;
    const opened = openMediaFeed({
      media: media.current,
      of: source,
      pieces,
      load: (begin, end, signal) => loadRecorded(address, begin, end, signal),
      onLate: setLate,
    });
    feed.current = opened;
    return () => {
      feed.current = undefined;
      opened.close();
      setLate(false);
    };
  }, [pieces, address, source]);
  const latest = useRef({ wantedMs, isThere, playing, speed });
  latest.current = { wantedMs, isThere, playing, speed };
  const keepInStep = useCallback(() => {
    if (media.current !== null && feed.current !== undefined) showMoment(media.current, feed.current, latest.current);
  }, []);
  // With every picture of the page: all that is latest moves what is shown.
  useEffect(keepInStep);
  // While the time line stands still, what was asked for comes.
  useEffect(() => {
    const timer = setInterval(keepInStep, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [keepInStep]);
  return { media, isThere, isLate: isMissing(asked) || (isThere && late) };
}

function showMoment(
  media: HTMLMediaElement,
  feed: MediaFeed,
  { wantedMs, isThere, playing, speed }: { wantedMs: number; isThere: boolean; playing: boolean; speed: number },
): void {
  // What begins in a moment is there when it begins.
  feed.want(Math.max(0, wantedMs));
  if (!isThere) {
    media.pause();
    return;
  }
  // Before the file's header is there, there is no time to move to; and who runs after a running time line never arrives.
  if (media.readyState === HTMLMediaElement.HAVE_NOTHING || (playing && media.seeking)) return;
  const apart = Math.abs(media.currentTime - wantedMs / 1000);
  if (apart > (playing ? APART_SECONDS : STILL_APART_SECONDS)) media.currentTime = wantedMs / 1000;
  media.playbackRate = speed;
  // Refused while nothing is there to play; asked again with the next step.
  if (playing && media.paused) media.play().catch(() => undefined);
  if (!playing && !media.paused) media.pause();
}
