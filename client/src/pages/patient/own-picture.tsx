// One's own picture as in a mirror, with the figure the camera found drawn over it, and what the therapist draws on it.
import { useElementSize } from "@mantine/hooks";
import { type CSSProperties, type ReactNode, useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import type { DrawnBody } from "../../camera/draw-skeleton.ts";
import { AnnotationLayer } from "../../drawing/annotation-layer.tsx";
import { isCutOff } from "../../drawing/cut-off.ts";
import { pictureMapping } from "../../drawing/picture-mapping.ts";
import { useTicks } from "../../drawing/use-ticks.ts";
import { useVideoAspect } from "../../drawing/use-video-aspect.ts";
import { HeldPicture } from "../../ui/held-picture.tsx";
import { useSessionActions } from "../../ui/session-context.tsx";
import classes from "./own-picture.module.css";
import { type OwnPointing, useOwnPointing } from "./own-pointing.ts";

/** How often it is looked at whether the body has taken its target out of what is shown. */
const LOOKS_PER_SECOND = 2;

export function OwnPicture(props: {
  feed: CameraFeed;
  skeleton?: boolean | undefined;
  /** Fills the picture's place. */
  over?: ReactNode;
}) {
  const { feed, skeleton = true } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pointing = useOwnPointing();
  const { shown, strokes, held } = pointing;
  const aspect = useVideoAspect(feed.video);
  const { ref: place, width, height } = useElementSize();
  const isWhole = useWhole(feed, pointing, { aspect, width, height });
  useEffect(() => {
    const { video } = feed;
    video.classList.add(classes.video as string);
    box.current?.prepend(video);
    // A video taken out of one place and put into another stands still until it is told to play.
    video.play().catch(() => undefined);
    return () => video.remove();
  }, [feed]);

  useEffect(() => {
    if (!skeleton || held) return;
    let frame = requestAnimationFrame(function draw() {
      if (canvas.current !== null) feed.drawSkeleton(canvas.current);
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [feed, skeleton, held]);

  const isPointedAt = shown.length > 0 || strokes.length > 0;
  return (
    <div
      ref={place}
      className={classes.box}
      data-pointed={(isPointedAt && !held) || undefined}
      data-whole={isWhole || undefined}
      style={{ "--aspect": aspect } as CSSProperties}
    >
      <div ref={box} className={classes.box} role="img" aria-label={t("patient.pictures.own")}>
        {held ? <Still feed={feed} /> : null}
        {skeleton ? <canvas ref={canvas} className={classes.canvas} /> : null}
        <OwnAnnotations feed={feed} held={held} />
        {props.over}
        {held ? <span className={classes.held}>{t("patient.pointing.heldShort")}</span> : null}
      </div>
      <span className="visually-hidden" role="status">
        {shown.length > 0 ? t("patient.pointing.drawn") : ""}
      </span>
    </div>
  );
}

/** The sides of the picture, cut off where its place is narrow, are shown too from when something is drawn there until nothing is drawn on it. */
function useWhole(
  feed: CameraFeed,
  { shown, strokes, held }: OwnPointing,
  { aspect, width, height }: { aspect: number | undefined; width: number; height: number },
): boolean {
  const isWhole = useRef(false);
  const drawn = [...shown, ...strokes];
  const moves = shown.some(({ tool }) => tool === "target");
  useTicks(moves && !isWhole.current ? LOOKS_PER_SECOND : 0);
  if (drawn.length === 0 || held) isWhole.current = false;
  else if (aspect !== undefined && width > 0 && height > 0) {
    const mapping = pictureMapping({ fit: "cover", aspect, mirrored: true }, width, height);
    isWhole.current ||= isCutOff(drawn, mapping, { width, height }, moves ? feed.bodyNow() : undefined);
  }
  return isWhole.current;
}

/** The picture as it stood, once more and large. */
export function OwnStill({ feed }: { feed: CameraFeed }) {
  return (
    <div className={classes.box}>
      <Still feed={feed} whole />
      <OwnAnnotations feed={feed} held whole />
    </div>
  );
}

function Still({ feed, whole = false }: { feed: CameraFeed; whole?: boolean }) {
  const source = useCallback(() => feed.video, [feed]);
  return <HeldPicture source={source} className={whole ? classes.whole : classes.video} />;
}

function OwnAnnotations({ feed, held, whole = false }: { feed: CameraFeed; held: boolean; whole?: boolean }) {
  const { serverNowMs } = useSessionActions();
  const { shown, strokes } = useOwnPointing();
  const aspect = useVideoAspect(feed.video);
  const atHold = useRef<{ readonly body: DrawnBody | undefined }>(undefined);
  if (!held) atHold.current = undefined;
  else atHold.current ??= { body: feed.bodyNow() };
  const bodyNow = useCallback(() => (held ? atHold.current?.body : feed.bodyNow()), [feed, held]);
  if (aspect === undefined) return null;
  return (
    <AnnotationLayer
      annotations={shown}
      strokes={strokes}
      shown={{ fit: whole ? "contain" : "cover", aspect, mirrored: true }}
      bodyNow={bodyNow}
      nowMs={serverNowMs}
    />
  );
}
