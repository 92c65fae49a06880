// One's own picture as in a mirror, with the figure the camera found drawn over it.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CameraFeed } from "../../camera/camera-feed.ts";
import classes from "./own-picture.module.css";

export function OwnPicture({ feed, skeleton = true }: { feed: CameraFeed; skeleton?: boolean }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const { video } = feed;
    video.classList.add(classes.video as string);
    box.current?.prepend(video);
    // A video taken out of one place and put into another stands still until it is told to play.
    video.play().catch(() => undefined);
    return () => video.remove();
  }, [feed]);

  useEffect(() => {
    if (!skeleton) return;
    let frame = requestAnimationFrame(function draw() {
      if (canvas.current !== null) feed.drawSkeleton(canvas.current);
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [feed, skeleton]);

  return (
    <div ref={box} className={classes.box} role="img" aria-label={t("patient.pictures.own")}>
      {skeleton ? <canvas ref={canvas} className={classes.canvas} /> : null}
    </div>
  );
}
