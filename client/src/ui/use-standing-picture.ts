// Watches a live picture as it is shown: whether it has stopped, or never come, while it is seen.
import { useEffect, useState } from "react";
import { type PictureWatch, troubleOf, watchPicture } from "./standing-picture-rules.ts";

const LOOK_EVERY_MS = 1_000;

/** Of no element nothing is said. */
export function useStandingPicture(video: HTMLVideoElement | null): ReturnType<typeof troubleOf> {
  const [trouble, setTrouble] = useState<ReturnType<typeof troubleOf>>();
  useEffect(() => {
    if (video === null) return;
    let watch: PictureWatch | undefined;
    let inView = false;
    const place = new IntersectionObserver((entries) => {
      inView = entries.at(-1)?.isIntersecting ?? inView;
    });
    place.observe(video);
    const timer = setInterval(() => {
      const pictures = video.getVideoPlaybackQuality().totalVideoFrames;
      watch = watchPicture(watch, { atMs: performance.now(), pictures, isDue: inView && !document.hidden });
      setTrouble(troubleOf(watch));
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      place.disconnect();
      setTrouble(undefined);
    };
  }, [video]);
  return trouble;
}
