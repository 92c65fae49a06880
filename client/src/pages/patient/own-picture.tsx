// One's own picture as in a mirror, with the figure the camera found drawn over it, and what the therapist draws on it.
import { useCallback, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import type { DrawnBody } from "../../camera/draw-skeleton.ts";
import { AnnotationLayer } from "../../drawing/annotation-layer.tsx";
import { useVideoAspect } from "../../drawing/use-video-aspect.ts";
import { HeldPicture } from "../../ui/held-picture.tsx";
import { useSessionActions } from "../../ui/session-context.tsx";
import classes from "./own-picture.module.css";
import { useOwnPointing } from "./own-pointing.ts";

export function OwnPicture({ feed, skeleton = true }: { feed: CameraFeed; skeleton?: boolean }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shown, strokes, held } = useOwnPointing();
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
    <div className={classes.box} data-pointed={(isPointedAt && !held) || undefined}>
      <div ref={box} className={classes.box} role="img" aria-label={t("patient.pictures.own")}>
        {held ? <Still feed={feed} /> : null}
        {skeleton ? <canvas ref={canvas} className={classes.canvas} /> : null}
        <OwnAnnotations feed={feed} held={held} />
        {held ? <span className={classes.held}>{t("patient.pointing.heldShort")}</span> : null}
      </div>
      <span className="visually-hidden" role="status">
        {shown.length > 0 ? t("patient.pointing.drawn") : ""}
      </span>
    </div>
  );
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
